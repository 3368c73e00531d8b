import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { TensorFunction } from '../eager-reference.test-support.js';
import { hostTensor, type HostTensor } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { expectParity, operatorsOf } from './op-parity.test-support.js';
import { rotaryEmbedding, type RotaryOptions } from './rotary-embedding.js';

/** Rotation by complex numbers in JavaScript: the paper's definition, pair by pair. */
function rotated(x: HostTensor, positions: HostTensor, options: RotaryOptions): number[] {
  const [B, H, T, D] = x.shape as [number, number, number, number];
  const { theta = 10_000, attentionFactor = 1, interleaved = false } = options;
  const frequencies =
    options.inverseFrequencies ?? Array.from({ length: D / 2 }, (_, i) => theta ** (-i / (D / 2)));
  const half = frequencies.length;
  const result = Array.from(x.data);
  for (let row = 0; row < B * H * T; row++) {
    const [b, t] = [Math.floor(row / (H * T)), row % T];
    const position = positions.data[positions.shape.length === 1 ? t : b * T + t] as number;
    for (let i = 0; i < half; i++) {
      const angle = position * (frequencies[i] as number);
      const first = row * D + (interleaved ? 2 * i : i);
      const second = row * D + (interleaved ? 2 * i + 1 : i + half);
      const [re, im] = [x.data[first] as number, x.data[second] as number];
      result[first] = attentionFactor * (re * Math.cos(angle) - im * Math.sin(angle));
      result[second] = attentionFactor * (re * Math.sin(angle) + im * Math.cos(angle));
    }
  }
  return result;
}

const cases: readonly {
  readonly shape: readonly number[];
  readonly batched: boolean;
  readonly options: RotaryOptions;
}[] = [
  { shape: [2, 3, 5, 8], batched: false, options: {} },
  { shape: [2, 3, 5, 8], batched: true, options: { theta: 1_000_000 } },
  { shape: [1, 1, 1, 2], batched: true, options: {} },
  { shape: [2, 4, 3, 16], batched: true, options: { interleaved: true } },
  { shape: [1, 2, 4, 16], batched: false, options: { inverseFrequencies: [1, 0.5, 0.25] } },
  { shape: [3, 2, 2, 12], batched: true, options: { attentionFactor: 1.3 } },
];

describe('rotaryEmbedding', () => {
  test.each(cases)('turns pairs of features: %j', async ({ shape, batched, options }) => {
    const [B, , T] = shape as [number, number, number];
    const random = randomNumbers(shape.length + T);
    const x = drawInput({ shape }, random);
    const positions = drawInput(
      { shape: batched ? [B, T] : [T], dtype: 'int32', from: 0, to: 90 },
      random,
    );
    const fused: TensorFunction = (each, at) =>
      rotaryEmbedding(each as tf.Tensor, at as tf.Tensor, options);
    const eager = tf.tidy(() =>
      fused(
        tf.tensor(x.data, [...shape]),
        tf.tensor(positions.data, [...positions.shape], 'int32'),
      ),
    ) as tf.Tensor;
    const expected = rotated(x, positions, options);
    eager
      .dataSync()
      .forEach((value, index) => expect(value).toBeCloseTo(expected[index] as number, 4));
    await expectParity(fused, [x, positions], { tolerance: 5e-5 });
  });

  test('keeps the angles of all layers once', async () => {
    const x = drawInput({ shape: [1, 2, 3, 8] }, randomNumbers(1));
    const positions = hostTensor([4, 5, 6], [3], 'int32');
    const layers: TensorFunction = (each, at) =>
      rotaryEmbedding(rotaryEmbedding(each as tf.Tensor, at as tf.Tensor), at as tf.Tensor);
    const operators = await operatorsOf(layers, [x, positions]);
    expect(operators).toMatchObject({ RotaryEmbedding: 2, Cos: 1, Sin: 1 });
  });

  test.each([
    [
      'positions of another length',
      () => rotaryEmbedding(tf.zeros([1, 1, 2, 4]), tf.zeros([3], 'int32')),
      '[3]',
    ],
    [
      'odd heads',
      () => rotaryEmbedding(tf.zeros([1, 1, 1, 3]), tf.zeros([1], 'int32')),
      'frequencies',
    ],
    ['float positions', () => rotaryEmbedding(tf.zeros([1, 1, 1, 4]), tf.zeros([1])), 'int32'],
    ['rank 3', () => rotaryEmbedding(tf.zeros([1, 1, 4]), tf.zeros([1], 'int32')), '(B, H, T, D)'],
  ])('rejects %s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});
