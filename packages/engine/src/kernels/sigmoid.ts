import { floatOperator } from './elementwise.js';

/** 1 / (1 + e⁻ˣ). float32. */
export const sigmoidKernel = floatOperator('Sigmoid');
