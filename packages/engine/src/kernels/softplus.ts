import { floatOperator } from './operator-kernels.js';

/** ln(1 + eˣ). float32. */
export const softplusKernel = floatOperator('Softplus');
