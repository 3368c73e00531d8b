import type { StoredTensor } from '@momq/engine';
import { decodeShape as shape, type DecodeFormat } from './decode-shape.js';

/**
 * Random weights by name, quantised in blocks as `quantizeBlocks` lays them out. Query, key and value are one matrix,
 * and so are gate and up.
 */
export function decodeWeights({ bits, blockSize }: DecodeFormat): Record<string, StoredTensor> {
  const { width, layers, heads, keyValueHeads, headWidth, feedForward, vocabulary } = shape;
  const random = randomWords(1);
  const weights: Record<string, StoredTensor> = {};
  const linear = (name: string, rows: number, columns: number) => {
    const blocks = columns / blockSize;
    const bytes = (blockSize * bits) / 8;
    const words = new Uint32Array((rows * blocks * bytes) / 4).map(random);
    const scales = new Float32Array(rows * blocks).fill(bits === 4 ? 0.004 : 0.00025);
    const packed = new Uint8Array(words.buffer);
    weights[`${name}.packed`] = { data: packed, shape: [rows, blocks, bytes], dtype: 'uint8' };
    weights[`${name}.scales`] = { data: scales, shape: [rows, blocks], dtype: 'float32' };
  };
  const vector = (name: string, data: Float32Array) => {
    weights[name] = { data, shape: [data.length], dtype: 'float32' };
  };
  const ones = new Float32Array(width).fill(1);
  const queryKeyValue = (heads + 2 * keyValueHeads) * headWidth;
  linear('embedding', vocabulary, width);
  vector('norm', ones);
  for (let layer = 0; layer < layers; layer += 1) {
    vector(`${layer}.norm1`, ones);
    linear(`${layer}.qkv`, queryKeyValue, width);
    const bias = new Float32Array(queryKeyValue).map(() => (random() / 2 ** 32 - 0.5) * 0.1);
    vector(`${layer}.bias`, bias);
    linear(`${layer}.out`, width, heads * headWidth);
    vector(`${layer}.norm2`, ones);
    linear(`${layer}.gateUp`, 2 * feedForward, width);
    linear(`${layer}.down`, width, feedForward);
  }
  return weights;
}

/** Deterministic 32-bit numbers: xorshift32. Source: Marsaglia 2003, Xorshift RNGs. */
function randomWords(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state = state >>> 0);
  };
}
