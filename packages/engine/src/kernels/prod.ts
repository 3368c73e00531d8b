import { reduceInput } from './reduction.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Product along axes; 1 of none. float32 and int32. */
export const prodKernel: KernelTranslation = (call) => reduceInput(call, 'ReduceProd');
