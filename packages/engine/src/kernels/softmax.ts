import { softmaxAlong } from './softmax-along.js';
import type { KernelTranslation } from './kernel-translation.js';

/** eˣ / Σ eˣ along one axis, the last by default; float32. */
export const softmaxKernel: KernelTranslation = (call) => softmaxAlong(call, 'Softmax', 'dim');
