import { elementwise } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** x²; float32 and int32. */
export const squareKernel: KernelTranslation = (call) => {
  const x = requireNumeric(call, input(call, 'x'));
  return elementwise(call.graph, 'Mul', [x, x]);
};
