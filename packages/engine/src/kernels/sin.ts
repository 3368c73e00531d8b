import { floatOperator } from './elementwise.js';

/** Sine of radians. float32. */
export const sinKernel = floatOperator('Sin');
