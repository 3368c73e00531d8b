export { adaptDialect } from './packs/adapt-dialect.js';
export { dialectPrompt } from './packs/dialect-prompt.js';
export { createDatabase, openDatabase } from './packs/pack-databases.js';
export { historyTurn } from './history/history-turn.js';
export type { HistoryTurn } from './history/history-turn.js';
export { HistoryMismatchError } from './history/read-history.js';
export { readLimits } from './ask/ask-limits.js';
export { createMoMQ } from './ask/create-momq.js';
export type { MoMQ, MoMQOptions, OpenOptions } from './ask/create-momq.js';
export type {
  Answer,
  AnswerFacts,
  AskEvent,
  AskOptions,
  AskTimings,
  CandidateOutcome,
  CandidateReport,
  DeclinedAnswer,
  QueryAnswer,
  QueryRows,
  SureAnswer,
  UncertainAnswer,
} from './ask/answer.js';
export type { Alternative, DeclineKind, DeclineReason } from './ask/answer-status.js';
export type { QuestionNeed } from './declining/question-needs.js';
export { SemanticsError } from './semantics/semantics-error.js';
export type { OsiDocument } from './semantics/osi-document.js';
export type { Teaching } from './semantics/teaching.js';
export { NoQueryError } from './ask/no-query-error.js';
export type {
  GeneratedCandidate,
  Generation,
  GenerationEvent,
  GenerationRequest,
  NearestName,
  PreviousAttempt,
  QueryModel,
} from './ask/query-model.js';
export { defineDialect } from '@momq/dialect';
export type {
  Database,
  DatabaseContent,
  DatabaseSchema,
  DialectPack,
  Entity,
  EntityField,
  Link,
  QueryAnalysis,
  QueryParser,
  QueryResult,
  Value,
} from '@momq/dialect';
export {
  ConfigError,
  DatabaseClosedError,
  DatabaseOpenError,
  MoMQError,
  QueryExecutionError,
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
  UnsupportedFeatureError,
} from '@momq/dialect';
export type { ErrorCode } from '@momq/dialect';
export {
  DialectUnknownError,
  ModelMissingError,
  QuestionError,
  QuestionTooLongError,
  SchemaEmptyError,
} from './ask/ask-errors.js';
