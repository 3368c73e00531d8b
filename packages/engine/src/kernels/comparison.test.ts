import * as tf from '@tensorflow/tfjs-core';
import { comparisonKernels } from './comparison.js';
import {
  bools,
  ints,
  pairs,
  shapes,
  within,
  testKernels,
  type KernelCase,
} from './kernel-cases.test-support.js';

const binaryFloat = () => pairs.map(([a, b]) => [within(a, -2, 2), within(b, -2, 2)]);
const binaryInt = (from: number, to: number) =>
  pairs.map(([a, b]) => [ints(a, from, to), ints(b, from, to)]);

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
const binary = (
  kernel: string,
  fn: Binary,
  calls: KernelCase['calls'],
  differentiable: boolean,
): KernelCase => ({
  kernel,
  fn: (a: tf.Tensor, b: tf.Tensor) => fn(a, b),
  calls,
  differentiable,
});

testKernels(comparisonKernels, [
  ...(
    [
      ['Equal', tf.equal],
      ['NotEqual', tf.notEqual],
      ['Greater', tf.greater],
      ['GreaterEqual', tf.greaterEqual],
      ['Less', tf.less],
      ['LessEqual', tf.lessEqual],
    ] as const
  ).flatMap(([kernel, fn]) => [
    binary(kernel, fn, binaryInt(0, 3), false),
    binary(kernel, fn, binaryFloat(), false),
    binary(
      kernel,
      fn,
      pairs.map(([a, b]) => [bools(a), bools(b)]),
      false,
    ),
  ]),
  binary(
    'LogicalAnd',
    tf.logicalAnd,
    pairs.map(([a, b]) => [bools(a), bools(b)]),
    false,
  ),
  binary(
    'LogicalOr',
    tf.logicalOr,
    pairs.map(([a, b]) => [bools(a), bools(b)]),
    false,
  ),
  {
    kernel: 'LogicalNot',
    fn: (x: tf.Tensor) => tf.logicalNot(x),
    calls: [[bools([2, 3])]],
    differentiable: false,
  },
  {
    kernel: 'Select',
    fn: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    calls: [
      [bools([2, 3]), ...shapes([2, 3], [2, 3])],
      [bools([3]), ...shapes([2, 3], [1])],
      [bools([4, 1, 2]), ...shapes([3, 1], [])],
    ],
  },
  {
    kernel: 'Select',
    fn: (c: tf.Tensor, t: tf.Tensor, e: tf.Tensor) => tf.where(c, t, e),
    calls: [
      [bools([4]), ints([4], 0, 9), ints([4], 0, 9)],
      [bools([4]), bools([4]), bools([4])],
    ],
    differentiable: false,
  },
]);
