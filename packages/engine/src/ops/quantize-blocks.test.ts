import { describe, expect, test } from 'vitest';
import { EngineError, hostTensor } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { quantizeBlocks, type QuantizedBlocks } from './quantize-blocks.js';

/** The matrix that blocks stand for, element by element from the layout's description. */
function matrixOf(
  { packed, scales, zeroPoints }: QuantizedBlocks,
  [N, K]: readonly [number, number],
  { bits, blockSize }: { readonly bits: 4 | 8; readonly blockSize: number },
): number[] {
  const blocks = Math.ceil(K / blockSize);
  const numberAt = (data: Uint8Array, start: number, index: number) =>
    bits === 8
      ? (data[start + index] as number)
      : ((data[start + (index >> 1)] as number) >> (index % 2 === 0 ? 0 : 4)) & 15;
  const values: number[] = [];
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) {
      const block = Math.floor(k / blockSize);
      const bytes = (blockSize * bits) / 8;
      const q = numberAt(packed.data, (n * blocks + block) * bytes, k % blockSize);
      const zero =
        zeroPoints === undefined
          ? 2 ** (bits - 1)
          : numberAt(zeroPoints.data, n * Math.ceil((blocks * bits) / 8), block);
      values.push((q - zero) * (scales.data[n * blocks + block] as number));
    }
  }
  return values;
}

const settings = [4, 8].flatMap((bits) =>
  [16, 32, 64, 128].flatMap((blockSize) =>
    [true, false].map((symmetric) => ({ bits, blockSize, symmetric })),
  ),
) as { bits: 4 | 8; blockSize: 16 | 32 | 64 | 128; symmetric: boolean }[];

describe('quantizeBlocks', () => {
  test.each(settings)('is within half a step of every weight: %j', (options) => {
    const [N, K] = [3, 200];
    const weights = drawInput({ shape: [N, K], from: -1, to: 3 }, randomNumbers(7));
    const quantized = quantizeBlocks(weights, options);
    const values = matrixOf(quantized, [N, K], options);
    const blocks = Math.ceil(K / options.blockSize);
    values.forEach((value, index) => {
      const block = Math.floor(index / K) * blocks + Math.floor((index % K) / options.blockSize);
      // Symmetric numbers end one step before the mirror image of the extreme.
      const step = Math.abs(quantized.scales.data[block] as number) * (options.symmetric ? 1 : 0.5);
      expect(Math.abs(value - (weights.data[index] as number))).toBeLessThanOrEqual(step * 1.001);
    });
  });

  test('is exact on numbers of its own grid', () => {
    const grid = Array.from({ length: 32 }, (_, index) => ((index % 16) - 8) * 0.25);
    const quantized = quantizeBlocks(hostTensor(grid, [1, 32]), { bits: 4, blockSize: 32 });
    expect(matrixOf(quantized, [1, 32], { bits: 4, blockSize: 32 })).toEqual(grid);
  });

  test('keeps zero blocks zero', () => {
    for (const symmetric of [true, false]) {
      const quantized = quantizeBlocks(hostTensor(new Float32Array(20), [2, 10]), { symmetric });
      const values = matrixOf(quantized, [2, 10], { bits: 4, blockSize: 32 });
      expect(values.every((value) => value === 0)).toBe(true);
    }
  });

  const matrix = hostTensor([1, 2], [1, 2]);
  test.each([
    ['5 bits', () => quantizeBlocks(matrix, { bits: 5 as never }), /4 or 8 bits, got 5/],
    ['blocks of 48', () => quantizeBlocks(matrix, { blockSize: 48 as never }), /got 48/],
    ['NaN', () => quantizeBlocks(hostTensor([1, NaN], [1, 2])), /row 0, columns 0 to 1/],
    ['infinity', () => quantizeBlocks(hostTensor([1, -Infinity], [1, 2])), /finite/],
    ['a vector', () => quantizeBlocks(hostTensor([1, 2])), /shape \(N, K\)/],
    ['no columns', () => quantizeBlocks(hostTensor([], [2, 0])), /K ≥ 1/],
  ])('rejects %s', (_, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(EngineError);
  });
});
