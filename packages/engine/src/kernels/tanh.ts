import { floatOperator } from './operator-kernels.js';

/** Hyperbolic tangent. float32. */
export const tanhKernel = floatOperator('Tanh');
