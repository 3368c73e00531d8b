import { elementwise } from './elementwise.js';
import { input, type KernelTranslation } from './kernel-translation.js';

/** not x; bool. */
export const logicalNotKernel: KernelTranslation = (call) =>
  elementwise(call.graph, 'Not', [input(call, 'x')]);
