import { ADD, apply } from './arithmetic.js';
import { requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** Sum of tensors of one shape; float32 and int32. */
export const addNKernel: KernelTranslation = (call) =>
  Object.values(call.inputs)
    .map((term) => requireNumeric(call, term))
    .reduce((sum, term) => apply(call.graph, ADD, sum, term));
