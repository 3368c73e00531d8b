import { floatOperator } from './operator-kernels.js';

/** Sine of radians. float32. */
export const sinKernel = floatOperator('Sin');
