import { elementwise, scalarLike } from './elementwise.js';
import { attr, input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** min(max(x, clipValueMin), clipValueMax); float32 and int32. */
export const clipByValueKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const x = requireNumeric(call, input(call, 'x'));
  const raised = elementwise(graph, 'Max', [x, scalarLike(graph, attr(call, 'clipValueMin'), x)]);
  return elementwise(graph, 'Min', [raised, scalarLike(graph, attr(call, 'clipValueMax'), x)]);
};
