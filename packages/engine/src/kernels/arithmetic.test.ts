import * as tf from '@tensorflow/tfjs-core';
import { arithmeticKernels } from './arithmetic.js';
import {
  ints,
  pairs,
  shapes,
  within,
  testKernels,
  type KernelCase,
} from './kernel-cases.test-support.js';

const binaryFloat = (from = -2, to = 2, fromB = from, toB = to) =>
  pairs.map(([a, b]) => [within(a, from, to), within(b, fromB, toB)]);
const binaryInt = (from: number, to: number, fromB = from, toB = to) =>
  pairs.map(([a, b]) => [ints(a, from, to), ints(b, fromB, toB)]);

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
const binary = (
  kernel: string,
  fn: Binary,
  calls: KernelCase['calls'] = binaryFloat(),
  differentiable = true,
): KernelCase => ({
  kernel,
  fn: (a: tf.Tensor, b: tf.Tensor) => fn(a, b),
  calls,
  differentiable,
});

testKernels(arithmeticKernels, [
  binary('Add', tf.add),
  binary('Add', tf.add, binaryInt(-9, 9), false),
  binary('Sub', tf.sub),
  binary('Sub', tf.sub, binaryInt(-9, 9), false),
  binary('Multiply', tf.mul),
  binary('Multiply', tf.mul, binaryInt(-9, 9), false),
  binary('RealDiv', tf.div, binaryFloat(-2, 2, 0.5, 2)),
  binary('FloorDiv', tf.floorDiv, binaryFloat(-5, 5, 0.5, 2), false),
  binary('FloorDiv', tf.floorDiv, binaryInt(-9, 9, 1, 5), false),
  binary('FloorDiv', tf.floorDiv, binaryInt(-9, 9, -5, 0), false),
  binary('Mod', tf.mod, binaryFloat(-5, 5, 0.5, 2), false),
  binary('Mod', tf.mod, binaryInt(-9, 9, 1, 5), false),
  binary('Pow', tf.pow, binaryFloat(0.1, 2, -2, 2)),
  binary('Pow', tf.pow, binaryInt(0, 4), false),
  binary('Maximum', tf.maximum),
  binary('Maximum', tf.maximum, binaryInt(-3, 3), false),
  binary('Minimum', tf.minimum),
  binary('Minimum', tf.minimum, binaryInt(-3, 3), false),
  binary('SquaredDifference', tf.squaredDifference),
  {
    kernel: 'AddN',
    fn: (...all: tf.Tensor[]) => tf.addN(all),
    calls: [shapes([2, 3], [2, 3], [2, 3]), shapes([4])],
  },
]);
