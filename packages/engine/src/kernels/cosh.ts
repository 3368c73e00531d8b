import { floatOperator } from './elementwise.js';

/** Hyperbolic cosine. float32. */
export const coshKernel = floatOperator('Cosh');
