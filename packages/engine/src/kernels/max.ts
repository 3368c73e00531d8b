import { reduceExtreme } from './reduction.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Largest element along axes; NaN of none for float32. float32, int32, bool. */
export const maxKernel: KernelTranslation = (call) => reduceExtreme(call, 'ReduceMax');
