import { apply, SUBTRACT } from './arithmetic.js';
import { elementwise } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** (a − b)², broadcast; float32 and int32. */
export const squaredDifferenceKernel: KernelTranslation = (call) => {
  const [a, b] = [requireNumeric(call, input(call, 'a')), requireNumeric(call, input(call, 'b'))];
  const difference = apply(call.graph, SUBTRACT, a, b);
  return elementwise(call.graph, 'Mul', [difference, difference]);
};
