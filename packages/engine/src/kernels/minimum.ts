import { numericBinaryOperator } from './operator-kernels.js';

/** The smaller of a and b, broadcast; float32 and int32. */
export const minimumKernel = numericBinaryOperator('Min');
