import * as tf from '@tensorflow/tfjs-core';
import type { HostDtype } from '../../index.js';
import { ofDtype, type KernelCase, type KernelSample } from './kernel-case.test-support.js';

type Reduction = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

/** What a reduction takes besides float32, and how its gradient is checked. */
interface ReductionOptions {
  readonly also?: readonly HostDtype[];
  readonly gradient?: KernelSample['gradient'];
}

function reduction(
  kernel: string,
  fn: Reduction,
  { also = [], gradient = 'smooth' }: ReductionOptions = {},
): KernelCase {
  return {
    kernel,
    draw: (draw) => {
      const shape = draw.shape();
      const dtype = draw.dtype(['float32', ...also]);
      const [axes, keepDims] = [draw.axes(shape), draw.coin()];
      return {
        inputs: [ofDtype(shape, dtype)],
        fn: (x) => fn(x as tf.Tensor, axes, keepDims),
        gradient,
      };
    },
  };
}

/** Extremes of float32 may be of nothing; those of int32 and bool need an element. */
function extreme(kernel: string, fn: Reduction): KernelCase {
  return {
    kernel,
    draw: (draw) => {
      const dtype = draw.sizes === 'empty' ? 'float32' : draw.dtype();
      const shape = draw.shape();
      const [axes, keepDims] = [draw.axes(shape), draw.coin()];
      return {
        inputs: [ofDtype(shape, dtype)],
        fn: (x) => fn(x as tf.Tensor, axes, keepDims),
        gradient: draw.sizes === 'empty' ? 'none' : 'kinked',
      };
    },
  };
}

/** All and Any, compared with a count. */
function bools(kernel: string, fn: Reduction, byCounting: Reduction): KernelCase {
  return {
    kernel,
    draw: (draw) => {
      const shape = draw.shape();
      const [axes, keepDims] = [draw.axes(shape), draw.coin()];
      return {
        inputs: [{ shape, dtype: 'bool' }],
        fn: (x) => fn(x as tf.Tensor, axes, keepDims),
        reference: {
          reason: 'tf.all of no elements is false on the cpu backend',
          fn: (x) => byCounting(x as tf.Tensor, axes, keepDims),
        },
      };
    },
  };
}

function argExtreme(kernel: string, fn: (x: tf.Tensor, axis: number) => tf.Tensor): KernelCase {
  return {
    kernel,
    draw: (draw) => {
      const [shape, dtype] = [draw.shape(1), draw.dtype()];
      const axis = draw.axis(shape);
      return {
        inputs: [ofDtype(shape, dtype)],
        // A float32 result beside the index, through which the gradient of the kernel is reached.
        fn: (x) => {
          const index = fn(x as tf.Tensor, axis);
          return dtype === 'float32'
            ? [index, tf.mul(tf.sum(x as tf.Tensor, axis), tf.cast(index, 'float32'))]
            : index;
        },
        gradient: 'kinked',
      };
    },
  };
}

type Cumulative = (
  x: tf.Tensor,
  axis?: number,
  exclusive?: boolean,
  reverse?: boolean,
) => tf.Tensor;

function cumulative(kernel: string, fn: Cumulative): KernelCase {
  return {
    kernel,
    draw: (draw) => {
      const shape = draw.shape(1);
      const [axis, exclusive, reverse] = [draw.axis(shape), draw.coin(), draw.coin()];
      const dtype = draw.dtype(['float32', 'int32']);
      return {
        inputs: [dtype === 'int32' ? { shape, dtype, from: -2, to: 3 } : { shape }],
        fn: (x) => fn(x as tf.Tensor, axis, exclusive, reverse),
        reference: {
          reason: 'the cpu backend misplaces the axes when the axis counts from the end',
          fn: (x) => fn(x as tf.Tensor, axis < 0 ? axis + shape.length : axis, exclusive, reverse),
        },
      };
    },
  };
}

/** Kernels that work along axes: reductions, running sums and products, softmax, top k. */
export const axisCases: readonly KernelCase[] = [
  reduction('Sum', tf.sum, { also: ['int32', 'bool'] }),
  reduction('Mean', tf.mean, { also: ['int32', 'bool'] }),
  // As bools, whose products do not overflow.
  reduction(
    'Prod',
    (x, ...rest) => tf.prod(x.dtype === 'int32' ? tf.cast(x, 'bool') : x, ...rest),
    {
      also: ['int32', 'bool'],
    },
  ),
  extreme('Max', tf.max),
  extreme('Min', tf.min),
  bools('All', tf.all, (x, axes, keepDims) =>
    tf.equal(tf.sum(tf.logicalNot(x), axes, keepDims), tf.scalar(0, 'int32')),
  ),
  bools('Any', tf.any, (x, axes, keepDims) =>
    tf.greater(tf.sum(x, axes, keepDims), tf.scalar(0, 'int32')),
  ),
  argExtreme('ArgMax', tf.argMax),
  argExtreme('ArgMin', tf.argMin),
  cumulative('Cumsum', tf.cumsum),
  cumulative('Cumprod', tf.cumprod),
  {
    kernel: 'Softmax',
    draw: (draw) => ({
      inputs: [{ shape: draw.shape(1), from: -9, to: 9 }],
      fn: (x) => tf.softmax(x as tf.Tensor),
    }),
  },
  {
    kernel: 'LogSoftmax',
    draw: (draw) => {
      const shape = draw.shape(1);
      const axis = draw.axis(shape);
      return {
        inputs: [{ shape, from: -9, to: 9 }],
        fn: (x) =>
          tf.engine().runKernel('LogSoftmax', { logits: x as tf.Tensor }, { axis }) as tf.Tensor,
        reference: {
          reason: 'tf.logSoftmax runs other kernels, and the cpu backend has none of this name',
          fn: (x) => {
            const logits = x as tf.Tensor;
            const shifted = tf.sub(logits, tf.max(logits, axis, true));
            return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), axis, true)));
          },
        },
      };
    },
  },
  {
    kernel: 'TopK',
    draw: (draw) => {
      const shape = draw.shape(1);
      const k = draw.integer(1, Math.max(1, shape.at(-1) as number));
      const dtype = draw.dtype(['float32', 'int32']);
      const filled = shape.with(-1, Math.max(1, shape.at(-1) as number));
      return {
        inputs: [ofDtype(filled, dtype)],
        fn: (x) => {
          const { values, indices } = tf.topk(x as tf.Tensor, k);
          return [values, indices];
        },
      };
    },
  },
];
