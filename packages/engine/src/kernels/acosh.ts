import { floatOperator } from './elementwise.js';

/** Inverse hyperbolic cosine; NaN below 1. float32. */
export const acoshKernel = floatOperator('Acosh');
