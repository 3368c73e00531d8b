import { floatOperator } from './operator-kernels.js';

/** Rounds up. float32. */
export const ceilKernel = floatOperator('Ceil');
