import * as tf from '@tensorflow/tfjs-core';
import type { KernelCase } from './kernel-case.test-support.js';

/** Kernels whose result is known while tracing. */
export const creationCases: readonly KernelCase[] = [
  {
    kernel: 'Fill',
    draw: (draw) => {
      const [shape, dtype] = [draw.shape(), draw.dtype()];
      return { inputs: [], fn: () => tf.fill(shape, 1, dtype) };
    },
  },
  {
    kernel: 'Fill',
    draw: (draw) => {
      const shape = draw.shape();
      return { inputs: [{ shape }], fn: (x) => tf.mul(tf.fill(shape, -1.5), x as tf.Tensor) };
    },
  },
  {
    kernel: 'Range',
    draw: (draw) => {
      const [start, step] = [draw.integer(-5, 5), draw.pick([-2, -1, 1, 3])];
      const stop = start + step * draw.size() + draw.integer(-1, 1);
      const dtype = draw.pick(['float32', 'int32'] as const);
      return {
        inputs: [],
        fn: () => tf.range(start, Math.sign(step) * (stop - start) < 0 ? start : stop, step, dtype),
      };
    },
  },
  {
    kernel: 'LinSpace',
    draw: (draw) => {
      const [start, stop, count] = [draw.random(), -draw.random(), draw.size()];
      return { inputs: [], fn: () => tf.linspace(start, stop, count) };
    },
  },
];
