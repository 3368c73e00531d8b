import type * as tf from '@tensorflow/tfjs-core';
import { hostDtype } from '../tensor-spec.js';
import { attr, type KernelTranslation } from './kernel-translation.js';

/** One number in every element; a lazy broadcast, no node. */
export const fillKernel: KernelTranslation = (call) =>
  call.graph.uniform(attr<number>(call, 'value'), {
    shape: attr<number[]>(call, 'shape'),
    dtype: hostDtype(attr<tf.DataType | undefined>(call, 'dtype') ?? 'float32', 'Fill'),
  });
