import { numericOperator } from './operator-kernels.js';

/** |x|. float32 and int32. */
export const absKernel = numericOperator('Abs');
