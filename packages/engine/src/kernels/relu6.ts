import { elementwise, scalarLike } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** min(max(x, 0), 6); float32 and int32. */
export const relu6Kernel: KernelTranslation = (call) => {
  const x = requireNumeric(call, input(call, 'x'));
  const positive = elementwise(call.graph, 'Max', [x, scalarLike(call.graph, 0, x)]);
  return elementwise(call.graph, 'Min', [positive, scalarLike(call.graph, 6, x)]);
};
