import * as tf from '@tensorflow/tfjs-core';
import { hostTensor, type HostTensor, type TensorRecord, type TracedResult } from './index.js';
import { drawInput, randomNumbers } from './random-inputs.test-support.js';

/** Sizes of a small decoder of the Llama family: RMSNorm, RoPE, causal attention, SwiGLU, tied embeddings. */
export interface DecoderConfig {
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly hidden: number;
}

/** Random parameters and zero AdamW moments by name. */
export function decoderState({
  vocabulary,
  width,
  layers,
  hidden,
}: DecoderConfig): Record<string, HostTensor> {
  const shapes: Record<string, number[]> = { embedding: [vocabulary, width], norm: [width] };
  for (let layer = 0; layer < layers; layer++) {
    Object.assign(shapes, {
      [`${layer}.norm1`]: [width],
      [`${layer}.qkv`]: [width, 3 * width],
      [`${layer}.out`]: [width, width],
      [`${layer}.norm2`]: [width],
      [`${layer}.gateUp`]: [width, 2 * hidden],
      [`${layer}.down`]: [hidden, width],
    });
  }
  const random = randomNumbers(1);
  const state: Record<string, HostTensor> = { step: hostTensor([0], []) };
  for (const [name, shape] of Object.entries(shapes)) {
    const size = shape.reduce((product, dim) => product * dim, 1);
    state[name] =
      shape.length === 1
        ? hostTensor(new Float32Array(size).fill(1), shape)
        : drawInput({ shape, from: -0.05, to: 0.05 }, random);
    state[`m.${name}`] = hostTensor(new Float32Array(size), shape);
    state[`v.${name}`] = hostTensor(new Float32Array(size), shape);
  }
  return state;
}

function rmsNorm(x: tf.Tensor, weight: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-6))), weight);
}

/** Rotates pairs (i, i + D/2) of `x`, shape (B, H, T, D). */
function rotate(x: tf.Tensor, T: number, D: number): tf.Tensor {
  const frequencies = tf.pow(10000, tf.div(tf.range(0, D / 2), -D / 2));
  const angles = tf.mul(tf.reshape(tf.range(0, T), [T, 1]), frequencies); // (T, D/2)
  const [a, b] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor];
  const [cos, sin] = [tf.cos(angles), tf.sin(angles)];
  return tf.concat(
    [tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(a, sin), tf.mul(b, cos))],
    -1,
  );
}

/** Mean cross-entropy of the next token. `ids` and `targets` int32, shape (B, T). */
export function decoderLoss(
  config: DecoderConfig,
  ids: tf.Tensor,
  targets: tf.Tensor,
  p: TensorRecord,
): tf.Scalar {
  const { width, layers, heads } = config;
  const [B, T] = ids.shape as [number, number];
  const D = width / heads;
  let x = tf.reshape(tf.gather(p['embedding'] as tf.Tensor, ids), [B * T, width]);
  const future = tf.mul(
    tf.cast(tf.less(tf.reshape(tf.range(0, T), [T, 1]), tf.range(0, T)), 'float32'),
    -1e9,
  ); // (T, T)
  for (let layer = 0; layer < layers; layer++) {
    const at = (name: string) => p[`${layer}.${name}`] as tf.Tensor;
    const qkv = tf.transpose(
      tf.reshape(tf.matMul(rmsNorm(x, at('norm1')), at('qkv')), [B, T, 3, heads, D]),
      [2, 0, 3, 1, 4],
    );
    const [q, k, v] = tf.unstack(qkv) as [tf.Tensor, tf.Tensor, tf.Tensor]; // (B, H, T, D)
    const scores = tf.mul(
      tf.matMul(rotate(q, T, D), rotate(k, T, D), false, true),
      1 / Math.sqrt(D),
    );
    const attended = tf.matMul(tf.softmax(tf.add(scores, future)), v); // (B, H, T, D)
    x = tf.add(
      x,
      tf.matMul(tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [B * T, width]), at('out')),
    );
    const [gate, up] = tf.split(tf.matMul(rmsNorm(x, at('norm2')), at('gateUp')), 2, -1) as [
      tf.Tensor,
      tf.Tensor,
    ]; // (B·T, F)
    x = tf.add(x, tf.matMul(tf.mul(tf.mul(gate, tf.sigmoid(gate)), up), at('down')));
  }
  const logits = tf.matMul(
    rmsNorm(x, p['norm'] as tf.Tensor),
    p['embedding'] as tf.Tensor,
    false,
    true,
  ); // (B·T, V)
  const chosen = tf.gather(tf.logSoftmax(logits), tf.reshape(targets, [B * T, 1]), 1, 1);
  return tf.neg(tf.mean(chosen)) as tf.Scalar;
}

/** One AdamW step: learning rate 1e-3, betas 0.9 and 0.95, weight decay 0.1. */
export function decoderTrainStep(
  config: DecoderConfig,
  { ids, targets }: TensorRecord,
  state: TensorRecord,
): TracedResult {
  const names = Object.keys(state).filter((name) => `m.${name}` in state);
  const loss = (...values: tf.Tensor[]) =>
    decoderLoss(
      config,
      ids as tf.Tensor,
      targets as tf.Tensor,
      Object.fromEntries(names.map((name, index) => [name, values[index] as tf.Tensor])),
    );
  const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => state[name] as tf.Tensor));
  const step = tf.add(state['step'] as tf.Tensor, 1);
  const next: TensorRecord = { step };
  names.forEach((name, index) => {
    const gradient = grads[index] as tf.Tensor;
    const m = tf.add(tf.mul(state[`m.${name}`] as tf.Tensor, 0.9), tf.mul(gradient, 0.1));
    const v = tf.add(
      tf.mul(state[`v.${name}`] as tf.Tensor, 0.95),
      tf.mul(tf.square(gradient), 0.05),
    );
    const mHat = tf.div(m, tf.sub(1, tf.pow(0.9, step)));
    const vHat = tf.div(v, tf.sub(1, tf.pow(0.95, step)));
    const update = tf.add(
      tf.div(mHat, tf.add(tf.sqrt(vHat), 1e-8)),
      tf.mul(state[name] as tf.Tensor, 0.1),
    );
    next[name] = tf.sub(state[name] as tf.Tensor, tf.mul(update, 1e-3));
    next[`m.${name}`] = m;
    next[`v.${name}`] = v;
  });
  return { outputs: { loss: value }, state: next };
}
