import { floatOperator } from './operator-kernels.js';

/** Hyperbolic cosine. float32. */
export const coshKernel = floatOperator('Cosh');
