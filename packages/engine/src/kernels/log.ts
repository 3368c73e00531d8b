import { floatOperator } from './operator-kernels.js';

/** Natural logarithm; NaN below 0. float32. */
export const logKernel = floatOperator('Log');
