import { floatOperator } from './operator-kernels.js';

/** Hyperbolic sine. float32. */
export const sinhKernel = floatOperator('Sinh');
