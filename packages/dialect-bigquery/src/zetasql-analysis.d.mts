import type { WrittenLiteral, WrittenPlaceholder } from '@momq/dialect';
import type { Pipeline } from './grammar/pipe-steps.js';

/** A table of FROM as it is written. */
export interface TablePath {
  /** Parts of the path; a part in backticks may hold several with dots. */
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly aliased: boolean;
}

/** What a tree of ZetaSQL's parser says about a text. Places are offsets in UTF-16 code units, but where it is said otherwise. */
export interface Found {
  /** Kind of each statement, such as `Query` or `Delete`. */
  readonly statements: readonly string[];
  /** Tables of FROM, without common table expressions and arrays of rows. */
  readonly tables: readonly TablePath[];
  /** Functions that stand where a table may. */
  readonly tableFunctions: readonly string[];
  /** As they are written, `SAFE.` left out. */
  readonly functions: readonly string[];
  readonly columns: readonly string[];
  readonly literals: readonly WrittenLiteral[];
  /** `?` or `@name`. */
  readonly placeholders: readonly WrittenPlaceholder[];
  /** System variables that are read. */
  readonly variables: readonly string[];
  /** Where a LIMIT may be put; undefined where the query has one. */
  readonly limitAt: number | undefined;
  /** The number of a LIMIT, where the query has one and it is known. */
  readonly limit?: { readonly start: number; readonly end: number; readonly rows: number };
  /** Queries with pipes, inner ones before outer ones; undefined without. ZetaSQL's package knows none. */
  readonly pipelines?: readonly Pipeline[];
  /** True where the first words of the statements alone were read, so that no list says anything. */
  readonly isUnread?: boolean;
  /** First words of pipe operators that GoogleSQL has and BigQuery has not. */
  readonly foreignPipes?: readonly string[];
}

/**
 * @param script - `ASTScriptProto`
 * @returns places in bytes of UTF-8
 */
export declare function analyseScript(script: unknown, text: Buffer): Found;
