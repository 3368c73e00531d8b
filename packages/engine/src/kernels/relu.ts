import { elementwise, scalarLike } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** max(x, 0); float32 and int32. */
export const reluKernel: KernelTranslation = (call) => {
  const x = requireNumeric(call, input(call, 'x'));
  return x.dtype === 'float32'
    ? elementwise(call.graph, 'Relu', [x])
    : elementwise(call.graph, 'Max', [x, scalarLike(call.graph, 0, x)]);
};
