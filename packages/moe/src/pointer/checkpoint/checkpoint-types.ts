import type { PointerModelConfig } from '../pointer-config.js';
import type { HostParameters } from '../../numerics/host-tensor.js';

/** A model with what is needed to use it. */
export interface PointerCheckpoint {
  readonly config: PointerModelConfig;
  readonly parameters: HostParameters;
  /** Keyword tokens by id; length `config.pointer.vocabularySize`. */
  readonly vocabulary: readonly string[];
  /** Anything else that is JSON: provenance, data licences, relation names, training figures. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Options of `saveCheckpoint`. */
export interface SaveCheckpointOptions {
  /** Number format of the weights on disk. Default `float32`. */
  readonly storage?: 'float32' | 'float16';
}

/** Options of `loadCheckpoint`. */
export interface LoadCheckpointOptions {
  /** Expert groups to load, in this order. Default: all, in stored order. `[]`: shared experts only. */
  readonly groups?: readonly string[];
}
