import { floatOperator } from './operator-kernels.js';

/** Inverse hyperbolic cosine; NaN below 1. float32. */
export const acoshKernel = floatOperator('Acosh');
