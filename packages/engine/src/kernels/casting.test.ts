import * as tf from '@tensorflow/tfjs-core';
import { castingKernels } from './casting.js';
import { bools, ints, within, testKernels } from './kernel-cases.test-support.js';

testKernels(castingKernels, [
  {
    kernel: 'Cast',
    fn: (x: tf.Tensor) => [tf.cast(x, 'int32'), tf.cast(x, 'bool'), tf.cast(x, 'float32')],
    calls: [[within([3, 3], -3, 3)], [ints([5], -1, 2)], [bools([4])]],
    differentiable: false,
  },
]);
