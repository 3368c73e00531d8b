import { floatOperator } from './elementwise.js';

/** Inverse hyperbolic sine. float32. */
export const asinhKernel = floatOperator('Asinh');
