/** Why a run could not go on. */
export type DatagenErrorCode =
  | 'DATAGEN_FOLDER_UNWRITABLE'
  | 'DATAGEN_JOB_FAILED'
  | 'DATAGEN_JOURNAL_VERSION'
  | 'DATAGEN_MODEL_FAILED'
  | 'DATAGEN_NOTHING_USABLE'
  | 'DATAGEN_PROVIDER_MISSING'
  | 'DATAGEN_REDIS_MISSING'
  | 'DATAGEN_REDIS_UNREACHABLE'
  | 'DATAGEN_RUN_LOCKED'
  | 'DATAGEN_RUN_UNKNOWN'
  | 'DATAGEN_WORKER_MISMATCH';

/** An error of data generation. The message says what was expected, what came and what to do. */
export class DatagenError extends Error {
  readonly code: DatagenErrorCode;

  constructor(code: DatagenErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DatagenError';
    this.code = code;
  }
}
