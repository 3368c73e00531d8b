import { floatOperator } from './operator-kernels.js';

/** Inverse hyperbolic tangent; infinite at ±1. float32. */
export const atanhKernel = floatOperator('Atanh');
