import type { GraphValue } from '../trace/graph-value.js';
import { elementwise, scalarLike } from './elementwise.js';
import type { KernelTranslation } from './kernel-translation.js';
import { floatOperator } from './operator-kernels.js';

const exp = floatOperator('Exp');

/** eˣ − 1; float32. */
export const expm1Kernel: KernelTranslation = (call) => {
  const power = exp(call) as GraphValue;
  return elementwise(call.graph, 'Sub', [power, scalarLike(call.graph, 1, power)]);
};
