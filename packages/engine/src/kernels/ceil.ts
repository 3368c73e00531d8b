import { floatOperator } from './elementwise.js';

/** Rounds up. float32. */
export const ceilKernel = floatOperator('Ceil');
