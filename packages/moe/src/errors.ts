/** What went wrong, as a stable machine-readable code. One documentation page per code. */
export type MoeErrorCode =
  | 'MOE_BAD_CONFIG'
  | 'MOE_BAD_INPUT'
  | 'MOE_MISSING_PARAMETER'
  | 'MOE_UNKNOWN_GROUP'
  | 'MOE_GROUP_DUPLICATE'
  | 'MOE_GROUP_MISMATCH'
  | 'MOE_CHECKPOINT_MISSING'
  | 'MOE_CHECKPOINT_CORRUPT'
  | 'MOE_CHECKPOINT_HASH_MISMATCH'
  | 'MOE_CHECKPOINT_VERSION'
  | 'MOE_RUN_LOCKED'
  | 'MOE_DISK_FULL'
  | 'MOE_MERGE_CONFIG'
  | 'MOE_MERGE_MISMATCH'
  | 'MOE_BASE_MISSING'
  | 'MOE_BASE_CORRUPT'
  | 'MOE_BASE_UNSUPPORTED'
  | 'MOE_BASE_AMBIGUOUS'
  | 'MOE_BASE_MISMATCH'
  | 'MOE_MODEL_NOT_FOUND'
  | 'MOE_MODEL_GATED'
  | 'MOE_OFFLINE'
  | 'MOE_DOWNLOAD_FAILED'
  | 'MOE_DOWNLOAD_CORRUPT'
  | 'MOE_TOKENIZER_UNSUPPORTED'
  | 'MOE_PEFT_MISMATCH'
  | 'MOE_PEFT_UNSUPPORTED'
  | 'MOE_DATA_UNKNOWN_DIALECT'
  | 'MOE_DATA_TOO_LONG'
  | 'MOE_NAN_LOSS'
  | 'MOE_PROMPT_TOO_LONG'
  | 'MOE_NOTHING_ALLOWED'
  | 'MOE_DISPOSED'
  | 'MOE_ABORTED';

/** The error every function of this package throws. `message` says what was expected, what came, and the remedy. */
export class MoeError extends Error {
  /** Stable code; compare this, not the message. */
  readonly code: MoeErrorCode;

  constructor(code: MoeErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'MoeError';
    this.code = code;
  }
}
