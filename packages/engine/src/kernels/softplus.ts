import { floatOperator } from './elementwise.js';

/** ln(1 + eˣ). float32. */
export const softplusKernel = floatOperator('Softplus');
