import { castingOperator } from './elementwise.js';

/** eˣ. int32 and bool become float32. */
export const expKernel = castingOperator('Exp');
