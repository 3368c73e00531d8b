import { floatOperator } from './operator-kernels.js';

/** Rounds down. float32. */
export const floorKernel = floatOperator('Floor');
