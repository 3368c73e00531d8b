import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { unbroadcast } from '../gradients/unbroadcast.js';
import { defineOp } from './define-op.js';
import { requireFloat } from './softmax-cross-entropy.js';

/** Added to the scores of hidden keys; their probability is 0 wherever a query sees one key at least. */
const HIDDEN = -1e9;

/** Settings of {@link scaledDotProductAttention}. */
export interface ScaledDotProductAttentionOptions {
  /** Added to the scores, float32, broadcasts to (B, N, T, S); gradients flow to it. Default: none. */
  readonly bias?: tf.Tensor;
  /** Whether query t sees the keys up to t only; needs T = S. Default false. */
  readonly causal?: boolean;
  /** Factor on q·k. Default: 1/√D. */
  readonly scale?: number;
}

type FiveTensors = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];

/** Outputs: the attended values, (B, K, G, T, D), and the probabilities, (B, K, G, T, S), for the gradient. */
const attentionOp = defineOp({
  name: 'MomqScaledDotProductAttention',
  fallback: (inputs, { scale }) => {
    const { query, key, value, bias } = inputs as Record<string, tf.Tensor>;
    const products = tf.matMul(rowsOf(query), key as tf.Tensor, false, true);
    const shape = (query as tf.Tensor).shape.with(-1, key?.shape.at(-2) as number);
    const scores = tf.reshape(tf.mul(products, scale as number), shape);
    const probabilities = tf.softmax(bias === undefined ? scores : tf.add(scores, bias));
    const attended = tf.matMul(rowsOf(probabilities), value as tf.Tensor);
    return [tf.reshape(attended, (query as tf.Tensor).shape), probabilities];
  },
  gradient: {
    inputsToSave: ['query', 'key', 'value'],
    outputsToSave: [true, true],
    results: 1,
    derivatives: ([dy], saved, { scale, biasShape }) => {
      const [query, key, value, attended, probabilities] = saved as FiveTensors;
      const dProbabilities = tf.matMul(rowsOf(dy), value, false, true);
      // The sum over keys of p·dp is the sum over features of y·dy, which has D columns instead of S.
      const sums = tf.sum(tf.mul(dy as tf.Tensor, attended), -1, true);
      const dScores = tf.mul(
        probabilities,
        tf.sub(tf.reshape(dProbabilities, probabilities.shape), sums),
      );
      const scaled = (product: tf.Tensor) => tf.mul(product, scale as number);
      return {
        query: () => tf.reshape(scaled(tf.matMul(rowsOf(dScores), key)), query.shape),
        key: () => scaled(tf.matMul(rowsOf(dScores), rowsOf(query), true)),
        value: () => tf.matMul(rowsOf(probabilities), rowsOf(dy), true),
        bias: () => unbroadcast(dScores, biasShape as number[]),
      };
    },
  },
});

/** (B, K, G, T, X) as (B, K, G·T, X): the queries that share a key-value head are rows of one matrix. */
function rowsOf(x: tf.Tensor | undefined): tf.Tensor {
  const [B, K, G, T, X] = (x as tf.Tensor).shape as [number, number, number, number, number];
  return tf.reshape(x as tf.Tensor, [B, K, G * T, X]);
}

/**
 * Attention over whole sequences, for training: softmax(q kᵀ · scale + bias) v. N query heads share K key-value heads
 * without copies of them.
 *
 * It has a gradient of its own, with half of the passes over the (T, S) scores that the gradients of its parts take.
 *
 * @param query - float32, shape (B, N, T, D)
 * @param key - float32, shape (B, K, S, D), with K a divisor of N; query head n reads key-value head ⌊n·K/N⌋
 * @param value - float32, the shape of `key`
 * @returns float32, shape (B, N, T, D)
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`
 * @remarks Source: Vaswani et al. 2017, arXiv:1706.03762, eq. 1; gradient: Dao et al. 2022, arXiv:2205.14135, appendix
 * B.2, on whole matrices.
 */
export function scaledDotProductAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  options: ScaledDotProductAttentionOptions = {},
): tf.Tensor {
  checkInputs({ query, key, value }, options);
  const { bias, causal = false } = options;
  const [B, N, T, D] = query.shape as [number, number, number, number];
  const K = key.shape[1] as number;
  const groups = [B, K, N / K, T, D];
  const biases = [
    ...(bias === undefined ? [] : [biasInGroups(bias, groups)]),
    ...(causal ? [causalBias(T)] : []),
  ];
  const sum = biases.length === 0 ? undefined : biases.reduce((left, right) => tf.add(left, right));
  const [attended] = attentionOp(
    {
      query: tf.reshape(query, groups),
      key,
      value,
      ...(sum !== undefined && { bias: sum }),
    },
    { scale: options.scale ?? 1 / Math.sqrt(D), biasShape: sum?.shape ?? [] },
  );
  return tf.reshape(attended as tf.Tensor, query.shape);
}

/** A bias that broadcasts to (B, N, T, S) as one that broadcasts to (B, K, G, T, S). */
function biasInGroups(bias: tf.Tensor, [, K, G]: readonly number[]): tf.Tensor {
  if (bias.rank < 3) return bias;
  const [B, N, T, S] = [...(bias.rank === 3 ? [1] : []), ...bias.shape] as number[];
  const heads = N === 1 ? [1, 1] : [K as number, G as number];
  return tf.reshape(bias, [B as number, ...heads, T as number, S as number]);
}

/** Computed, not stored: a jitted function has it once for all layers. */
function causalBias(T: number): tf.Tensor {
  const positions = tf.range(0, T, 1, 'int32');
  const hidden = tf.greater(positions, tf.reshape(positions, [T, 1]));
  return tf.mul(tf.cast(hidden, 'float32'), HIDDEN);
}

function checkInputs(
  tensors: Readonly<Record<'query' | 'key' | 'value', tf.Tensor>>,
  { bias, causal = false }: ScaledDotProductAttentionOptions,
): void {
  const { query, key, value } = tensors;
  requireFloat('scaledDotProductAttention', {
    ...tensors,
    ...(bias !== undefined && { bias }),
  });
  const reject = (expected: string, got: tf.Tensor, remedy: string) => {
    throw new EngineError(
      'INPUT_SHAPE',
      `scaledDotProductAttention: expected ${expected}, got [${got.shape.join(', ')}]. ${remedy}`,
    );
  };
  const [B, N, T, D] = query.shape as [number, number, number, number];
  const [, K, S] = key.shape as [number, number, number];
  if (query.rank !== 4) reject('query (B, N, T, D)', query, 'Reshape it.');
  if (key.rank !== 4 || key.shape[0] !== B || key.shape[3] !== D || N % K !== 0)
    reject(
      `key (${B}, K, S, ${D}) with K a divisor of ${N}`,
      key,
      'Batch and features are those of query.',
    );
  if (!tf.util.arraysEqual(key.shape, value.shape))
    reject(`value of key's shape [${key.shape.join(', ')}]`, value, 'Each key has one value.');
  if (causal && T !== S)
    reject(`as many keys as queries, ${T}, for causal attention`, key, 'Give a bias instead.');
  const scores = [B, N, T, S];
  const fits = bias?.shape.every((dim, axis) => {
    const wanted = scores[scores.length - bias.rank + axis];
    return dim === 1 || dim === wanted;
  });
  if (bias !== undefined && (bias.rank > 4 || fits === false))
    reject(`a bias that broadcasts to [${scores.join(', ')}]`, bias, 'Reshape it.');
}
