import type { ActingGroup } from './expert-lanes.js';
import type { PrefixProgress } from './prefix/shared-prefix.js';
import type { TreePass } from './scoring/continuation-trees.js';
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

/** What the scheduler has to know of every request. */
export interface BatchJob {
  /** Token ids that the prompt begins with and shares; empty for none. */
  readonly prefix: readonly number[];
  /** Whether the prefix, when it is read for this request, is kept in the folder of the cache too. */
  readonly keepPrefixOnDisk: boolean;
  /** Token ids to read after the prefix. */
  readonly prompt: readonly number[];
  readonly dialect: ActingGroup;
  /** Most rows at once. */
  readonly maxRows: number;
  /** Most tokens of a row, prompt included, prefix not. */
  readonly maxLength: number;
  readonly signal: AbortSignal | null;
  /** Hears how far the prefix is read when it is read for this request. */
  readonly onPrefix?: ((progress: PrefixProgress) => void) | undefined;
  /** Called once: when the request is done, or with what ended it. */
  finish(error?: unknown): void;
}

/** A request that is answered: rows of tokens, from a prompt of at least one on, that a strategy continues. */
export interface GenerationJob extends BatchJob {
  readonly kind: 'generation';
  /**
   * Decides how the rows go on.
   * @param rows after the prompt the output of its last token alone, then those of the continuations that were returned before
   * @returns at most `maxRows` continuations; none when the request is done
   * @throws what the request fails with; other requests go on
   */
  advance(rows: readonly RowOutput[]): readonly Continuation[];
}

/** A request whose prompt, which may be empty here, is followed by trees of tokens; it takes one row. */
export interface TreeJob extends BatchJob {
  readonly kind: 'trees';
  /** The next passes, which follow each other with nothing between; null when all are done. */
  next(): readonly TreePass[] | null;
  /** Takes the log-probabilities of the edges of a pass. */
  read(logProbs: Float32Array): void;
}

/** One request as the scheduler sees it. */
export type Job = GenerationJob | TreeJob;
