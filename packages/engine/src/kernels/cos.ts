import { floatOperator } from './operator-kernels.js';

/** Cosine of radians. float32. */
export const cosKernel = floatOperator('Cos');
