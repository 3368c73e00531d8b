import * as tf from '@tensorflow/tfjs-core';
import { integers, ofDtype, type KernelCase } from './kernel-case.test-support.js';

const numericDtypes = ['float32', 'int32'] as const;

/** Kernels that read or write at index tensors. */
export const indexingCases: readonly KernelCase[] = [
  {
    kernel: 'GatherV2',
    draw: (draw) => {
      const shape = draw.shape(1, 3);
      const axis = draw.axis(shape);
      const rows = Math.max(1, shape.at(axis) as number);
      return {
        inputs: [
          ofDtype(shape.with(axis, rows), draw.dtype()),
          integers(draw.shape(0, 3), 0, rows),
        ],
        fn: (x, indices) => tf.gather(x as tf.Tensor, indices as tf.Tensor, axis),
      };
    },
  },
  {
    // Batch dimensions: the first axes of both are the same.
    kernel: 'GatherV2',
    draw: (draw) => {
      const shape = draw.shape(2, 4).map((dim) => Math.max(1, dim)); // the cpu backend divides by an empty batch
      const batchDims = draw.integer(1, shape.length - 1);
      const axis = draw.integer(batchDims, shape.length - 1);
      const rows = Math.max(1, shape[axis] as number);
      const indices = [...shape.slice(0, batchDims), draw.size()];
      return {
        inputs: [{ shape: shape.with(axis, rows) }, integers(indices, 0, rows)],
        fn: (x, i) => tf.gather(x as tf.Tensor, i as tf.Tensor, axis, batchDims),
      };
    },
  },
  {
    kernel: 'GatherNd',
    draw: (draw) => {
      const shape = Array.from({ length: draw.integer(1, 3) }, () => draw.size());
      const depth = draw.integer(1, shape.length);
      const rows = draw.sizes === 'empty' ? 0 : draw.integer(1, 5);
      const limit = Math.min(...shape.slice(0, depth));
      return {
        inputs: [ofDtype(shape, draw.dtype()), integers([rows, depth], 0, limit)],
        fn: (x, indices) => tf.gatherND(x as tf.Tensor, indices as tf.Tensor),
      };
    },
  },
  {
    kernel: 'ScatterNd',
    draw: (draw) => {
      const shape = Array.from({ length: draw.integer(1, 3) }, () => draw.size());
      const depth = draw.integer(1, shape.length);
      const rows = draw.integer(1, 6); // TF.js takes no empty updates
      const limit = Math.min(...shape.slice(0, depth));
      return {
        inputs: [
          integers([rows, depth], 0, limit),
          ofDtype([rows, ...shape.slice(depth)], draw.dtype(numericDtypes)),
        ],
        fn: (indices, updates) => tf.scatterND(indices as tf.Tensor, updates as tf.Tensor, shape),
      };
    },
  },
  {
    kernel: 'TensorScatterUpdate',
    draw: (draw) => {
      // Each row is written once: which of several writes wins is not defined.
      const rows = draw.size();
      const rest = draw.sizes === 'prime' ? [3] : [2, 2];
      const order = draw.permutation(rows);
      const written = draw.integer(1, rows);
      const dtype = draw.dtype();
      return {
        inputs: [ofDtype([rows, ...rest], dtype), ofDtype([written, ...rest], dtype)],
        fn: (x, updates) =>
          tf.tensorScatterUpdate(
            x as tf.Tensor,
            tf.tensor2d(order.slice(0, written), [written, 1], 'int32'),
            updates as tf.Tensor,
          ),
      };
    },
  },
  {
    kernel: 'UnsortedSegmentSum',
    draw: (draw) => {
      const rows = draw.sizes === 'empty' ? 0 : draw.size();
      const rest = Array.from({ length: draw.integer(0, 2) }, () => draw.size());
      const segments = draw.integer(1, 5);
      return {
        inputs: [
          ofDtype([rows, ...rest], draw.dtype(numericDtypes)),
          integers([rows], 0, segments),
        ],
        fn: (x, ids) => tf.unsortedSegmentSum(x as tf.Tensor, ids as tf.Tensor1D, segments),
        reference: {
          reason: 'sums of int32 are float32 on the cpu backend',
          fn: (x, ids) =>
            tf.cast(
              tf.unsortedSegmentSum(x as tf.Tensor, ids as tf.Tensor1D, segments),
              (x as tf.Tensor).dtype,
            ),
        },
      };
    },
  },
  {
    kernel: 'OneHot',
    draw: (draw) => {
      const depth = draw.integer(2, 5);
      const dtype = draw.pick(['float32', 'int32', 'bool'] as const);
      const [on, off] = dtype === 'bool' ? [1, 0] : [3, -1];
      return {
        inputs: [integers(draw.shape(), -1, depth + 2)], // some out of range
        fn: (indices) => tf.oneHot(indices as tf.Tensor, depth, on, off, dtype),
      };
    },
  },
  {
    // Indices that come from float32 numbers: the gradient of the kernel is asked for, and is zero.
    kernel: 'OneHot',
    draw: (draw) => ({
      inputs: [{ shape: draw.shape(1, 3), from: 0, to: 4 }],
      fn: (x) =>
        tf.mul(
          tf.expandDims(x as tf.Tensor, -1),
          tf.cast(tf.oneHot(tf.cast(x as tf.Tensor, 'int32'), 4), 'float32'),
        ),
      gradient: 'kinked',
    }),
  },
];
