import type { DatabaseSchema } from './database-schema.js';
import type { LogicalQuery } from './logical-query.js';
import type { PlacedLiteral, Placeholder } from './query-places.js';
import type { SqlIdioms } from './sql-idioms.js';

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
  /** Texts and numbers that it holds; TRUE, FALSE and NULL are keywords. */
  readonly literals: readonly (string | number)[];
  readonly keywords: readonly string[];
  /** Every occurrence of one of {@link QueryAnalysis.literals}, in the order of the text; default: where they stand is not known. */
  readonly placedLiterals?: readonly PlacedLiteral[];
  /** Every placeholder, in the order of the text; default: not known. */
  readonly placeholders?: readonly Placeholder[];
}

/** Text to analysis. */
export interface QueryParser {
  /** @throws QuerySyntaxError with line, column and fragment. */
  parse(text: string): QueryAnalysis;
}

/** How the dialect writes logical queries: the model's output tokens and the final text. */
export interface QueryLanguage {
  /** Structural words of the logical form in this dialect, for example `from` → `match`. Missing ones keep their own name. */
  readonly words: Readonly<Record<string, string>>;
  /** @throws UnsupportedFeatureError when the dialect cannot express `query`. */
  render(query: LogicalQuery, schema: DatabaseSchema): string;
  /**
   * Reads text of the dialect, for example gold queries of data sets and queries that people wrote.
   *
   * @throws QuerySyntaxError when it is no query, UnsupportedFeatureError when the logical form cannot say it
   */
  read?(text: string, schema: DatabaseSchema): LogicalQuery;
  /** For training data whose SQL is written by hand; default: such data is translated from a dialect that has them. */
  readonly idioms?: SqlIdioms;
}

/** A relational database as a dialect of another family sees it, for example migrated to a property graph. */
export interface RelationalView {
  readonly schema: DatabaseSchema;
  /** A query over the relational schema, over {@link RelationalView.schema}. @throws UnsupportedFeatureError when it cannot be said there */
  convert(query: LogicalQuery): LogicalQuery;
}

/** How a language model is told about a database and about the dialect. */
export interface DialectPrompt {
  /** The schema as a model (or a person) reads it. The same schema gives the same text, so that its computation can be kept. */
  renderSchema(schema: DatabaseSchema): string;
  /** What sets the dialect apart, one sentence each: quoting, dates, functions that other dialects name differently. */
  readonly rules: readonly string[];
}

/** A place in a text that is being written. Never changed; several continuations may share it. */
export interface TextGrammarState {
  /** True when the text so far is a whole query. */
  readonly complete: boolean;
  /** The state after `text`, any piece of characters; undefined when no query goes on so. */
  after(text: string): TextGrammarState | undefined;
}

/** Which texts are queries over one schema; the constraint of a language model's decoding. */
export interface TextGrammar {
  /** The state before the first character. */
  readonly start: TextGrammarState;
}
