import * as tf from '@tensorflow/tfjs-core';
import { unaryKernels } from './unary.js';
import { ints, shapes, within, testKernels, type KernelCase } from './kernel-cases.test-support.js';

const unaryShapes = [[], [1], [3, 4], [2, 1, 5], [0]];
const withoutGradient = new Set(['EluGrad', 'IsNan', 'IsInf', 'IsFinite']);

type Unary = (x: tf.Tensor) => tf.Tensor;
const unary = (kernel: string, fn: Unary, from = -2, to = 2): KernelCase => ({
  kernel,
  fn: (x: tf.Tensor) => fn(x),
  calls: unaryShapes.map((shape) => [within(shape, from, to)]),
  differentiable: !withoutGradient.has(kernel),
});

testKernels(unaryKernels, [
  unary('Abs', tf.abs),
  unary('Acos', tf.acos, -0.9, 0.9),
  unary('Acosh', tf.acosh, 1.5, 3),
  unary('Asin', tf.asin, -0.9, 0.9),
  unary('Asinh', tf.asinh),
  unary('Atan', tf.atan),
  unary('Atanh', tf.atanh, -0.9, 0.9),
  unary('Ceil', tf.ceil),
  unary('Cos', tf.cos),
  unary('Cosh', tf.cosh),
  unary('Elu', tf.elu),
  unary('Erf', tf.erf),
  unary('Exp', tf.exp),
  unary('Expm1', tf.expm1),
  unary('Floor', tf.floor),
  unary('Log', tf.log, 0.1, 3),
  unary('Log1p', tf.log1p, -0.5, 3),
  unary('LeakyRelu', (x) => tf.leakyRelu(x, 0.3)),
  unary('Neg', tf.neg),
  unary('Reciprocal', tf.reciprocal, 0.5, 2),
  unary('Relu', tf.relu),
  unary('Relu6', tf.relu6, -3, 9),
  unary('Round', tf.round),
  unary('Rsqrt', tf.rsqrt, 0.3, 3),
  unary('Selu', tf.selu),
  unary('Sigmoid', tf.sigmoid, -9, 9),
  unary('Sign', tf.sign, -2, 2),
  unary('Sin', tf.sin),
  unary('Sinh', tf.sinh),
  unary('Softplus', tf.softplus),
  unary('Sqrt', tf.sqrt, 0.1, 4),
  unary('Square', tf.square),
  unary('Step', tf.step),
  unary('Step', (x) => tf.step(x, 0.25)),
  unary('Tan', tf.tan, -1, 1),
  unary('Tanh', tf.tanh),
  unary('ClipByValue', (x) => tf.clipByValue(x, -0.5, 1)),
  unary('EluGrad', (y) => tf.grad((x) => tf.elu(x))(y)),
  unary('IsNan', (x) => tf.isNaN(tf.log(x))),
  unary('IsInf', (x) => tf.isInf(tf.div(1, tf.relu(x)))),
  unary('IsFinite', (x) => tf.isFinite(tf.log(tf.relu(x)))),
  {
    kernel: 'Prelu',
    fn: (x: tf.Tensor, alpha: tf.Tensor) => tf.prelu(x, alpha),
    calls: [shapes([3, 4], [4]), shapes([2, 3, 4], [3, 4])],
  },
  {
    kernel: 'Abs',
    fn: (x: tf.Tensor) => tf.abs(x),
    calls: [[ints([3, 3], -5, 5)]],
    differentiable: false,
  },
  {
    kernel: 'Neg',
    fn: (x: tf.Tensor) => tf.neg(x),
    calls: [[ints([3, 3], -5, 5)]],
    differentiable: false,
  },
  {
    kernel: 'Relu',
    fn: (x: tf.Tensor) => tf.relu(x),
    calls: [[ints([3, 3], -5, 5)]],
    differentiable: false,
  },
]);
