import { floatOperator } from './operator-kernels.js';

/** 1 / (1 + e⁻ˣ). float32. */
export const sigmoidKernel = floatOperator('Sigmoid');
