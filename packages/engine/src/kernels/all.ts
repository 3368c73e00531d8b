import { reduceBool } from './reduction.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Whether all elements along axes are true; true of none. bool. */
export const allKernel: KernelTranslation = (call) => reduceBool(call, 'ReduceMin');
