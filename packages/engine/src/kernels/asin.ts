import { floatOperator } from './operator-kernels.js';

/** Arc sine; NaN outside [−1, 1]. float32. */
export const asinKernel = floatOperator('Asin');
