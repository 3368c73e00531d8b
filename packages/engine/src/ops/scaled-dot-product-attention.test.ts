import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { TensorFunction } from '../eager-reference.test-support.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { expectParity } from './op-parity.test-support.js';
import {
  scaledDotProductAttention,
  type ScaledDotProductAttentionOptions,
} from './scaled-dot-product-attention.js';

interface Case {
  readonly query: readonly number[];
  readonly key: readonly number[];
  readonly bias?: readonly number[];
  readonly options?: ScaledDotProductAttentionOptions;
}

/** By the definition, one key-value head copied for each query head. */
function plain({ query, key, options = {} }: Case): TensorFunction {
  const [B, N, T, D] = query as [number, number, number, number];
  const [, K, S] = key as [number, number, number];
  const { causal = false, scale = 1 / Math.sqrt(D) } = options;
  return (q, k, v, bias) => {
    const repeated = (x: tf.Tensor | undefined) =>
      tf.reshape(tf.tile(tf.expandDims(x as tf.Tensor, 2), [1, 1, N / K, 1, 1]), [B, N, S, D]);
    let scores = tf.mul(tf.matMul(q as tf.Tensor, repeated(k), false, true), scale);
    if (bias !== undefined) scores = tf.add(scores, bias);
    const visible = tf.lessEqual(tf.range(0, S), tf.reshape(tf.range(0, T), [T, 1]));
    if (causal) scores = tf.where(visible, scores, tf.fill([B, N, T, S], -1e9));
    return tf.matMul(tf.softmax(scores), repeated(v));
  };
}

describe('scaledDotProductAttention', () => {
  test.each<Case>([
    { query: [2, 2, 5, 4], key: [2, 2, 5, 4] },
    { query: [1, 3, 7, 2], key: [1, 3, 7, 2], options: { causal: true, scale: 0.3 } },
    { query: [2, 6, 3, 4], key: [2, 2, 5, 4] },
    { query: [2, 4, 3, 4], key: [2, 2, 3, 4], options: { causal: true } },
    { query: [2, 4, 3, 4], key: [2, 2, 5, 4], bias: [2, 4, 3, 5] },
    { query: [2, 4, 3, 4], key: [2, 2, 3, 4], bias: [2, 1, 1, 3], options: { causal: true } },
    { query: [2, 4, 3, 4], key: [2, 1, 5, 4], bias: [4, 3, 5] },
    { query: [2, 4, 3, 4], key: [2, 1, 5, 4], bias: [3, 5] },
    { query: [1, 1, 1, 2], key: [1, 1, 1, 2], options: { causal: true } },
  ])('has the values and gradients of the definition: $query $key $bias $options', async (each) => {
    const { query, key, bias, options = {} } = each;
    const random = randomNumbers(query.length);
    const shapes = [query, key, key, ...(bias === undefined ? [] : [bias])];
    const inputs = shapes.map((shape) => drawInput({ shape: [...shape] }, random));
    const fused: TensorFunction = (q, k, v, added) =>
      scaledDotProductAttention(q as tf.Tensor, k as tf.Tensor, v as tf.Tensor, {
        ...options,
        ...(added !== undefined && { bias: added }),
      });
    await expectParity(fused, inputs, { reference: plain(each) });
  });

  test.each<[string, number[], number[], ScaledDotProductAttentionOptions]>([
    ['query \\(B, N, T, D\\)', [2, 3, 4], [2, 3, 4], {}],
    ['key \\(1, K, S, 2\\) with K a divisor of 4', [1, 4, 2, 2], [1, 3, 2, 2], {}],
    ['as many keys as queries, 2', [1, 1, 2, 2], [1, 1, 3, 2], { causal: true }],
    ['a bias that broadcasts', [1, 1, 2, 2], [1, 1, 2, 2], { bias: tf.zeros([3, 2]) }],
  ])('asks for %s', (expected, query, key, options) => {
    const attend = () =>
      scaledDotProductAttention(tf.zeros(query), tf.zeros(key), tf.zeros(key), options);
    expect(attend).toThrow(new RegExp(`scaledDotProductAttention: expected ${expected}`));
  });
});
