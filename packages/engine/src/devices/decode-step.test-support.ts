import * as tf from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../decoder.test-support.js';
import { hostTensor, type HostTensor, type TensorRecord, type TracedResult } from '../index.js';

/** Empty key and value caches by name, float32, shape (B, H, S, D) each. */
export function emptyCaches(
  { layers, heads, width }: DecoderConfig,
  batch: number,
  length: number,
): Record<string, HostTensor> {
  const shape = [batch, heads, length, width / heads];
  const size = shape.reduce((product, dim) => product * dim, 1);
  return Object.fromEntries(
    Array.from({ length: layers }, (_, layer) =>
      ['k', 'v'].map((kind) => [
        `cache.${layer}.${kind}`,
        hostTensor(new Float32Array(size), shape),
      ]),
    ).flat(),
  ) as Record<string, HostTensor>;
}

/**
 * Greedy decoding of one token with key-value caches: the decoder of `decoder.test-support.ts` at one position.
 * Inputs: `token` int32 (B), `position` int32 scalar. Outputs: `logits` (B, V) and `next` int32 (B).
 */
export function decodeStep(
  { width, layers, heads }: DecoderConfig,
  { token, position }: TensorRecord,
  p: TensorRecord,
): TracedResult {
  const batch = token?.shape[0] as number;
  const size = width / heads;
  const length = p['cache.0.k']?.shape[2] as number;
  const slots = tf.range(0, length, 1, 'int32');
  const here = tf.reshape(tf.equal(slots, position as tf.Tensor), [1, 1, length, 1]);
  const future = tf.mul(tf.cast(tf.greater(slots, position as tf.Tensor), 'float32'), -1e9);
  const state: TensorRecord = {};
  let x = tf.gather(p['embedding'] as tf.Tensor, token as tf.Tensor1D); // (B, width)
  for (let layer = 0; layer < layers; layer++) {
    const at = (name: string) => p[`${layer}.${name}`] as tf.Tensor;
    const qkv = tf.reshape(tf.matMul(normalised(x, at('norm1')), at('qkv')), [
      batch,
      3,
      heads,
      size,
    ]);
    const [q, k, v] = tf
      .unstack(qkv, 1)
      .map((each) => tf.reshape(each, [batch, heads, 1, size])) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const keys = `cache.${layer}.k`;
    const values = `cache.${layer}.v`;
    state[keys] = tf.where(here, rotated(k, position as tf.Tensor, size), p[keys] as tf.Tensor);
    state[values] = tf.where(here, v, p[values] as tf.Tensor);
    const scores = tf.mul(
      tf.matMul(rotated(q, position as tf.Tensor, size), state[keys], false, true),
      1 / Math.sqrt(size),
    ); // (B, H, 1, S)
    const attended = tf.matMul(tf.softmax(tf.add(scores, future)), state[values]);
    x = tf.add(x, tf.matMul(tf.reshape(attended, [batch, width]), at('out')));
    const [gate, up] = tf.split(tf.matMul(normalised(x, at('norm2')), at('gateUp')), 2, -1) as [
      tf.Tensor,
      tf.Tensor,
    ];
    x = tf.add(x, tf.matMul(tf.mul(tf.mul(gate, tf.sigmoid(gate)), up), at('down')));
  }
  const logits = tf.matMul(
    normalised(x, p['norm'] as tf.Tensor),
    p['embedding'] as tf.Tensor,
    false,
    true,
  );
  return { outputs: { logits, next: tf.argMax(logits, -1) }, state };
}

function normalised(x: tf.Tensor, weight: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-6))), weight);
}

/** Rotates pairs (i, i + D/2) of the one position of `x`, shape (B, H, 1, D). */
function rotated(x: tf.Tensor, position: tf.Tensor, size: number): tf.Tensor {
  const frequencies = tf.pow(10000, tf.div(tf.range(0, size / 2), -size / 2));
  const angles = tf.mul(tf.cast(position, 'float32'), frequencies);
  const [a, b] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor];
  const [cos, sin] = [tf.cos(angles), tf.sin(angles)];
  return tf.concat(
    [tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(a, sin), tf.mul(b, cos))],
    -1,
  );
}
