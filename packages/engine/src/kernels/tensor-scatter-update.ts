import { widen } from './indices.js';
import { input, single, type KernelTranslation } from './kernel-translation.js';

/** `tensor` with `updates` written over it at `indices`; any dtype. */
export const tensorScatterUpdateKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [tensor, indices, updates] = [
    input(call, 'tensor'),
    input(call, 'indices'),
    input(call, 'updates'),
  ];
  const operands = [graph.dense(tensor), widen(graph, indices), graph.dense(updates)];
  return single(graph, 'ScatterND', operands, tensor);
};
