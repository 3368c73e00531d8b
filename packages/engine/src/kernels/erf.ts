import { castingOperator } from './operator-kernels.js';

/** Gauss error function. int32 and bool become float32. */
export const erfKernel = castingOperator('Erf');
