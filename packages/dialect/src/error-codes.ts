/** Every code that `@momq/core` and the dialect packs throw; each has a page in `docs/errors/`. */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'DATABASE_CLOSED'
  | 'DATABASE_OPEN'
  | 'DIALECT_UNKNOWN'
  | 'ENGINE_MISSING'
  | 'FEATURE_UNSUPPORTED'
  | 'HISTORY_MISMATCH'
  | 'MODEL_MISSING'
  | 'NO_QUERY'
  | 'QUERY_EXECUTION'
  | 'QUERY_REFUSED'
  | 'QUERY_SYNTAX'
  | 'QUERY_TIMEOUT'
  | 'QUESTION_EMPTY'
  | 'QUESTION_TOO_LONG'
  | 'SCHEMA_EMPTY';
