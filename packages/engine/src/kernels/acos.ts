import { floatOperator } from './operator-kernels.js';

/** Arc cosine; NaN outside [−1, 1]. float32. */
export const acosKernel = floatOperator('Acos');
