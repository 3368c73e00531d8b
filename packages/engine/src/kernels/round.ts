import { elementwise } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** Rounds to the nearest integer, halves to even; float32 and int32. */
export const roundKernel: KernelTranslation = (call) => {
  const x = requireNumeric(call, input(call, 'x'));
  return x.dtype === 'int32' ? x : elementwise(call.graph, 'Round', [x]);
};
