import { argExtreme } from './arg-extreme.js';
import type { KernelTranslation } from './kernel-translation.js';

/** Index of the first smallest element along one axis, int32. */
export const argMinKernel: KernelTranslation = (call) => argExtreme(call, 'ArgMin');
