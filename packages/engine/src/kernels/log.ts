import { floatOperator } from './elementwise.js';

/** Natural logarithm; NaN below 0. float32. */
export const logKernel = floatOperator('Log');
