import { numericBinaryOperator } from './operator-kernels.js';

/** The larger of a and b, broadcast; float32 and int32. */
export const maximumKernel = numericBinaryOperator('Max');
