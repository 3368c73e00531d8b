import * as tf from '@tensorflow/tfjs-core';
import type { TensorRecord } from '../trace/trace-function.js';
import { rotate } from './rotary-embedding.js';

/** Attributes of the attention op. */
export interface AttentionAttributes {
  readonly numHeads: number;
  readonly numKvHeads: number;
  readonly prefill: boolean;
  readonly scale: number;
  readonly interleaved: boolean;
  /** Tokens that a token attends to, itself included; null: all before it. */
  readonly slidingWindow: number | null;
}

/**
 * Attention with a cache in plain TF.js operations. Shapes as in `AttentionInputs`.
 * @returns output (B, T, N·D), present key and value (B, K, L, D)
 */
export function attentionFallback(
  inputs: TensorRecord,
  attributes: AttentionAttributes,
): tf.Tensor[] {
  const { numHeads: N, numKvHeads: K, prefill, scale, interleaved, slidingWindow } = attributes;
  const { pastKey, pastValue, sequenceLengths, cos, sin } = inputs as Record<string, tf.Tensor>;
  const [B, , L, D] = (pastKey as tf.Tensor).shape as [number, number, number, number];
  const T = (inputs['query'] as tf.Tensor).shape[1] as number;
  const start = prefill ? tf.zeros([B], 'int32') : tf.sub(sequenceLengths as tf.Tensor, int(T));
  const positions = tf.add(tf.reshape(start, [B, 1]), tf.range(0, T, 1, 'int32')); // (B, T)

  const [query, key, value] = heads(inputs, { N, K, D }) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const turn = (x: tf.Tensor) => {
    if (cos === undefined || sin === undefined) return x;
    // Padding may lie behind the cache; its result is undefined, but the index must exist.
    const rows = tf.minimum(positions, int(L - 1));
    const at = (angles: tf.Tensor) => tf.expandDims(tf.gather(angles, rows), 1); // (B, 1, T, R/2)
    return rotate(x, { cos: at(cos), sin: at(sin) }, interleaved);
  };
  const presentKey = place(pastKey as tf.Tensor, turn(key), positions);
  const presentValue = place(pastValue as tf.Tensor, value, positions);

  const grouped = tf.reshape(turn(query), [B, K, (N / K) * T, D]);
  const scores = tf.reshape(tf.mul(tf.matMul(grouped, presentKey, false, true), scale), [
    B,
    N,
    T,
    L,
  ]);
  const slots = tf.range(0, L, 1, 'int32');
  const column = tf.reshape(positions, [B, 1, T, 1]);
  const past = tf.lessEqual(slots, column);
  const visible =
    slidingWindow === null
      ? past
      : tf.logicalAnd(past, tf.greater(slots, tf.sub(column, int(slidingWindow))));
  const masked = tf.where(visible, scores, tf.fill([B, N, T, L], -1e30));
  const probabilities = tf.reshape(tf.softmax(masked), [B, K, (N / K) * T, L]);
  const attended = tf.reshape(tf.matMul(probabilities, presentValue), [B, N, T, D]);
  return [
    tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [B, T, N * D]),
    presentKey,
    presentValue,
  ];
}

/** Query (B, N, T, D), key and value (B, K, T, D), from three tensors or a packed one. */
function heads(
  { query, key, value }: TensorRecord,
  { N, K, D }: { readonly N: number; readonly K: number; readonly D: number },
): tf.Tensor[] {
  const packed = query as tf.Tensor;
  const parts =
    key === undefined || value === undefined
      ? tf.split(packed, [N * D, K * D, K * D], -1)
      : [packed, key, value];
  const [B, T] = packed.shape as [number, number];
  return parts.map((part) => tf.transpose(tf.reshape(part, [B, T, -1, D]), [0, 2, 1, 3]));
}

/** The cache with tokens (B, K, T, D) written to their positions (B, T). */
function place(cache: tf.Tensor, tokens: tf.Tensor, positions: tf.Tensor): tf.Tensor {
  const [B, , L] = cache.shape as [number, number, number];
  const T = tokens.shape[2] as number;
  const slots = tf.reshape(tf.range(0, L, 1, 'int32'), [1, L, 1]);
  const hits = tf.cast(tf.equal(slots, tf.reshape(positions, [B, 1, T])), 'float32'); // (B, L, T)
  const written = tf.matMul(
    tf.broadcastTo(tf.expandDims(hits, 1), [B, cache.shape[1] as number, L, T]),
    tokens,
  );
  const isWritten = tf.greater(tf.reshape(tf.sum(hits, 2), [B, 1, L, 1]), 0);
  return tf.where(tf.broadcastTo(isWritten, cache.shape), written, cache);
}

/** A number that does not turn int32 tensors into float32 ones. */
function int(value: number): tf.Scalar {
  return tf.scalar(value, 'int32');
}
