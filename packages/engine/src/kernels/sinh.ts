import { floatOperator } from './elementwise.js';

/** Hyperbolic sine. float32. */
export const sinhKernel = floatOperator('Sinh');
