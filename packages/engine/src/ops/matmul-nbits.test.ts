import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { expectSameTensors } from '../eager-reference.test-support.js';
import { hostTensor } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { gatherNBits } from './gather-nbits.js';
import { matMulNBits, type MatMulNBitsOptions } from './matmul-nbits.js';
import { quantizeBlocks, type QuantizedBits, type QuantizedBlockSize } from './quantize-blocks.js';
import {
  runEagerlyWith,
  runWithConstants,
  type WeightFunction,
} from './quantized-weight.test-support.js';

interface Case {
  readonly shape: readonly number[];
  readonly N: number;
  readonly bits: QuantizedBits;
  readonly blockSize: QuantizedBlockSize;
  readonly symmetric?: boolean;
}

const cases: readonly Case[] = [
  { shape: [1, 64], N: 7, bits: 4, blockSize: 32 },
  { shape: [3, 64], N: 16, bits: 8, blockSize: 32 },
  { shape: [2, 5, 96], N: 33, bits: 4, blockSize: 16, symmetric: false },
  { shape: [4, 128], N: 5, bits: 8, blockSize: 64, symmetric: false },
  { shape: [1, 256], N: 12, bits: 4, blockSize: 128 },
  { shape: [3, 50], N: 9, bits: 4, blockSize: 32, symmetric: false }, // the last block is padded
];

function setup({ shape, N, bits, blockSize, symmetric = true }: Case) {
  const random = randomNumbers(N);
  const weights = drawInput({ shape: [N, shape.at(-1) as number] }, random);
  const x = drawInput({ shape }, random);
  return { x, blocks: quantizeBlocks(weights, { bits, blockSize, symmetric }) };
}

const product =
  ({ bits, blockSize }: Case, options: MatMulNBitsOptions): WeightFunction =>
  (weights, x) => {
    const weight = { ...weights, bits, blockSize } as never;
    return matMulNBits(x, weight, options);
  };

describe('matMulNBits', () => {
  test.each(cases)('is the same node and TF.js operations, float32 products: %j', async (each) => {
    const { x, blocks } = setup(each);
    const fn = product(each, { accuracyLevel: 1 });
    const { results, operators } = await runWithConstants(fn, blocks, x);
    expect(operators['MatMulNBits']).toBe(1);
    expectSameTensors(results, await runEagerlyWith(fn, blocks, x), 2e-5);
  });

  test.each(cases)('is near with int8 products: %j', async (each) => {
    const { x, blocks } = setup(each);
    const { results } = await runWithConstants(product(each, { accuracyLevel: 4 }), blocks, x);
    const expected = await runEagerlyWith(product(each, {}), blocks, x);
    const [got, want] = [results[0]?.data as Float32Array, expected[0]?.data as Float32Array];
    const norm = Math.hypot(...want);
    const distance = Math.hypot(...want.map((value, index) => value - (got[index] as number)));
    expect(distance / norm).toBeLessThan(0.02);
  });

  test('adds a bias', async () => {
    const each = cases[0] as Case;
    const { x, blocks } = setup(each);
    const bias = (weights: Readonly<Record<string, tf.Tensor>>, input: tf.Tensor) =>
      product(each, { accuracyLevel: 1, bias: tf.range(0, each.N) })(weights, input);
    const { results, operators } = await runWithConstants(bias, blocks, x);
    expect(operators).toEqual({ MatMulNBits: 1 });
    expectSameTensors(results, await runEagerlyWith(bias, blocks, x), 2e-5);
  });

  test.each(cases)(
    'has the gradient of a product with the dequantised matrix: %j',
    async (each) => {
      const { x, blocks } = setup(each);
      const bias = tf.zeros([each.N]);
      const gradient: WeightFunction = (weights, input) =>
        tf.grads((a, b) =>
          tf.sum(
            tf.square(
              product(each, { accuracyLevel: 1, bias: b as tf.Tensor })(
                weights,
                a as tf.Tensor,
              ) as tf.Tensor,
            ),
          ),
        )([input, bias]);
      const identity = hostTensor(
        Float32Array.from({ length: (x.shape.at(-1) as number) ** 2 }, (_, index) =>
          index % ((x.shape.at(-1) as number) + 1) === 0 ? 1 : 0,
        ),
        [x.shape.at(-1) as number, x.shape.at(-1) as number],
      );
      // I · Wᵀ is the dequantised matrix; TF.js differentiates the product with it.
      const [transposed] = await runEagerlyWith(product(each, {}), blocks, identity);
      const reference: WeightFunction = (_, input) => {
        const [K, N] = transposed?.shape as [number, number];
        const matrix = tf.tensor(transposed?.data as Float32Array, [K, N]);
        const loss = (a: tf.Tensor, b: tf.Tensor) =>
          tf.sum(tf.square(tf.add(tf.matMul(tf.reshape(a, [-1, K]), matrix), b)));
        return tf.grads(loss as never)([input, tf.zeros([N])]);
      };
      const expected = await runEagerlyWith(reference, blocks, x);
      expectSameTensors(await runEagerlyWith(gradient, blocks, x), expected, 1e-4);
      expectSameTensors((await runWithConstants(gradient, blocks, x)).results, expected, 1e-4);
    },
  );

  test('rejects tensors of another block size', () => {
    const weight = { packed: tf.zeros([2, 2, 16], 'int32'), scales: tf.zeros([2, 2]) };
    const call = () => matMulNBits(tf.zeros([1, 64]), { ...weight, bits: 4, blockSize: 64 });
    expect(call).toThrow(/expected packed \[2, 1, 32\] for K = 64, 4 bits and blocks of 64/);
    const other = () =>
      matMulNBits(tf.zeros([1, 64]), { ...weight, bits: 4, blockSize: 33 as never });
    expect(other).toThrow(/block size of 16, 32, 64 or 128, got 33/);
  });
});

describe('gatherNBits', () => {
  test.each(cases)('gives dequantised rows: %j', async (each) => {
    const { x, blocks } = setup(each);
    const K = x.shape.at(-1) as number;
    const ids = hostTensor(Int32Array.of(0, each.N - 1, 2, 2), [2, 2], 'int32');
    const fn: WeightFunction = (weights, input) =>
      gatherNBits(input, { ...weights, bits: each.bits, blockSize: each.blockSize } as never, K);
    const { results, operators } = await runWithConstants(fn, blocks, ids);
    if (K % each.blockSize === 0) expect(operators['GatherBlockQuantized']).toBe(1);
    expectSameTensors(results, await runEagerlyWith(fn, blocks, ids), 1e-6);
  });
});
