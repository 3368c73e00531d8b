import { uniformValue } from '../trace/graph-value.js';
import { elementwise } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** −x; float32 and int32. */
export const negKernel: KernelTranslation = (call) => {
  const x = requireNumeric(call, input(call, 'x'));
  const uniform = uniformValue(x);
  return uniform === undefined
    ? elementwise(call.graph, 'Neg', [x])
    : call.graph.uniform(-uniform, x);
};
