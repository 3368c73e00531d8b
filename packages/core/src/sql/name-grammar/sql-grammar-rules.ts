import type { LexicalRules } from '../../text-grammar/grammar-node.js';
import type { Clause } from './query-names.js';
import type { NameRules } from './sql-names.js';

/** What only some dialects write. */
export type SqlForm =
  | 'array'
  | 'at-time-zone'
  | 'cast-operator'
  | 'distinct-on'
  | 'extract'
  | 'fetch'
  | 'is-operand'
  | 'isnull'
  | 'lateral'
  | 'limit-comma'
  | 'parenthesized-query'
  | 'qualify'
  | 'quantified'
  | 'safe-cast'
  | 'set-distinct'
  | 'text-in-name-quotes';

/** How a dialect of SQL writes queries. */
export interface SqlGrammarRules extends NameRules, LexicalRules {
  /** Functions that a query may call, lower case. */
  readonly functions: Iterable<string>;
  /** Functions that stand where a table may, with the columns of their result. */
  readonly tableFunctions: Readonly<Record<string, readonly string[]>>;
  /** Words that are values, lower case. */
  readonly constants: readonly string[];
  /** Words before a text that say its type, lower case. */
  readonly literalTypes: readonly string[];
  /** Types of casts, lower case. */
  readonly types: readonly string[];
  /** Operators that compare. */
  readonly comparisons: readonly string[];
  /** Operators that compute; words in lower case. */
  readonly operators: readonly string[];
  /** Words that compare with a pattern, lower case. */
  readonly patterns: readonly string[];
  /** Words behind COLLATE, lower case. */
  readonly collations: readonly string[];
  /** Clauses in which a column of the result may be named by its alias. */
  readonly aliasClauses: readonly Clause[];
  readonly forms: readonly SqlForm[];
  /** Units of time that are words of their own: in calls of functions, lower case, and behind INTERVAL and a number. Default: none. */
  readonly units?: { readonly names: readonly string[]; readonly functions: readonly string[] };
  /** Parts of a date that EXTRACT reads, lower case. Default: those of PostgreSQL. */
  readonly dateParts?: readonly string[];
}
