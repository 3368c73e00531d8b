import { numericBinaryOperator } from './operator-kernels.js';

/** aᵇ, broadcast; float32 and int32. */
export const powKernel = numericBinaryOperator('Pow');
