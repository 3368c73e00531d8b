import type { DecoderConfig } from '../../../packages/engine/src/decoder.test-support.js';

/** How large the measured programs are. */
export interface GpuSizes {
  readonly decoder: DecoderConfig;
  /** Sequences of the train step, and tokens of each. */
  readonly batch: number;
  readonly tokens: number;
  /** Train steps counted, after three that warm up. */
  readonly steps: number;
  /** Rows and columns of the matrices of the peak. */
  readonly matrix: number;
  /** Tokens decoded, which is the length of the caches too. */
  readonly decoded: number;
}

/** A 15.5 M-parameter decoder, 16 × 256 tokens. */
export const fullSizes: GpuSizes = {
  decoder: { vocabulary: 8192, width: 384, layers: 7, heads: 6, hidden: 1024 },
  batch: 16,
  tokens: 256,
  steps: 20,
  matrix: 4096,
  decoded: 128,
};

/** Small enough for a CPU or a software driver, to try the program out. */
export const tinySizes: GpuSizes = {
  decoder: { vocabulary: 61, width: 32, layers: 1, heads: 2, hidden: 48 },
  batch: 2,
  tokens: 8,
  steps: 2,
  matrix: 64,
  decoded: 4,
};
