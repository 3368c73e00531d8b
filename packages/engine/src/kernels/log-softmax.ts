import { softmaxAlong } from './softmax-along.js';
import type { KernelTranslation } from './kernel-translation.js';

/** x − ln Σ eˣ along one axis, the last by default; float32. */
export const logSoftmaxKernel: KernelTranslation = (call) =>
  softmaxAlong(call, 'LogSoftmax', 'axis');
