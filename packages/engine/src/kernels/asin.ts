import { floatOperator } from './elementwise.js';

/** Arc sine; NaN outside [−1, 1]. float32. */
export const asinKernel = floatOperator('Asin');
