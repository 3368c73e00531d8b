import type { GraphValue } from '../trace/graph-value.js';
import { elementwise } from './elementwise.js';
import { equalKernel } from './equal.js';
import type { KernelTranslation } from './kernel-translation.js';

/** a ≠ b, broadcast; bools compare as 0 and 1. */
export const notEqualKernel: KernelTranslation = (call) =>
  elementwise(call.graph, 'Not', [equalKernel(call) as GraphValue]);
