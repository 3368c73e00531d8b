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
  blockSize: 32,
} as const;

/** Bits of the weights that are compared. */
export type DecodeBits = 4 | 8;
