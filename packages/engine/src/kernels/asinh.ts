import { floatOperator } from './operator-kernels.js';

/** Inverse hyperbolic sine. float32. */
export const asinhKernel = floatOperator('Asinh');
