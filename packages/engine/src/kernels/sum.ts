import { reduceInput } from './reduction.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Sum along axes; 0 of none. float32 and int32. */
export const sumKernel: KernelTranslation = (call) => reduceInput(call, 'ReduceSum');
