import { ADD, arithmeticKernel } from './arithmetic.js';

/** a + b, broadcast; float32 and int32. */
export const addKernel = arithmeticKernel(ADD);
