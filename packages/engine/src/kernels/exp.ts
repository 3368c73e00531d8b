import { castingOperator } from './operator-kernels.js';

/** eˣ. int32 and bool become float32. */
export const expKernel = castingOperator('Exp');
