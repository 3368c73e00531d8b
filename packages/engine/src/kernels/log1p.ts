import { elementwise, scalarLike } from './elementwise.js';
import { input, requireFloat, type KernelTranslation } from './kernel-translation.js';

/** ln(1 + x); float32. */
export const log1pKernel: KernelTranslation = (call) => {
  const x = requireFloat(call, input(call, 'x'));
  const sum = elementwise(call.graph, 'Add', [x, scalarLike(call.graph, 1, x)]);
  return elementwise(call.graph, 'Log', [sum]);
};
