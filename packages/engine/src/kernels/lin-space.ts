import { attr, type KernelTranslation } from './kernel-translation.js';

/** Evenly spaced float32 numbers with both ends; a constant. */
export const linSpaceKernel: KernelTranslation = (call) => {
  const [start, stop, length] = [
    attr<number>(call, 'start'),
    attr<number>(call, 'stop'),
    attr<number>(call, 'num'),
  ];
  const step = length > 1 ? (stop - start) / (length - 1) : 0;
  const data = Float32Array.from({ length }, (_, index) => start + index * step);
  return call.graph.constant(data, { shape: [length], dtype: 'float32' });
};
