import { reduceExtreme } from './reduction.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Smallest element along axes; NaN of none for float32. float32, int32, bool. */
export const minKernel: KernelTranslation = (call) => reduceExtreme(call, 'ReduceMin');
