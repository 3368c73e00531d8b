import * as tf from '@tensorflow/tfjs-core';
import { shapeKernels } from './shape.js';
import { shapes, testKernels } from './kernel-cases.test-support.js';

testKernels(shapeKernels, [
  {
    kernel: 'Reshape',
    fn: (x: tf.Tensor) => tf.mul(tf.reshape(x, [-1, 2]), [1, 2]),
    calls: [shapes([3, 4]), shapes([2]), shapes([0, 2])],
  },
  {
    kernel: 'ExpandDims',
    fn: (x: tf.Tensor) => [tf.expandDims(x), tf.expandDims(x, -1), tf.squeeze(x)],
    calls: [shapes([3, 1, 4]), shapes([2])],
  },
  {
    kernel: 'Transpose',
    fn: (x: tf.Tensor) => [tf.transpose(x), tf.transpose(x, [1, 0, 2])],
    calls: [shapes([2, 3, 4])],
  },
  {
    kernel: 'Tile',
    fn: (x: tf.Tensor) => tf.tile(x, [2, 1, 3]),
    calls: [shapes([1, 3, 2]), shapes([2, 2, 2]), shapes([1, 5, 1])],
  },
  {
    kernel: 'BroadcastTo',
    fn: (x: tf.Tensor) => tf.mul(tf.broadcastTo(x, [2, 3, 4]), tf.range(0, 4)),
    calls: [shapes([1, 3, 1]), shapes([4]), shapes([2, 3, 4])],
  },
  { kernel: 'Identity', fn: (x: tf.Tensor) => tf.clone(x), calls: [shapes([2, 3])] },
]);
