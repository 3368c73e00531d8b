import { floatOperator } from './elementwise.js';

/** Square root; NaN below 0. float32. */
export const sqrtKernel = floatOperator('Sqrt');
