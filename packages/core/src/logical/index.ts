export { canonicalise } from './canonicalise.js';
export { comparisonKind, expressionType, firstSelect } from './expression-type.js';
export type { ComparisonKind, ExpressionType } from './expression-type.js';
export { createQueryGrammar } from './query-grammar.js';
export type { QueryGrammar } from './query-grammar.js';
export type { GrammarState } from './grammar-state.js';
export type { QueryGrammarOptions } from './grammar-tables.js';
export { relationalView } from './relational-view.js';
export { requireLanguage, requireReader } from './require-language.js';
export { linearise } from './linearise.js';
export { parseTokens } from './parse-tokens.js';
export { queryWords } from './query-words.js';
export type { QueryWord, WordNames } from './query-words.js';
export type { CandidateValue, QueryItem, QueryToken } from './query-items.js';
export type {
  Aggregate,
  Arithmetic,
  ComparisonOperator,
  Condition,
  EntityUse,
  Expression,
  FieldReference,
  FunctionCall,
  Join,
  Literal,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
  Star,
  Subquery,
} from '@momq/dialect';
