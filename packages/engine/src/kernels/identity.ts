import { input, type KernelTranslation } from './kernel-translation.js';

/** The same value, no node; any dtype. */
export const identityKernel: KernelTranslation = (call) => input(call, 'x');
