import type { PointerPrefix } from '../model/pointer-batch.js';
import type { RelationSource } from './relation-source.js';
import type { TokenConstraint } from '../../generation/token-constraint.js';

/**
 * How strongly each expert group took part: its share of the weight of all acting experts, averaged over output tokens and layers.
 * `shared` are the shared experts, which always act with weight 1 each, while routed weights are small (MoMQ does not
 * renormalise them). Sums to 1; empty for a model without experts.
 */
export type RoutingShares = Readonly<Record<string, number>>;

/** One finished output. */
export interface BeamCandidate {
  /** Output codes without the start token, up to and including the code that made the constraint `done`. */
  readonly codes: readonly number[];
  /** Sum of log probabilities of the codes; see `normalisation`. */
  readonly logProb: number;
  /** `logProb / length^lengthPenalty`; candidates are sorted by it. */
  readonly score: number;
  readonly routing: RoutingShares;
}

/** What to decode and how. */
export interface BeamSearchRequest<S> {
  readonly prefix: PointerPrefix;
  readonly relations: RelationSource;
  readonly constraint: TokenConstraint<S>;
  /** Keyword token that output position 0 reads, for models with one per dialect. Default: the config's. */
  readonly startToken?: number;
  /** Group names that may act; default all loaded ones (the dialect router decides). */
  readonly groups?: readonly string[];
  /** Beams kept per step. Default 6; 1 = greedy. */
  readonly beamSize?: number;
  /** Most codes of an output. Default and limit: the generator's `maxOutputLength`. */
  readonly maxOutputLength?: number;
  /** 0 = raw log probability, 1 = mean per code. Default 0. */
  readonly lengthPenalty?: number;
  /** What probabilities sum to one over: `all` codes, so that a beam forced where the model would not go pays for it, or the `allowed` ones. Default `all`. */
  readonly normalisation?: 'all' | 'allowed';
  readonly signal?: AbortSignal;
}

/** Decodes with a loaded model. Graphs are built once per (prefix bucket, beam size) and kept. */
export interface PointerGenerator {
  /** Finished candidates, best first; at most `beamSize`. Empty when none finished within `maxOutputLength`. */
  beamSearch<S>(request: BeamSearchRequest<S>): Promise<BeamCandidate[]>;
  /** Frees the graphs. */
  dispose(): Promise<void>;
}

/** Options of `createPointerGenerator`. */
export interface PointerGeneratorOptions {
  /** Capacity of the output cache. Default 48. */
  readonly maxOutputLength?: number;
  /** Prefix lengths to pad to. Default 32, 48, 64, 96, 128, 192, 256, 384. A longer prefix is rejected. */
  readonly prefixBuckets?: readonly number[];
  /**
   * `soft` (default): the routers decide among the groups that a request names. `known`: a request names its groups, and a
   * graph without any other group answers it, so that installing a group cannot change an answer by a single bit.
   */
  readonly routing?: 'soft' | 'known';
  /** Threads inside one operator. Default 1: a step is small, and waiting for a second thread costs more than it saves. */
  readonly threads?: number;
}
