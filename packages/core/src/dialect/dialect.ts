/**
 * The contract between MoMQ and a dialect. Types only; a pack is one {@link DialectPack} value made by a factory.
 *
 * @module
 */
import type { DatabaseContent, DatabaseSchema, Family, Value } from '../schema/database-schema.js';
import type { LogicalQuery } from '../logical/logical-query.js';

/** What the dialect can express and its engine can do; plain data that selects conformance cases. */
export interface DialectCapabilities {
  /** Set operations that have a spelling of their own. */
  readonly setOperations: readonly ('union' | 'intersect' | 'except')[];
  /** Subqueries as values or sets inside conditions. */
  readonly subqueries: boolean;
  /** `embedded`: runs inside the package; `url`: connects to a server. */
  readonly engines: readonly ('embedded' | 'url')[];
  /** The engine explains its plan. */
  readonly explain: boolean;
}

/** Keywords of the dialect, upper case. */
export interface DialectKeywords {
  readonly all: readonly string[];
  /** Those that set this dialect apart (router initialisation, diversity metrics). */
  readonly specific: readonly string[];
}

/** One page per keyword or function: prose and examples that run on {@link TutorialCorpus.sample}. */
export interface TutorialPage {
  readonly keyword: string;
  readonly title: string;
  readonly prose: string;
  readonly examples: readonly { readonly question: string; readonly query: string }[];
}

/** The pages and the sample database that their examples query. */
export interface TutorialCorpus {
  readonly sample: DatabaseContent;
  readonly pages: readonly TutorialPage[];
}

/** Shape of the pack's expert group (MoMQ §3: LoRA experts of one dialect). */
export interface ExpertGroupConfig {
  readonly experts: number;
  readonly rank: number;
  readonly alpha: number;
}

/** What the parser found in a statement. */
export interface QueryAnalysis {
  /** Number of statements in the text. */
  readonly statements: number;
  /** True only if every statement can do nothing but read. */
  readonly readOnly: boolean;
  /** Why it is not read-only, for example `DELETE`. */
  readonly reason?: string;
  readonly relations: readonly string[];
  readonly columns: readonly string[];
  readonly functions: readonly string[];
  readonly literals: readonly (string | number)[];
  readonly keywords: readonly string[];
}

/** Text to analysis. */
export interface QueryParser {
  /** @throws {@link QuerySyntaxError} with line, column and fragment. */
  parse(text: string): QueryAnalysis;
}

/** Limits of one execution. */
export interface QueryOptions {
  /** Rows returned at most; default 1000. */
  readonly maxRows?: number;
  /** Milliseconds until the engine is stopped; default 10000. */
  readonly timeoutMs?: number;
}

/** Rows of an executed query. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** True when `maxRows` cut the result. */
  readonly truncated: boolean;
  readonly elapsedMs: number;
}

/** An open database. Execution is read-only. */
export interface Database {
  readonly dialect: string;
  /** Reads tables, columns and foreign keys (labels, properties and relationship types) from the engine. */
  schema(): Promise<DatabaseSchema>;
  /** Distinct non-null values of one field, at most `limit`, in the engine's order. */
  values(entity: string, field: string, limit: number): Promise<readonly Value[]>;
  /** @throws QueryRefusedError, QueryTimeoutError or QueryExecutionError */
  query(text: string, options?: QueryOptions): Promise<QueryResult>;
  /** The engine's plan as text, where `capabilities.explain`. */
  explain?(text: string): Promise<string>;
  /** Ends the engine or the connection and frees what it holds; further calls fail. */
  close(): Promise<void>;
}

/** How the dialect writes logical queries: the model's output tokens and the final text. */
export interface QueryLanguage {
  /** Structural words of the logical form in this dialect, for example `from` → `match`. Missing ones keep their own name. */
  readonly words: Readonly<Record<string, string>>;
  /** @throws UnsupportedFeatureError when the dialect cannot express `query`. */
  render(query: LogicalQuery, schema: DatabaseSchema): string;
}

/** A dialect: everything that MoMQ needs to know about it. Made by a factory such as `postgres()`. */
export interface DialectPack {
  readonly specificationVersion: 'v1';
  /** npm suffix, expert-group name and router label, for example `postgres`. */
  readonly id: string;
  readonly displayName: string;
  readonly family: Family;
  /** Engine versions that the pack targets, for example `PostgreSQL 15–18`. */
  readonly version: string;
  readonly capabilities: DialectCapabilities;
  readonly keywords: DialectKeywords;
  readonly tutorials: TutorialCorpus;
  readonly expertGroup: ExpertGroupConfig;
  readonly language: QueryLanguage;
  /** Loads the parser; heavy grammars are imported here, not with the pack. */
  createParser(): Promise<QueryParser>;
  /** True when `source` (a file path or URL) looks like this dialect's. */
  recognises(source: string): boolean;
  /** Opens a file or a server. @throws DatabaseOpenError */
  openDatabase(source: string): Promise<Database>;
  /** Builds an embedded database from plain data (graph packs migrate it: table → label, foreign key → relationship). */
  createDatabase(content: DatabaseContent): Promise<Database>;
  /** What a person (or a language model) reads. */
  renderSchema(schema: DatabaseSchema): string;
}
