import * as tf from '@tensorflow/tfjs-core';
import { matmulKernels } from './matmul.js';
import { shapes, testKernels, type KernelCase } from './kernel-cases.test-support.js';

testKernels(matmulKernels, [
  {
    kernel: 'BatchMatMul',
    fn: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b),
    calls: [
      shapes([2, 3], [3, 4]),
      shapes([5, 2, 3], [5, 3, 4]),
      shapes([2, 2, 2, 3], [2, 2, 3, 1]),
    ],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, true, false),
    calls: [shapes([3, 2], [3, 4]), shapes([5, 3, 2], [5, 3, 4])],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, false, true),
    calls: [shapes([2, 3], [4, 3]), shapes([5, 2, 3], [5, 4, 3])],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, true, true),
    calls: [shapes([3, 2], [4, 3]), shapes([5, 3, 2], [5, 4, 3])],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b),
    calls: [shapes([5, 2, 3], [1, 3, 4]), shapes([2, 3], [6, 3, 4]), shapes([2, 4, 3, 2], [2, 3])],
  },
  ...(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu'] as const).map(
    (activation): KernelCase => ({
      kernel: '_FusedMatMul',
      fn: (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
        tf.fused.matMul({ a: a, b: b, bias: bias, activation, leakyreluAlpha: 0.1 }),
      calls: [shapes([2, 3], [3, 4], [4])],
      differentiable: activation === 'linear' || activation === 'relu',
    }),
  ),

  {
    kernel: 'Einsum',
    fn: (a: tf.Tensor, b: tf.Tensor) => tf.einsum('ij,jk->ki', a, b),
    calls: [shapes([2, 3], [3, 4])],
    differentiable: false,
  },
  {
    kernel: 'Einsum',
    fn: (a: tf.Tensor, b: tf.Tensor) => tf.einsum('bhtd,bhsd->bhts', a, b),
    calls: [shapes([2, 2, 3, 4], [2, 2, 5, 4])],
    differentiable: false,
  },
]);
