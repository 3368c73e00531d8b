export { canonicalise } from './canonicalise.js';
export { entitySources } from './entity-sources.js';
export { columnTypes, comparisonKind, expressionType } from './expression-type.js';
export type { ColumnTypes, ComparisonKind, ExpressionType } from './expression-type.js';
export { sameExpression } from './expression-walk.js';
export { functionCatalogue } from './function-catalogue.js';
export type { CatalogueFunction, FunctionResult, ParameterType } from './function-catalogue.js';
export { constrainedDecoding } from './constrained-decoding.js';
export type { ConstrainedDecodingOptions, WrittenQuery } from './constrained-decoding.js';
export { createQueryGrammar } from './query-grammar.js';
export type { QueryGrammar } from './query-grammar.js';
export type { GrammarState } from './grammar-state.js';
export type { QueryGrammarOptions } from './grammar-tables.js';
export { relationalView } from './relational-view.js';
export { requireLanguage, requireReader } from './require-language.js';
export { refuseConstructs } from './used-constructs.js';
export {
  conditionPieces,
  expressionPieces,
  mapQuery,
  queryPieces,
  visitQuery,
} from './visit-query.js';
export type { QueryMapper, QueryPieces, QueryVisitor } from './visit-query.js';
export {
  mapConditionParts,
  mapExpressionParts,
  mapQueryParts,
  mapSourceParts,
} from './map-parts.js';
export type { PartMapper } from './map-parts.js';
export { linearise } from './linearise.js';
export { queryWords } from './query-words.js';
export type { QueryWord, WordNames } from './query-words.js';
export type { QueryItem, QueryToken } from './query-items.js';
