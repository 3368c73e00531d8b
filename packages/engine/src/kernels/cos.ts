import { floatOperator } from './elementwise.js';

/** Cosine of radians. float32. */
export const cosKernel = floatOperator('Cos');
