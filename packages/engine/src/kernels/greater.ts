import { comparison } from './comparison.js';

/** a > b, broadcast; bools compare as 0 and 1. */
export const greaterKernel = comparison('Greater');
