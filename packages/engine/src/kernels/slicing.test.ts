import * as tf from '@tensorflow/tfjs-core';
import { slicingKernels } from './slicing.js';
import { bools, ints, shapes, testKernels } from './kernel-cases.test-support.js';

testKernels(slicingKernels, [
  {
    kernel: 'Slice',
    fn: (x: tf.Tensor) => [tf.slice(x, [1, 0], [2, -1]), tf.slice(x, [0, 1])],
    calls: [shapes([3, 4]), shapes([5, 2])],
  },
  {
    kernel: 'StridedSlice',
    fn: (x: tf.Tensor) => [
      tf.stridedSlice(x, [0, 1], [4, 4], [2, 2]),
      tf.stridedSlice(x, [3, 4], [-9, 0], [-1, -2]),
      tf.stridedSlice(x, [1, 0], [2, 3], [1, 1], 0, 0, 0, 0, 1),
    ],
    calls: [shapes([4, 5])],
    differentiable: false,
  },
  {
    kernel: 'Concat',
    fn: (...all: tf.Tensor[]) => [tf.concat(all, 0), tf.concat(all.slice(0, 1), 1)],
    calls: [shapes([2, 3], [1, 3], [0, 3])],
  },
  {
    kernel: 'Concat',
    fn: (...all: tf.Tensor[]) => tf.concat(all, -1),
    calls: [
      shapes([2, 3], [2, 1]),
      [ints([2, 1], 0, 5), ints([2, 2], 0, 5)].map((each) => ({ ...each, dtype: 'float32' })),
    ],
  },
  {
    kernel: 'SplitV',
    fn: (x: tf.Tensor) => [...tf.split(x, 2, 1), ...tf.split(x, [1, 2], 0)],
    calls: [shapes([3, 4]), shapes([3, 2, 2])],
  },
  {
    kernel: 'Pack',
    fn: (...all: tf.Tensor[]) => [tf.stack(all), tf.stack(all, 1)],
    calls: [shapes([2, 3], [2, 3])],
  },
  {
    kernel: 'Unpack',
    fn: (x: tf.Tensor) => [...tf.unstack(x), ...tf.unstack(x, -1)],
    calls: [shapes([3, 2]), shapes([1, 2, 2])],
  },
  {
    kernel: 'PadV2',
    fn: (x: tf.Tensor) =>
      tf.pad(
        x,
        [
          [1, 0],
          [2, 3],
        ],
        0.5,
      ),
    calls: [shapes([2, 3]), shapes([1, 1])],
  },
  {
    kernel: 'PadV2',
    fn: (x: tf.Tensor) => tf.pad(x, [[1, 2]], 1),
    calls: [[ints([3], 0, 9)], [bools([3])]],
    differentiable: false,
  },
  {
    kernel: 'Reverse',
    fn: (x: tf.Tensor) => [tf.reverse(x), tf.reverse(x, 1)],
    calls: [shapes([3, 4])],
  },
]);
