import type * as tf from '@tensorflow/tfjs-core';
import { hostDtype } from '../tensor-spec.js';
import { arrayClass } from '../host-tensor.js';
import { attr, input, single, type KernelCall, type KernelTable } from './kernel-translation.js';
import type { GraphValue } from '../trace/graph-value.js';

/** Kernel name of the engine's own random number op; see `randomUniform`. */
export const RANDOM_UNIFORM_KERNEL = 'MomqRandomUniform';

/** Arithmetic progression, known while tracing. */
function range(call: KernelCall): GraphValue {
  const [start, stop, step] = [
    attr<number>(call, 'start'),
    attr<number>(call, 'stop'),
    attr<number>(call, 'step'),
  ];
  const dtype = hostDtype(attr<tf.DataType>(call, 'dtype'), 'Range');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const data = arrayClass[dtype].from(Array.from({ length }, (_, index) => start + index * step));
  return call.graph.constant(data, { shape: [length], dtype });
}

/** Evenly spaced numbers with both ends, known while tracing. */
function linSpace(call: KernelCall): GraphValue {
  const [start, stop, length] = [
    attr<number>(call, 'start'),
    attr<number>(call, 'stop'),
    attr<number>(call, 'num'),
  ];
  const step = length > 1 ? (stop - start) / (length - 1) : 0;
  const data = Float32Array.from({ length }, (_, index) => start + index * step);
  return call.graph.constant(data, { shape: [length], dtype: 'float32' });
}

/** Fill, ZerosLike, OnesLike, Range, LinSpace, and fresh uniform numbers in [0, 1) at every run. */
export const creationKernels: KernelTable = {
  Fill: (call) =>
    call.graph.uniform(attr<number>(call, 'value'), {
      shape: attr<number[]>(call, 'shape'),
      dtype: hostDtype(attr<tf.DataType | undefined>(call, 'dtype') ?? 'float32', 'Fill'),
    }),
  LinSpace: linSpace,
  OnesLike: (call) => call.graph.uniform(1, input(call, 'x')),
  Range: range,
  ZerosLike: (call) => call.graph.uniform(0, input(call, 'x')),
  [RANDOM_UNIFORM_KERNEL]: (call) => {
    const shape = attr<number[]>(call, 'shape');
    return single(call.graph, 'RandomUniform', [], {
      shape,
      dtype: 'float32',
      attributes: { shape },
      random: true,
    });
  },
};
