import { floatOperator } from './elementwise.js';

/** Arc cosine; NaN outside [−1, 1]. float32. */
export const acosKernel = floatOperator('Acos');
