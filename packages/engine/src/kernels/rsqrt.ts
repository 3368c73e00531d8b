import type { GraphValue } from '../trace/graph-value.js';
import { elementwise } from './elementwise.js';
import type { KernelTranslation } from './kernel-translation.js';
import { floatOperator } from './operator-kernels.js';

const sqrt = floatOperator('Sqrt');

/** 1 / √x; float32. */
export const rsqrtKernel: KernelTranslation = (call) =>
  elementwise(call.graph, 'Reciprocal', [sqrt(call) as GraphValue]);
