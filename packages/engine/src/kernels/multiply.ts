import { MULTIPLY, arithmeticKernel } from './arithmetic.js';

/** a · b, broadcast; float32 and int32. */
export const multiplyKernel = arithmeticKernel(MULTIPLY);
