import { input, type KernelTranslation } from './kernel-translation.js';

/** Zeros in the shape and dtype of x; a lazy broadcast, no node. */
export const zerosLikeKernel: KernelTranslation = (call) => call.graph.uniform(0, input(call, 'x'));
