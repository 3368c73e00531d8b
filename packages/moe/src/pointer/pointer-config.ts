import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';

/** Front end and head of the pointer model: vectors in, keyword tokens and pointers at prefix positions out. JSON-serialisable. */
export interface PointerConfig {
  /** Width of the frozen text vectors (Din). */
  readonly vectorWidth: number;
  /** Number of prefix position types. */
  readonly numTypes: number;
  /** Number of multi-hot features of a prefix position (F). */
  readonly numFlags: number;
  /** Number of relation ids (R); id 0 = no relation. At most 256. */
  readonly numRelations: number;
  /** Number of keyword tokens (V). Output code c < V is keyword c, else a pointer at prefix position c - V. */
  readonly vocabularySize: number;
  /** Keyword token that output position 0 reads. */
  readonly startToken: number;
}

/** A whole pointer model. Without `mixture` it is a plain dense decoder (phase `base`). */
export interface PointerModelConfig {
  readonly decoder: DecoderConfig;
  readonly pointer: PointerConfig;
  readonly mixture: MixtureConfig | null;
  /** Dropout on residual branches and on the input vectors while training. */
  readonly dropout: number;
}
