import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { TensorFunction } from '../eager-reference.test-support.js';
import { hostTensor } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { expectParity } from './op-parity.test-support.js';
import { softmaxCrossEntropyWithLogits } from './softmax-cross-entropy-with-logits.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { traceFunction } from '../trace/trace-function.js';

/** The definition, on all logits at once. */
function naive(
  [hidden, weight, targets, weights]: readonly tf.Tensor[],
  labelSmoothing: number,
): tf.Tensor {
  const [V, D] = (weight as tf.Tensor).shape as [number, number];
  const logits = tf.matMul(
    tf.reshape(hidden as tf.Tensor, [-1, D]),
    weight as tf.Tensor,
    false,
    true,
  );
  const logProbabilities = tf.logSoftmax(logits);
  const ids = tf.reshape(targets as tf.Tensor, [-1, 1]);
  const chosen = tf.reshape(tf.gather(logProbabilities, ids, 1, 1), [-1]);
  const losses = tf.neg(
    tf.add(
      tf.mul(chosen, 1 - labelSmoothing),
      tf.mul(tf.sum(logProbabilities, 1), labelSmoothing / V),
    ),
  );
  if (weights === undefined) return tf.mean(losses);
  const flat = tf.reshape(weights, [-1]);
  return tf.div(tf.sum(tf.mul(losses, flat)), tf.sum(flat));
}

interface Case {
  readonly shape: readonly number[];
  readonly V: number;
  readonly D: number;
  readonly chunkSize?: number;
  readonly labelSmoothing?: number;
  readonly weighted?: boolean;
}

const cases: readonly Case[] = [
  { shape: [7], V: 11, D: 5, chunkSize: 3 },
  { shape: [2, 6], V: 13, D: 4, chunkSize: 4, labelSmoothing: 0.1 },
  { shape: [9], V: 3, D: 2, chunkSize: 100 },
  { shape: [1], V: 1, D: 1 },
  { shape: [3, 5], V: 17, D: 8, chunkSize: 1, weighted: true },
  { shape: [8], V: 8, D: 8, chunkSize: 4, weighted: true, labelSmoothing: 0.3 },
];

describe('softmaxCrossEntropy', () => {
  test.each(cases)('has the loss and the gradients of the definition: %j', async (each) => {
    const { shape, V, D, chunkSize, labelSmoothing = 0, weighted = false } = each;
    const random = randomNumbers(V);
    const inputs = [
      drawInput({ shape: [...shape, D] }, random),
      drawInput({ shape: [V, D] }, random),
      drawInput({ shape, dtype: 'int32', from: 0, to: V }, random),
    ];
    const weights = drawInput({ shape, from: 0, to: 2 }, random);
    const chunk = chunkSize === undefined ? {} : { chunkSize };
    const withWeights = () => (weighted ? { weights: tf.tensor(weights.data, [...shape]) } : {});
    const fused: TensorFunction = (...list) => {
      const [hidden, weight, targets] = list as [tf.Tensor, tf.Tensor, tf.Tensor];
      const options = { ...chunk, labelSmoothing, ...withWeights() };
      return softmaxCrossEntropy(hidden, weight, targets, options);
    };
    const reference: TensorFunction = (...list) =>
      naive([...list, ...Object.values(withWeights())], labelSmoothing);
    await expectParity(fused, inputs, { reference });
    const withLogits: TensorFunction = (...list) => {
      const [hidden, weight, targets] = list as [tf.Tensor, tf.Tensor, tf.Tensor];
      const rows = tf.reshape(hidden, [-1, D]);
      const logits = tf.reshape(tf.matMul(rows, weight, false, true), [...shape, V]);
      return softmaxCrossEntropyWithLogits(logits, targets, { labelSmoothing, ...withWeights() });
    };
    await expectParity(withLogits, inputs, { reference });
  });

  test('is exact where probabilities underflow', async () => {
    const inputs = [
      hostTensor([300, -300], [2, 1]),
      hostTensor([1, -1, 0.5], [3, 1]),
      hostTensor(Int32Array.of(1, 1), [2], 'int32'),
    ];
    const fused: TensorFunction = (...list) =>
      softmaxCrossEntropy(...(list as [tf.Tensor, tf.Tensor, tf.Tensor]));
    await expectParity(fused, inputs, { reference: (...list) => naive(list, 0) });
  });

  test('is 0, with gradients 0, when all weights are 0', async () => {
    const inputs = [hostTensor([1, 2], [2, 1]), hostTensor([1, 3], [2, 1])];
    const targets = tf.tensor1d([0, 1], 'int32');
    const fused: TensorFunction = (hidden, weight) =>
      softmaxCrossEntropy(hidden as tf.Tensor, weight as tf.Tensor, targets, {
        weights: tf.zeros([2]),
      });
    const zero: TensorFunction = (hidden, weight) =>
      tf.mul(0, tf.add(tf.sum(hidden as tf.Tensor), tf.sum(weight as tf.Tensor)));
    await expectParity(fused, inputs, { reference: zero });
  });

  const hidden = tf.ones([4, 2]);
  const weight = tf.ones([3, 2]);
  const targets = tf.zeros([4], 'int32');
  test.each([
    ['a transposed weight', () => softmaxCrossEntropy(hidden, tf.ones([2, 3]), targets), 'V, D'],
    [
      'targets of another shape',
      () => softmaxCrossEntropy(hidden, weight, tf.zeros([3], 'int32')),
      'targets',
    ],
    ['targets that are no ids', () => softmaxCrossEntropy(hidden, weight, tf.zeros([4])), 'int32'],
    [
      'a chunk of no rows',
      () => softmaxCrossEntropy(hidden, weight, targets, { chunkSize: 0 }),
      'chunkSize',
    ],
    [
      'smoothing of 1',
      () => softmaxCrossEntropy(hidden, weight, targets, { labelSmoothing: 1 }),
      'labelSmoothing',
    ],
    [
      'no target at all',
      () => softmaxCrossEntropy(tf.zeros([0, 2]), weight, tf.zeros([0], 'int32')),
      'at least one',
    ],
  ])('rejects %s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  /** The graph of loss and gradients for 512 rows, V = 1,024, in chunks of 64 rows. */
  const graphOf = (chunkSize: number) =>
    traceFunction(
      (inputs) => {
        const loss = (a: tf.Tensor, b: tf.Tensor) =>
          softmaxCrossEntropy(a, b, inputs['targets'] as tf.Tensor, { chunkSize });
        const { hidden: a, weight: b } = inputs as Record<string, tf.Tensor>;
        const { value, grads } = tf.valueAndGrads(loss)([a as tf.Tensor, b as tf.Tensor]);
        return {
          outputs: { value, dHidden: grads[0] as tf.Tensor, dWeight: grads[1] as tf.Tensor },
        };
      },
      {
        name: 'loss',
        inputs: new Map([
          ['hidden', { shape: [512, 16], dtype: 'float32' }],
          ['weight', { shape: [1024, 16], dtype: 'float32' }],
          ['targets', { shape: [512], dtype: 'int32' }],
        ]),
        state: new Map(),
        constants: new Map(),
      },
    );

  test('never makes the logits of more rows than a chunk', () => {
    const { nodes, values } = graphOf(64);
    const elements = nodes
      .flatMap(({ outputs }) => outputs)
      .map((name) => (values.get(name)?.shape ?? []).reduce((product, dim) => product * dim, 1));
    expect(Math.max(...elements)).toBe(64 * 1024);
    // Logits, probabilities, and probabilities minus the targets.
    expect(elements.filter((each) => each === 64 * 1024).length).toBeLessThanOrEqual(3 * 8);
  });

  test('makes the logits of a chunk only when those of the chunk before are used up', () => {
    const { nodes } = graphOf(64);
    const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
    const ancestors = (start: (typeof nodes)[number]) => {
      const found = new Set([start]);
      for (const node of found)
        for (const name of node.inputs) {
          const producer = producers.get(name);
          if (producer !== undefined) found.add(producer);
        }
      return found;
    };
    const chunks = nodes.filter(({ opType }) => opType === 'Softmax');
    expect(chunks).toHaveLength(8);
    chunks.slice(1).forEach((chunk, index) => {
      const earlier = ancestors(chunk);
      const names = [chunks[index]?.inputs[0], chunks[index]?.outputs[0]];
      const users = nodes.filter(({ inputs }) => inputs.some((name) => names.includes(name)));
      expect(users.length).toBeGreaterThan(3);
      expect(users.every((user) => earlier.has(user))).toBe(true);
    });
  });
});
