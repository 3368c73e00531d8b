import { input, type KernelTranslation } from './kernel-translation.js';

/** Ones in the shape and dtype of x; a lazy broadcast, no node. */
export const onesLikeKernel: KernelTranslation = (call) => call.graph.uniform(1, input(call, 'x'));
