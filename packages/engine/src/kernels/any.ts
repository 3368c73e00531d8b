import { reduceBool } from './reduction.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Whether an element along axes is true; false of none. bool. */
export const anyKernel: KernelTranslation = (call) => reduceBool(call, 'ReduceMax');
