import { elementwise } from './elementwise.js';
import { input, type KernelTranslation } from './kernel-translation.js';

/** a and b, broadcast; bool. */
export const logicalAndKernel: KernelTranslation = (call) =>
  elementwise(call.graph, 'And', [input(call, 'a'), input(call, 'b')], { dtype: 'bool' });
