import { blockFormat, halfAt, type BlockFormat } from './block-format.js';
import { q4_K, q5_K, q6_K } from './k-blocks.js';
import { q4_0, q4_1, q5_0, q5_1, q8_0 } from './simple-blocks.js';

/** float32 as it is. */
const f32: BlockFormat = {
  name: 'F32',
  blockSize: 1,
  blockBytes: 4,
  dequantize(bytes, weights) {
    new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength).set(bytes);
  },
};

const f16 = blockFormat('F16', { blockSize: 1, blockBytes: 2 }, (bytes, at, weights, to) => {
  weights[to] = halfAt(bytes, at);
});

/** The upper half of a float32. */
const bf16: BlockFormat = {
  name: 'BF16',
  blockSize: 1,
  blockBytes: 2,
  dequantize(bytes, weights) {
    const bits = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
    for (let i = 0; i < bits.length; i += 1)
      bits[i] = ((bytes[2 * i] as number) << 16) | ((bytes[2 * i + 1] as number) << 24);
  },
};

/** Types of tensors that can be read, by their number in `ggml_type` (ggml.h of llama.cpp). */
export const tensorTypes: ReadonlyMap<number, BlockFormat> = new Map([
  [0, f32],
  [1, f16],
  [2, q4_0],
  [3, q4_1],
  [6, q5_0],
  [7, q5_1],
  [8, q8_0],
  [12, q4_K],
  [13, q5_K],
  [14, q6_K],
  [30, bf16],
]);

const otherNames: Readonly<Record<number, string>> = {
  9: 'Q8_1',
  10: 'Q2_K',
  11: 'Q3_K',
  15: 'Q8_K',
  16: 'IQ2_XXS',
  17: 'IQ2_XS',
  18: 'IQ3_XXS',
  19: 'IQ1_S',
  20: 'IQ4_NL',
  21: 'IQ3_S',
  22: 'IQ2_S',
  23: 'IQ4_XS',
  24: 'I8',
  25: 'I16',
  26: 'I32',
  27: 'I64',
  28: 'F64',
  29: 'IQ1_M',
  34: 'TQ1_0',
  35: 'TQ2_0',
  39: 'MXFP4',
  40: 'NVFP4',
  41: 'Q1_0',
};

/** The name of a type, also of one that cannot be read. */
export function tensorTypeName(type: number): string {
  return tensorTypes.get(type)?.name ?? otherNames[type] ?? `type ${type}`;
}
