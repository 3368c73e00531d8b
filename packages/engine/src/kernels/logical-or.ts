import { elementwise } from './elementwise.js';
import { input, type KernelTranslation } from './kernel-translation.js';

/** a or b, broadcast; bool. */
export const logicalOrKernel: KernelTranslation = (call) =>
  elementwise(call.graph, 'Or', [input(call, 'a'), input(call, 'b')], { dtype: 'bool' });
