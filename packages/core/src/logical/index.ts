export { canonicalise } from './canonicalise.js';
export { derivedSources, entitySources, isEntitySource, isOptional } from './entity-sources.js';
export {
  columnTypes,
  comparisonKind,
  expressionType,
  firstSelect,
  queryTypes,
} from './expression-type.js';
export type { ColumnTypes, ComparisonKind, ExpressionType } from './expression-type.js';
export { sameExpression } from './expression-walk.js';
export { argumentCounts, functionCatalogue, parameterType } from './function-catalogue.js';
export type { CatalogueFunction, FunctionResult, ParameterType } from './function-catalogue.js';
export { constrainedDecoding } from './constrained-decoding.js';
export type { ConstrainedDecodingOptions, WrittenQuery } from './constrained-decoding.js';
export { createQueryGrammar } from './query-grammar.js';
export type { QueryGrammar } from './query-grammar.js';
export type { GrammarState } from './grammar-state.js';
export type { QueryGrammarOptions } from './grammar-tables.js';
export { relationalView } from './relational-view.js';
export { requireLanguage, requireReader } from './require-language.js';
export { refuseConstructs, usedConstructs } from './used-constructs.js';
export {
  conditionPieces,
  expressionPieces,
  mapQuery,
  queryPieces,
  visitQuery,
} from './visit-query.js';
export type { QueryMapper, QueryPieces, QueryVisitor } from './visit-query.js';
export { mapConditionParts, mapExpressionParts } from './map-parts.js';
export type { PartMapper } from './map-parts.js';
export { isNullable } from './nullable.js';
export { linearise } from './linearise.js';
export { parseTokens } from './parse-tokens.js';
export { queryWords } from './query-words.js';
export type { QueryWord, WordNames } from './query-words.js';
export type { CandidateValue, QueryItem, QueryToken } from './query-items.js';
export type {
  Aggregate,
  Arithmetic,
  Case,
  Cast,
  ColumnReference,
  ComparisonOperator,
  Condition,
  DerivedSource,
  EntitySource,
  EntityUse,
  Expression,
  FieldReference,
  FunctionCall,
  FunctionName,
  Join,
  Literal,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
  Star,
  Subquery,
  TimeUnit,
  Window,
} from '@momq/dialect';
