import { floatTest } from './elementwise.js';

/** Whether x is not a number, bool; never for int32 and bool. */
export const isNanKernel = floatTest('IsNaN');
