import type { TensorSpec } from '../tensor-spec.js';
import { widen } from './indices.js';
import {
  attr,
  input,
  requireNumeric,
  single,
  type KernelTranslation,
} from './kernel-translation.js';

/** Adds `updates` into zeros of `shape` at `indices`; float32 and int32. */
export const scatterNdKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [indices, updates] = [input(call, 'indices'), requireNumeric(call, input(call, 'updates'))];
  const output: TensorSpec = { shape: attr<number[]>(call, 'shape'), dtype: updates.dtype };
  const zeros = graph.dense(graph.uniform(0, output));
  return single(graph, 'ScatterND', [zeros, widen(graph, indices), graph.dense(updates)], {
    ...output,
    attributes: { reduction: 'add' },
  });
};
