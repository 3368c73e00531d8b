import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { jit, type HostTensor, type StoredTensor } from '../index.js';
import type { QuantizedBlocks } from './quantize-blocks.js';

/** A function of weights and one input. */
export type WeightFunction = (
  weights: Readonly<Record<string, tf.Tensor>>,
  x: tf.Tensor,
) => tf.Tensor | tf.Tensor[];

/** Runs a function with quantised weights as constants of a jitted function, and says which operators it became. */
export async function runWithConstants(
  fn: WeightFunction,
  weights: QuantizedBlocks,
  x: HostTensor,
): Promise<{ results: HostTensor[]; operators: Readonly<Record<string, number>> }> {
  const constants = weights as unknown as Record<string, StoredTensor>;
  const jitted = jit(
    (inputs, state) => ({ outputs: { ...list(fn(state, inputs['x'] as tf.Tensor)) } }),
    {
      constants,
    },
  );
  const outputs = await jitted.run({ x });
  const { Identity: _naming, ...operators } = jitted.inspect()[0]?.operators ?? {};
  await jitted.dispose();
  return { results: Object.values(outputs), operators };
}

/** Runs the same on TF.js's cpu backend, where the weights are int32 tensors. */
export async function runEagerlyWith(
  fn: WeightFunction,
  weights: QuantizedBlocks,
  x: HostTensor,
): Promise<HostTensor[]> {
  await tf.setBackend('cpu');
  const tensors: Record<string, tf.Tensor> = {};
  for (const [name, { data, shape, dtype }] of Object.entries(weights) as [string, StoredTensor][])
    tensors[name] = tf.tensor(
      dtype === 'uint8' ? Int32Array.from(data) : (data as Float32Array),
      [...shape],
      dtype === 'uint8' ? 'int32' : 'float32',
    );
  const results = Object.values(list(fn(tensors, tf.tensor(x.data, [...x.shape], x.dtype))));
  return results.map((each) => ({
    data: each.dataSync().slice() as HostTensor['data'],
    shape: each.shape,
    dtype: each.dtype as HostTensor['dtype'],
  }));
}

function list(results: tf.Tensor | tf.Tensor[]): Record<string, tf.Tensor> {
  const all = Array.isArray(results) ? results : [results];
  return Object.fromEntries(all.map((each, index) => [`y${index}`, each]));
}
