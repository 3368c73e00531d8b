/** What the process exits with; `momq --help` lists them. */
export const exitCodes = {
  ok: 0,
  /** The model found no query that runs, or the engine stopped it. */
  noAnswer: 1,
  /** Only with `--strict`: an answer, but an uncertain one. */
  uncertain: 4,
  /** The question cannot be answered from this database. */
  declined: 5,
  /** The command line, the question or an option is not as expected. */
  usage: 2,
  /** A database, a server, a checkpoint or the model is not there or cannot be read. */
  environment: 3,
  /** Ctrl-C ended it. */
  interrupted: 130,
  /** SIGTERM ended it. */
  terminated: 143,
  /** A defect of this program. */
  internal: 70,
} as const;

const byErrorCode: Readonly<Record<string, number>> = {
  CONFIG_INVALID: exitCodes.usage,
  DATAGEN_JOURNAL_VERSION: exitCodes.usage,
  DATAGEN_NOTHING_USABLE: exitCodes.noAnswer,
  DATAGEN_RUN_UNKNOWN: exitCodes.usage,
  DIALECT_UNKNOWN: exitCodes.usage,
  HISTORY_MISMATCH: exitCodes.usage,
  QUESTION_EMPTY: exitCodes.usage,
  QUESTION_TOO_LONG: exitCodes.usage,
  NANO_QUESTION_TOO_LONG: exitCodes.usage,
  SEMANTICS_INVALID: exitCodes.usage,
  SEMANTICS_UNKNOWN_NAME: exitCodes.usage,
  SEMANTICS_VERSION: exitCodes.usage,
  USAGE: exitCodes.usage,
  MOE_BAD_CONFIG: exitCodes.usage,
  MOE_BASE_AMBIGUOUS: exitCodes.usage,
  MOE_MERGE_CONFIG: exitCodes.usage,
  MOE_MERGE_MISMATCH: exitCodes.usage,
  FEATURE_UNSUPPORTED: exitCodes.noAnswer,
  MOE_PROMPT_TOO_LONG: exitCodes.noAnswer,
  NO_QUERY: exitCodes.noAnswer,
  QUERY_EXECUTION: exitCodes.noAnswer,
  QUERY_REFUSED: exitCodes.noAnswer,
  QUERY_SYNTAX: exitCodes.noAnswer,
  QUERY_TIMEOUT: exitCodes.noAnswer,
  SCHEMA_EMPTY: exitCodes.noAnswer,
  INTERNAL: exitCodes.internal,
  INTERRUPTED: exitCodes.interrupted,
};

/** The exit code for an error's code; unlisted coded errors are about the environment. */
export function exitCodeOf(errorCode: string): number {
  return byErrorCode[errorCode] ?? exitCodes.environment;
}
