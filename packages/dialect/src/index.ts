export { defineDialect } from './define-dialect.js';
export type {
  DialectCapabilities,
  DialectKeywords,
  DialectPack,
  ExpertGroupConfig,
  ExpertGroupWeights,
  LogicalDialectPack,
  TutorialCorpus,
  TutorialPage,
} from './dialect.js';
export type {
  Database,
  FieldsOfEntity,
  QueryEstimate,
  QueryOptions,
  QueryResult,
  RowBatch,
  SchemaOptions,
  ValueOptions,
} from './database.js';
export type {
  DatabaseContent,
  DatabaseSchema,
  Entity,
  EntityField,
  EntityKind,
  Family,
  FieldType,
  Link,
  LinkEnd,
  TemporalEncoding,
  Value,
  ValueMeaning,
} from './database-schema.js';
export type {
  DialectPrompt,
  QueryAnalysis,
  QueryLanguage,
  QueryParser,
  RelationalView,
  TextGrammar,
  TextGrammarState,
} from './query-language.js';
export { placedParts } from './query-places.js';
export type {
  PlacedLiteral,
  Placeholder,
  TextPlace,
  TextRange,
  WrittenLiteral,
  WrittenPlaceholder,
} from './query-places.js';
export type { MomentEncoding, SpelledMoment, SqlIdioms } from './sql-idioms.js';
export type { PartReport } from './part-report.js';
export { functionNames, timeUnits } from './function-names.js';
export type { FunctionName, TimeUnit } from './function-names.js';
export { logicalConstructs } from './logical-constructs.js';
export type { LogicalConstruct } from './logical-constructs.js';
export type { ComparisonOperator, Condition } from './logical-condition.js';
export type {
  Aggregate,
  Arithmetic,
  Case,
  Cast,
  ColumnReference,
  EntityUse,
  Expression,
  FieldReference,
  FunctionCall,
  Literal,
  Star,
  Subquery,
  Window,
} from './logical-expression.js';
export type { DerivedSource, EntitySource, Join, Source } from './logical-source.js';
export type { LogicalQuery, OrderKey, SelectQuery, SetQuery } from './logical-query.js';
export {
  ConfigError,
  DatabaseClosedError,
  DatabaseOpenError,
  EngineMissingError,
  MoMQError,
  QueryExecutionError,
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
  UnsupportedFeatureError,
} from './momq-error.js';
export type { ErrorCode } from './error-codes.js';
