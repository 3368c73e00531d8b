import { cast } from './cast.js';
import { input, type KernelTranslation } from './kernel-translation.js';
import { reduce } from './reduction.js';

/** Mean along axes. int32 and bool become float32. */
export const meanKernel: KernelTranslation = (call) =>
  reduce(call, 'ReduceMean', cast(call.graph, input(call, 'x'), 'float32'));
