import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import { attr, input, type KernelTranslation } from './kernel-translation.js';

/** x for x ≥ 0, alpha · x elsewhere. int32 and bool become float32. */
export const leakyReluKernel: KernelTranslation = (call) =>
  elementwise(call.graph, 'LeakyRelu', [cast(call.graph, input(call, 'x'), 'float32')], {
    attributes: { alpha: { float: attr(call, 'alpha') } },
  });
