import { floatTest } from './operator-kernels.js';

/** Whether x is not a number, bool; never for int32 and bool. */
export const isNanKernel = floatTest('IsNaN');
