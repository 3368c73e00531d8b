import { floatOperator } from './operator-kernels.js';

/** Square root; NaN below 0. float32. */
export const sqrtKernel = floatOperator('Sqrt');
