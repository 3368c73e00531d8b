/** Sizes of Qwen2.5-0.5B, the same as in `peers/decode/write_models.py`. */
export const decodeShape = {
  width: 896,
  layers: 24,
  heads: 14,
  keyValueHeads: 2,
  headWidth: 64,
  feedForward: 4864,
  vocabulary: 151936,
  theta: 1_000_000,
  epsilon: 1e-6,
} as const;

/** Bits of the weights that are compared. */
export type DecodeBits = 4 | 8;

/**
 * How weights are quantised: blocks of 32 with a float32 scale, as models for transformers.js are, or blocks of 64, which
 * take as many bytes as llama.cpp's blocks of 32 with a float16 scale: 4.5 or 8.5 bits a weight.
 */
export interface DecodeFormat {
  readonly bits: DecodeBits;
  readonly blockSize: 32 | 64;
}
