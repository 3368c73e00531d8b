import { floatOperator } from './elementwise.js';

/** Arc tangent. float32. */
export const atanKernel = floatOperator('Atan');
