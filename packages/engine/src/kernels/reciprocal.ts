import { floatOperator } from './elementwise.js';

/** 1 / x. float32. */
export const reciprocalKernel = floatOperator('Reciprocal');
