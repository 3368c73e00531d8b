import { argExtreme } from './arg-extreme.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Index of the first largest element along one axis, int32. */
export const argMaxKernel: KernelTranslation = (call) => argExtreme(call, 'ArgMax');
