import { numericBinaryOperator } from './elementwise.js';

/** aᵇ, broadcast; float32 and int32. */
export const powKernel = numericBinaryOperator('Pow');
