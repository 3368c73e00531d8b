export { createMoMQ } from './ask/create-momq.js';
export type { MoMQ, MoMQOptions, OpenOptions } from './ask/create-momq.js';
export type {
  Answer,
  AskOptions,
  AskTimings,
  CandidateOutcome,
  CandidateReport,
} from './ask/answer.js';
export { NoQueryError } from './ask/no-query-error.js';
export type {
  GeneratedCandidate,
  Generation,
  GenerationRequest,
  QueryModel,
} from './ask/query-model.js';
export { defineDialect } from './dialect/define-dialect.js';
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
} from './dialect/dialect.js';
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
} from './schema/database-schema.js';
export {
  ConfigError,
  DatabaseOpenError,
  DialectUnknownError,
  ModelMissingError,
  MoMQError,
  QueryExecutionError,
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
  QuestionError,
  SchemaEmptyError,
  UnsupportedFeatureError,
} from './errors/momq-error.js';
export type { ErrorCode } from './errors/codes.js';
