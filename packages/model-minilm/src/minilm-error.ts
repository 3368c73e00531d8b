/**
 * What went wrong, as a stable string to branch on.
 *
 * - `WEIGHTS_MISSING`: a file of the weights folder cannot be read
 * - `WEIGHTS_CORRUPT`: a file differs from what `provenance.json` promises, or its content is malformed
 * - `TEXT_TOO_LONG`: a text or sentence has more word pieces than the model was tuned for
 * - `INVALID_INPUT`: an argument has the wrong type or range
 * - `ENCODER_DISPOSED`: a method was called after `dispose()`
 */
export type MiniLmErrorCode =
  'WEIGHTS_MISSING' | 'WEIGHTS_CORRUPT' | 'TEXT_TOO_LONG' | 'INVALID_INPUT' | 'ENCODER_DISPOSED';

const marker = Symbol.for('momq.model-minilm.error');

/** The error of this package: `code` for programs, `message` (expected, got, remedy) for people. */
export class MiniLmError extends Error {
  override readonly name = 'MiniLmError';
  /** Stable reason, see {@link MiniLmErrorCode}. */
  readonly code: MiniLmErrorCode;
  private readonly [marker] = true;

  constructor(code: MiniLmErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Whether `value` is a `MiniLmError`, of this or of another installed copy of the package. */
  static isInstance(value: unknown): value is MiniLmError {
    return value instanceof Error && marker in value;
  }
}
