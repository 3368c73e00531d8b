import * as tf from '@tensorflow/tfjs-core';
import type { HostDtype } from '../../index.js';
import { ofDtype, type KernelCase, type KernelSample } from './kernel-case.test-support.js';

type Unary = (x: tf.Tensor) => tf.Tensor;

/** Range of the inputs and what is checked besides float32. */
interface UnaryOptions {
  readonly from?: number;
  readonly to?: number;
  /** Other dtypes that the kernel takes. */
  readonly also?: readonly HostDtype[];
  readonly gradient?: KernelSample['gradient'];
}

function unary(kernel: string, fn: Unary, options: UnaryOptions = {}): KernelCase {
  const { from = -2, to = 2, also = [], gradient = 'smooth' } = options;
  return {
    kernel,
    draw: (draw) => {
      const dtype = draw.dtype(['float32', ...also]);
      const input =
        dtype === 'float32' ? { shape: draw.shape(), from, to } : ofDtype(draw.shape(), dtype);
      return { inputs: [input], fn: (x) => fn(x as tf.Tensor), gradient };
    },
  };
}

const numeric: UnaryOptions = { also: ['int32'] };
const kinked: UnaryOptions = { gradient: 'kinked' };
const anyDtype: UnaryOptions = { also: ['int32', 'bool'], gradient: 'kinked' };
const within = (from: number, to: number): UnaryOptions => ({ from, to });

/** x where the test holds, 0 elsewhere: a float32 result through which the gradient of the test is reached. */
const masked =
  (test: Unary): Unary =>
  (x) =>
    x.dtype === 'float32' ? tf.mul(tf.clipByValue(x, -9, 9), tf.cast(test(x), 'float32')) : test(x);

/** Kernels of one tensor, element by element. */
export const unaryCases: readonly KernelCase[] = [
  unary('Abs', tf.abs, { ...numeric, ...kinked }),
  unary('Acos', tf.acos, within(-0.9, 0.9)),
  unary('Acosh', tf.acosh, within(1.5, 3)),
  unary('Asin', tf.asin, within(-0.9, 0.9)),
  unary('Asinh', tf.asinh),
  unary('Atan', tf.atan),
  unary('Atanh', tf.atanh, within(-0.9, 0.9)),
  unary('Cast', (x) => tf.cast(x, 'float32'), { also: ['int32', 'bool'] }),
  unary('Cast', (x) => tf.cast(x, 'int32'), { ...anyDtype, gradient: 'none' }),
  unary('Cast', (x) => tf.cast(x, 'bool'), { ...anyDtype, gradient: 'none' }),
  unary('Ceil', tf.ceil, kinked),
  unary('ClipByValue', (x) => tf.clipByValue(x, -0.5, 1), { ...numeric, ...kinked }),
  unary('Cos', tf.cos),
  unary('Cosh', tf.cosh),
  unary('Elu', tf.elu),
  unary('EluGrad', (y) => tf.grad((x) => tf.elu(x))(y), { gradient: 'none' }),
  unary('Erf', tf.erf),
  unary('Exp', tf.exp, { also: ['bool'] }),
  unary('Expm1', tf.expm1),
  unary('Floor', tf.floor, kinked),
  unary('Identity', (x) => tf.clone(x), { also: ['int32', 'bool'] }),
  unary('IsFinite', (x) => tf.isFinite(tf.log(tf.relu(x))), { gradient: 'none' }),
  unary('IsFinite', masked(tf.isFinite), anyDtype),
  unary('IsInf', masked(tf.isInf), anyDtype),
  unary('IsInf', (x) => tf.isInf(tf.div(1, tf.relu(x))), { gradient: 'none' }),
  unary('IsNan', masked(tf.isNaN), anyDtype),
  unary('IsNan', (x) => tf.isNaN(tf.log(x)), { gradient: 'none' }),
  unary('LeakyRelu', (x) => tf.leakyRelu(x, 0.3), { ...anyDtype }),
  unary('Log', tf.log, within(0.1, 3)),
  unary('Log1p', tf.log1p, within(-0.5, 3)),
  unary('Neg', tf.neg, numeric),
  unary('OnesLike', (x) => tf.mul(x, tf.onesLike(x)), numeric),
  unary('OnesLike', tf.onesLike, anyDtype),
  unary('Reciprocal', tf.reciprocal, within(0.5, 2)),
  unary('Relu', tf.relu, { ...numeric, ...kinked }),
  unary('Relu6', tf.relu6, { from: -3, to: 9, also: ['int32'], gradient: 'kinked' }),
  unary('Round', tf.round, { from: -5, to: 5, also: ['int32'], gradient: 'kinked' }),
  unary('Round', (x) => tf.round(tf.div(tf.floor(tf.mul(x, 4)), 2)), kinked),
  unary('Rsqrt', tf.rsqrt, within(0.3, 3)),
  unary('Selu', tf.selu, kinked),
  unary('Sigmoid', tf.sigmoid, within(-9, 9)),
  unary('Sign', tf.sign, { ...numeric, ...kinked }),
  unary('Sin', tf.sin),
  unary('Sinh', tf.sinh),
  unary('Softplus', tf.softplus, within(-30, 30)),
  unary('Sqrt', tf.sqrt, within(0.1, 4)),
  unary('Square', tf.square, numeric),
  unary('Step', (x) => tf.step(x), { ...numeric, ...kinked }),
  unary('Step', (x) => tf.step(x, 0.25), kinked),
  unary('Tan', tf.tan, within(-1, 1)),
  unary('Tanh', tf.tanh),
  unary('ZerosLike', (x) => tf.add(x, tf.zerosLike(x)), numeric),
  unary('ZerosLike', tf.zerosLike, anyDtype),
  {
    kernel: 'LogicalNot',
    draw: (draw) => ({
      inputs: [{ shape: draw.shape(), dtype: 'bool' }],
      fn: (x) => tf.logicalNot(x as tf.Tensor),
    }),
  },
];
