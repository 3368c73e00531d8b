import * as tf from '@tensorflow/tfjs-core';
import { reductionKernels } from './reduction.js';
import {
  bools,
  ints,
  shapes,
  within,
  testKernels,
  type KernelCase,
} from './kernel-cases.test-support.js';

testKernels(reductionKernels, [
  ...(
    [
      ['Sum', tf.sum],
      ['Mean', tf.mean],
      ['Max', tf.max],
      ['Min', tf.min],
    ] as const
  ).map(([kernel, fn]): KernelCase => ({
    kernel,
    fn: (x: tf.Tensor) => [fn(x), fn(x, 0), fn(x, [0, 1], true), fn(x, -1, true)],
    calls: [shapes([3, 4]), shapes([2, 3, 4]), shapes([1, 5, 1])],
  })),
  {
    kernel: 'Prod',
    fn: (x: tf.Tensor) => [tf.prod(x), tf.prod(x, 0), tf.prod(x, [0, 1], true)],
    calls: [shapes([3, 4]), shapes([2, 3, 4])],
    differentiable: false,
  },
  {
    kernel: 'Sum',
    fn: (x: tf.Tensor) => tf.sum(tf.mul(tf.ones([4, 3]), x), 0),
    calls: [shapes([3]), shapes([1, 1])],
  },
  {
    kernel: 'Sum',
    fn: (x: tf.Tensor) => [tf.sum(x, 1), tf.max(x), tf.prod(x, 0)],
    calls: [[ints([3, 4], -4, 4)]],
    differentiable: false,
  },
  {
    kernel: 'All',
    fn: (x: tf.Tensor) => [tf.all(x), tf.all(x, 1)],
    calls: [[bools([3, 2])]],
    differentiable: false,
  },
  {
    kernel: 'Any',
    fn: (x: tf.Tensor) => [tf.any(x), tf.any(x, 0, true)],
    calls: [[bools([3, 2])]],
    differentiable: false,
  },
  {
    kernel: 'ArgMax',
    fn: (x: tf.Tensor) => [tf.argMax(x), tf.argMax(x, -1)],
    calls: [shapes([3, 4]), [ints([6], 0, 3)]],
    differentiable: false,
  },
  {
    kernel: 'ArgMin',
    fn: (x: tf.Tensor) => [tf.argMin(x), tf.argMin(x, -1)],
    calls: [shapes([3, 4])],
    differentiable: false,
  },
  {
    kernel: 'Cumsum',
    fn: (x: tf.Tensor) => [tf.cumsum(x, 0), tf.cumsum(x, 1, true), tf.cumsum(x, 1, false, true)],
    calls: [shapes([3, 4]), shapes([2, 3, 4])],
  },
  {
    kernel: 'Softmax',
    fn: (x: tf.Tensor) => tf.softmax(x),
    calls: [shapes([5]), shapes([3, 4]), [within([2, 3, 4], -90, 90)]],
  },
  {
    kernel: 'LogSoftmax',
    fn: (x: tf.Tensor) => tf.logSoftmax(x),
    calls: [shapes([5]), shapes([3, 4]), [within([2, 3, 4], -90, 90)]],
  },
]);
