import { numericOperator } from './operator-kernels.js';

/** −1, 0 or 1. float32 and int32. */
export const signKernel = numericOperator('Sign');
