import { attr, input, type KernelTranslation } from './kernel-translation.js';

/** Repeats axes of size 1; any dtype. Stays lazy until an operator needs the dense tensor. */
export const broadcastToKernel: KernelTranslation = (call) => ({
  ...input(call, 'x'),
  shape: attr<number[]>(call, 'shape'),
});
