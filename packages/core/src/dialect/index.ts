export { defineDialect } from './define-dialect.js';
export type {
  Database,
  DialectCapabilities,
  DialectKeywords,
  DialectPack,
  ExpertGroupConfig,
  QueryAnalysis,
  QueryLanguage,
  QueryOptions,
  QueryParser,
  QueryResult,
  TutorialCorpus,
  TutorialPage,
} from './dialect.js';
export type {
  DatabaseContent,
  DatabaseSchema,
  Entity,
  EntityField,
  Family,
  FieldType,
  Link,
  LinkEnd,
  Value,
} from '../schema/database-schema.js';
export type {
  Aggregate, Arithmetic, ComparisonOperator, Condition, EntityUse, Expression, FieldReference, FunctionCall, Join,
  Literal, LogicalQuery, OrderKey, SelectQuery, SetQuery, Source, Star, Subquery,
} from '../logical/logical-query.js';
export {
  ConfigError,
  DatabaseOpenError,
  MoMQError,
  QueryExecutionError,
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
  UnsupportedFeatureError,
} from '../errors/momq-error.js';
export type { ErrorCode } from '../errors/codes.js';
