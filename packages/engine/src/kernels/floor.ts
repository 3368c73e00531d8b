import { floatOperator } from './elementwise.js';

/** Rounds down. float32. */
export const floorKernel = floatOperator('Floor');
