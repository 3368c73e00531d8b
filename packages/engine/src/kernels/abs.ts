import { numericOperator } from './elementwise.js';

/** |x|. float32 and int32. */
export const absKernel = numericOperator('Abs');
