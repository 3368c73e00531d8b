import * as tf from '@tensorflow/tfjs-core';
import { creationKernels, RANDOM_UNIFORM_KERNEL } from './creation.js';
import { shapes, testKernels } from './kernel-cases.test-support.js';

// Random numbers have no reference; their test is in jit.test.ts.
const { [RANDOM_UNIFORM_KERNEL]: _, ...deterministic } = creationKernels;

testKernels(deterministic, [
  {
    kernel: 'Fill',
    fn: (x: tf.Tensor) => tf.add(tf.fill([2, 3], 1.5), x),
    calls: [shapes([3]), shapes([1, 1])],
  },
  {
    kernel: 'OnesLike',
    fn: (x: tf.Tensor) => [tf.onesLike(x), tf.mul(tf.onesLike(x), x)],
    calls: [shapes([2, 3])],
  },
  {
    kernel: 'ZerosLike',
    fn: (x: tf.Tensor) => [tf.zerosLike(x), tf.add(tf.zerosLike(x), x)],
    calls: [shapes([2, 3])],
  },
  {
    kernel: 'Range',
    fn: (x: tf.Tensor) => [
      tf.mul(tf.range(0, 6, 2), x),
      tf.range(5, 0, -1, 'int32'),
      tf.range(0, 0),
    ],
    calls: [shapes([3])],
  },
  {
    kernel: 'LinSpace',
    fn: (x: tf.Tensor) => [tf.mul(tf.linspace(-1, 2, 4), x), tf.linspace(3, 3, 1)],
    calls: [shapes([4])],
  },
  {
    kernel: 'Fill',
    fn: (x: tf.Tensor) => tf.sum(tf.matMul(tf.mul(tf.ones([4, 3]), x), tf.fill([3, 2], 0.5))),
    calls: [shapes([3]), shapes([4, 1])],
  },
]);
