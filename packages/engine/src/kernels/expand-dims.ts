import { input, attr, type KernelTranslation } from './kernel-translation.js';
import { reshape } from './reshape.js';

/** Inserts an axis of size 1; any dtype. */
export const expandDimsKernel: KernelTranslation = (call) => {
  const x = input(call, 'input');
  const dim = attr<number>(call, 'dim');
  const axis = dim < 0 ? dim + x.shape.length + 1 : dim;
  return reshape(call.graph, x, x.shape.toSpliced(axis, 0, 1));
};
