import * as tf from '@tensorflow/tfjs-core';
import { indexingKernels } from './indexing.js';
import { ints, shapes, within, testKernels } from './kernel-cases.test-support.js';

testKernels(indexingKernels, [
  {
    kernel: 'GatherV2',
    fn: (x: tf.Tensor, i: tf.Tensor) => [tf.gather(x, i), tf.gather(x, i, 1)],
    calls: [
      [...shapes([3, 4]), ints([5], 0, 3)],
      [...shapes([3, 3, 2]), ints([2, 2], 0, 3)],
      [...shapes([4, 4]), ints([], 0, 4)],
    ],
  },
  {
    kernel: 'GatherNd',
    fn: (x: tf.Tensor, i: tf.Tensor) => tf.gatherND(x, i),
    calls: [
      [...shapes([3, 4]), ints([5, 2], 0, 3)],
      [...shapes([3, 4]), ints([2, 1], 0, 3)],
    ],
    differentiable: false,
  },
  {
    kernel: 'ScatterNd',
    fn: (i: tf.Tensor, x: tf.Tensor) => tf.scatterND(i, x, [4, 3]),
    calls: [
      [ints([6, 1], 0, 4), ...shapes([6, 3])],
      [ints([6, 2], 0, 3), ...shapes([6])],
    ],
    differentiable: false,
  },
  {
    kernel: 'UnsortedSegmentSum',
    fn: (x: tf.Tensor, i: tf.Tensor) => tf.unsortedSegmentSum(x, i as tf.Tensor1D, 4),
    calls: [
      [...shapes([6, 3]), ints([6], 0, 4)],
      [...shapes([5]), ints([5], 0, 4)],
      [...shapes([5, 2, 2]), ints([5], 0, 4)],
    ],
  },
  {
    kernel: 'OneHot',
    fn: (i: tf.Tensor) => [tf.oneHot(i, 3), tf.oneHot(i, 3, 2, -1), tf.oneHot(i, 3, 1, 0, 'bool')],
    calls: [[ints([4], 0, 3)], [ints([2, 3], 0, 3)]],
    differentiable: false,
  },
  {
    kernel: 'TopK',
    fn: (x: tf.Tensor) => {
      const { values, indices } = tf.topk(x, 2);
      return [values, indices];
    },
    calls: [shapes([5]), shapes([3, 4]), [within([3, 9], 0, 0)]],
    differentiable: false,
  },

  {
    kernel: 'TensorScatterUpdate',
    fn: (x: tf.Tensor, i: tf.Tensor, u: tf.Tensor) => tf.tensorScatterUpdate(x, i, u),
    calls: [[...shapes([4, 3]), ints([1, 1], 0, 4), ...shapes([1, 3])]],
    differentiable: false,
  },
]);
