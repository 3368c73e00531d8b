import { floatOperator } from './operator-kernels.js';

/** Arc tangent. float32. */
export const atanKernel = floatOperator('Atan');
