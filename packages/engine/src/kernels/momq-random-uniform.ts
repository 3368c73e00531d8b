import { attr, single, type KernelTranslation } from './kernel-translation.js';

/** Kernel name of the engine's own random number op; see `randomUniform`. */
export const RANDOM_UNIFORM_KERNEL = 'MomqRandomUniform';

/** Uniform float32 numbers in [0, 1), fresh at every run. */
export const momqRandomUniformKernel: KernelTranslation = (call) => {
  const shape = attr<number[]>(call, 'shape');
  return single(call.graph, 'RandomUniform', [], {
    shape,
    dtype: 'float32',
    attributes: { shape },
  });
};
