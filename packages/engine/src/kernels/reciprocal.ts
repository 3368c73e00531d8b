import { floatOperator } from './operator-kernels.js';

/** 1 / x. float32. */
export const reciprocalKernel = floatOperator('Reciprocal');
