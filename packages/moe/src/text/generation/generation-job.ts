import type { PrefixProgress } from './prefix/shared-prefix.js';
import type { LayerTrace } from './text-generator-types.js';

/** What the model says after the last token of a row. */
export interface RowOutput {
  /** (V) raw logits. */
  readonly logits: Float32Array;
  /** Natural log of the sum of their exponentials: a token's log-probability is its logit minus this. */
  readonly logSumExp: number;
  /** What the mixture layers decided. */
  trace(): readonly LayerTrace[];
}

/** A row to go on with: `token` after what row `parent` of the job has read. */
export interface Continuation {
  readonly parent: number;
  readonly token: number;
}

/** One request as the scheduler sees it: rows of tokens that a strategy continues. */
export interface GenerationJob {
  /** Token ids that the prompt begins with and shares; empty for none. */
  readonly prefix: readonly number[];
  /** Token ids of the prompt after the prefix, at least one. */
  readonly prompt: readonly number[];
  /** Group whose experts answer, or null for all. */
  readonly dialect: string | null;
  /** Most rows at once. */
  readonly maxRows: number;
  /** Most tokens of a row, prompt included, prefix not. */
  readonly maxLength: number;
  readonly signal: AbortSignal | null;
  /** Hears how far the prefix is read when it is read for this request. */
  readonly onPrefix?: ((progress: PrefixProgress) => void) | undefined;
  /**
   * Decides how the rows go on.
   * @param rows after the prompt the output of its last token alone, then those of the continuations that were returned before
   * @returns at most `maxRows` continuations; none when the request is done
   * @throws what the request fails with; other requests go on
   */
  advance(rows: readonly RowOutput[]): readonly Continuation[];
  /** Called once: after `advance` returned nothing, or with what ended the request. */
  finish(error?: unknown): void;
}
