import { floatOperator } from './elementwise.js';

/** Hyperbolic tangent. float32. */
export const tanhKernel = floatOperator('Tanh');
