/** Why the embedded model could not be used. */
export type NanoErrorCode =
  | 'NANO_DATA_UNUSABLE'
  | 'NANO_START_MISMATCH'
  | 'NANO_WEIGHTS_MISSING'
  | 'NANO_TRAINING_STOPPED'
  | 'NANO_QUESTION_TOO_LONG';

/** An error of the embedded model. The message says what was expected, what came and what to do. */
export class NanoError extends Error {
  readonly code: NanoErrorCode;

  constructor(code: NanoErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'NanoError';
    this.code = code;
  }
}
