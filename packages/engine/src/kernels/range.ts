import type * as tf from '@tensorflow/tfjs-core';
import { arrayClass } from '../host-tensor.js';
import { hostDtype } from '../tensor-spec.js';
import { attr, type KernelTranslation } from './kernel-translation.js';

/** Arithmetic progression from `start`, `stop` excluded; a constant. */
export const rangeKernel: KernelTranslation = (call) => {
  const [start, stop, step] = [
    attr<number>(call, 'start'),
    attr<number>(call, 'stop'),
    attr<number>(call, 'step'),
  ];
  const dtype = hostDtype(attr<tf.DataType>(call, 'dtype'), 'Range');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const data = arrayClass[dtype].from(Array.from({ length }, (_, index) => start + index * step));
  return call.graph.constant(data, { shape: [length], dtype });
};
