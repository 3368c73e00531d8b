import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  expectSameTensors,
  gradientsOf,
  runEagerly,
  runJitted,
  type TensorFunction,
} from '../eager-reference.test-support.js';
import { drawInput, randomNumbers, type RandomInput } from '../random-inputs.test-support.js';
import { RANDOM_UNIFORM_KERNEL } from './creation.js';
import { kernelTranslations } from './register-kernels.js';

interface KernelCase {
  readonly kernel: string;
  readonly fn: TensorFunction;
  /** Each entry is one call: the inputs it draws. */
  readonly calls: readonly (readonly RandomInput[])[];
  /** Whether the gradient is compared too. Default true. */
  readonly differentiable?: boolean;
}

const shapes = (...list: number[][]): RandomInput[] => list.map((shape) => ({ shape }));
const ints = (shape: number[], from: number, to: number): RandomInput => ({
  shape,
  dtype: 'int32',
  from,
  to,
});
const bools = (shape: number[]): RandomInput => ({ shape, dtype: 'bool' });

/** Pairs of shapes: equal, scalar, broadcast on either and on both sides, empty. */
const pairs: readonly (readonly [number[], number[]])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[], [4]],
  [
    [3, 1, 5],
    [4, 1],
  ],
  [[1], []],
  [[7], [2, 1, 7]],
  [
    [0, 3],
    [1, 3],
  ],
];
const within = (shape: number[], from: number, to: number): RandomInput => ({ shape, from, to });
const binaryFloat = (from = -2, to = 2, fromB = from, toB = to) =>
  pairs.map(([a, b]) => [within(a, from, to), within(b, fromB, toB)]);
const binaryInt = (from: number, to: number) =>
  pairs.map(([a, b]) => [ints(a, from, to), ints(b, from, to)]);
const unaryShapes = [[], [1], [3, 4], [2, 1, 5], [0]];
const unaryFloat = (from = -2, to = 2) => unaryShapes.map((shape) => [within(shape, from, to)]);

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
const unary = (kernel: string, fn: Unary, from?: number, to?: number): KernelCase => ({
  kernel,
  fn: (x) => fn(x as tf.Tensor),
  calls: unaryFloat(from, to),
  differentiable: !withoutGradient.has(kernel),
});
const withoutGradient = new Set(['EluGrad', 'IsNan', 'IsInf', 'IsFinite']);
const binary = (
  kernel: string,
  fn: Binary,
  calls = binaryFloat(),
  differentiable = true,
): KernelCase => ({
  kernel,
  fn: (a, b) => fn(a as tf.Tensor, b as tf.Tensor),
  calls,
  differentiable,
});

const cases: readonly KernelCase[] = [
  binary('Add', tf.add),
  binary('Add', tf.add, binaryInt(-9, 9), false),
  binary('Sub', tf.sub),
  binary('Sub', tf.sub, binaryInt(-9, 9), false),
  binary('Multiply', tf.mul),
  binary('Multiply', tf.mul, binaryInt(-9, 9), false),
  binary('RealDiv', tf.div, binaryFloat(-2, 2, 0.5, 2)),
  binary('FloorDiv', tf.floorDiv, binaryFloat(-5, 5, 0.5, 2), false),
  binary(
    'FloorDiv',
    tf.floorDiv,
    binaryInt(-9, 9).map(([a, b]) => [a as RandomInput, { ...(b as RandomInput), from: 1, to: 5 }]),
    false,
  ),
  binary(
    'FloorDiv',
    tf.floorDiv,
    binaryInt(-9, 9).map(([a, b]) => [
      a as RandomInput,
      { ...(b as RandomInput), from: -5, to: 0 },
    ]),
    false,
  ),
  binary('Mod', tf.mod, binaryFloat(-5, 5, 0.5, 2), false),
  binary(
    'Mod',
    tf.mod,
    binaryInt(-9, 9).map(([a, b]) => [a as RandomInput, { ...(b as RandomInput), from: 1, to: 5 }]),
    false,
  ),
  binary('Pow', tf.pow, binaryFloat(0.1, 2, -2, 2)),
  binary('Pow', tf.pow, binaryInt(0, 4), false),
  binary('Maximum', tf.maximum),
  binary('Maximum', tf.maximum, binaryInt(-3, 3), false),
  binary('Minimum', tf.minimum),
  binary('Minimum', tf.minimum, binaryInt(-3, 3), false),
  binary('SquaredDifference', tf.squaredDifference),
  {
    kernel: 'AddN',
    fn: (...all) => tf.addN(all),
    calls: [shapes([2, 3], [2, 3], [2, 3]), shapes([4])],
  },

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
    fn: (x, alpha) => tf.prelu(x as tf.Tensor, alpha as tf.Tensor),
    calls: [shapes([3, 4], [4]), shapes([2, 3, 4], [3, 4])],
  },
  {
    kernel: 'Abs',
    fn: (x) => tf.abs(x as tf.Tensor),
    calls: [[ints([3, 3], -5, 5)]],
    differentiable: false,
  },
  {
    kernel: 'Neg',
    fn: (x) => tf.neg(x as tf.Tensor),
    calls: [[ints([3, 3], -5, 5)]],
    differentiable: false,
  },
  {
    kernel: 'Relu',
    fn: (x) => tf.relu(x as tf.Tensor),
    calls: [[ints([3, 3], -5, 5)]],
    differentiable: false,
  },

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
    fn: (x) => tf.logicalNot(x as tf.Tensor),
    calls: [[bools([2, 3])]],
    differentiable: false,
  },
  {
    kernel: 'Select',
    fn: (c, t, e) => tf.where(c as tf.Tensor, t as tf.Tensor, e as tf.Tensor),
    calls: [
      [bools([2, 3]), ...shapes([2, 3], [2, 3])],
      [bools([3]), ...shapes([2, 3], [1])],
      [bools([4, 1, 2]), ...shapes([3, 1], [])],
    ],
  },
  {
    kernel: 'Select',
    fn: (c, t, e) => tf.where(c as tf.Tensor, t as tf.Tensor, e as tf.Tensor),
    calls: [
      [bools([4]), ints([4], 0, 9), ints([4], 0, 9)],
      [bools([4]), bools([4]), bools([4])],
    ],
    differentiable: false,
  },
  {
    kernel: 'Cast',
    fn: (x) => [
      tf.cast(x as tf.Tensor, 'int32'),
      tf.cast(x as tf.Tensor, 'bool'),
      tf.cast(x as tf.Tensor, 'float32'),
    ],
    calls: [[within([3, 3], -3, 3)], [ints([5], -1, 2)], [bools([4])]],
    differentiable: false,
  },

  ...(
    [
      ['Sum', tf.sum],
      ['Mean', tf.mean],
      ['Max', tf.max],
      ['Min', tf.min],
    ] as const
  ).map(([kernel, fn]): KernelCase => ({
    kernel,
    fn: (x) => [
      fn(x as tf.Tensor),
      fn(x as tf.Tensor, 0),
      fn(x as tf.Tensor, [0, 1], true),
      fn(x as tf.Tensor, -1, true),
    ],
    calls: [shapes([3, 4]), shapes([2, 3, 4]), shapes([1, 5, 1])],
  })),
  {
    kernel: 'Prod',
    fn: (x) => [
      tf.prod(x as tf.Tensor),
      tf.prod(x as tf.Tensor, 0),
      tf.prod(x as tf.Tensor, [0, 1], true),
    ],
    calls: [shapes([3, 4]), shapes([2, 3, 4])],
    differentiable: false,
  },
  {
    kernel: 'Sum',
    fn: (x) => tf.sum(tf.mul(tf.ones([4, 3]), x as tf.Tensor), 0),
    calls: [shapes([3]), shapes([1, 1])],
  },
  {
    kernel: 'Sum',
    fn: (x) => [tf.sum(x as tf.Tensor, 1), tf.max(x as tf.Tensor), tf.prod(x as tf.Tensor, 0)],
    calls: [[ints([3, 4], -4, 4)]],
    differentiable: false,
  },
  {
    kernel: 'All',
    fn: (x) => [tf.all(x as tf.Tensor), tf.all(x as tf.Tensor, 1)],
    calls: [[bools([3, 2])]],
    differentiable: false,
  },
  {
    kernel: 'Any',
    fn: (x) => [tf.any(x as tf.Tensor), tf.any(x as tf.Tensor, 0, true)],
    calls: [[bools([3, 2])]],
    differentiable: false,
  },
  {
    kernel: 'ArgMax',
    fn: (x) => [tf.argMax(x as tf.Tensor), tf.argMax(x as tf.Tensor, -1)],
    calls: [shapes([3, 4]), [ints([6], 0, 3)]],
    differentiable: false,
  },
  {
    kernel: 'ArgMin',
    fn: (x) => [tf.argMin(x as tf.Tensor), tf.argMin(x as tf.Tensor, -1)],
    calls: [shapes([3, 4])],
    differentiable: false,
  },
  {
    kernel: 'Cumsum',
    fn: (x) => [
      tf.cumsum(x as tf.Tensor, 0),
      tf.cumsum(x as tf.Tensor, 1, true),
      tf.cumsum(x as tf.Tensor, 1, false, true),
    ],
    calls: [shapes([3, 4]), shapes([2, 3, 4])],
  },
  {
    kernel: 'Softmax',
    fn: (x) => tf.softmax(x as tf.Tensor),
    calls: [shapes([5]), shapes([3, 4]), [within([2, 3, 4], -90, 90)]],
  },
  {
    kernel: 'LogSoftmax',
    fn: (x) => tf.logSoftmax(x as tf.Tensor),
    calls: [shapes([5]), shapes([3, 4]), [within([2, 3, 4], -90, 90)]],
  },

  {
    kernel: 'BatchMatMul',
    fn: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
    calls: [
      shapes([2, 3], [3, 4]),
      shapes([5, 2, 3], [5, 3, 4]),
      shapes([2, 2, 2, 3], [2, 2, 3, 1]),
    ],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, true, false),
    calls: [shapes([3, 2], [3, 4]), shapes([5, 3, 2], [5, 3, 4])],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, false, true),
    calls: [shapes([2, 3], [4, 3]), shapes([5, 2, 3], [5, 4, 3])],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, true, true),
    calls: [shapes([3, 2], [4, 3]), shapes([5, 3, 2], [5, 4, 3])],
  },
  {
    kernel: 'BatchMatMul',
    fn: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
    calls: [shapes([5, 2, 3], [1, 3, 4]), shapes([2, 3], [6, 3, 4]), shapes([2, 4, 3, 2], [2, 3])],
  },
  ...(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu'] as const).map(
    (activation): KernelCase => ({
      kernel: '_FusedMatMul',
      fn: (a, b, bias) =>
        tf.fused.matMul({
          a: a as tf.Tensor,
          b: b as tf.Tensor,
          bias: bias as tf.Tensor,
          activation,
          leakyreluAlpha: 0.1,
        }),
      calls: [shapes([2, 3], [3, 4], [4])],
      differentiable: activation === 'linear' || activation === 'relu',
    }),
  ),

  {
    kernel: 'Reshape',
    fn: (x) => tf.mul(tf.reshape(x as tf.Tensor, [-1, 2]), [1, 2]),
    calls: [shapes([3, 4]), shapes([2]), shapes([0, 2])],
  },
  {
    kernel: 'ExpandDims',
    fn: (x) => [
      tf.expandDims(x as tf.Tensor),
      tf.expandDims(x as tf.Tensor, -1),
      tf.squeeze(x as tf.Tensor),
    ],
    calls: [shapes([3, 1, 4]), shapes([2])],
  },
  {
    kernel: 'Transpose',
    fn: (x) => [tf.transpose(x as tf.Tensor), tf.transpose(x as tf.Tensor, [1, 0, 2])],
    calls: [shapes([2, 3, 4])],
  },
  {
    kernel: 'Tile',
    fn: (x) => tf.tile(x as tf.Tensor, [2, 1, 3]),
    calls: [shapes([1, 3, 2]), shapes([2, 2, 2]), shapes([1, 5, 1])],
  },
  {
    kernel: 'BroadcastTo',
    fn: (x) => tf.mul(tf.broadcastTo(x as tf.Tensor, [2, 3, 4]), tf.range(0, 4)),
    calls: [shapes([1, 3, 1]), shapes([4]), shapes([2, 3, 4])],
  },
  { kernel: 'Identity', fn: (x) => tf.clone(x as tf.Tensor), calls: [shapes([2, 3])] },

  {
    kernel: 'Slice',
    fn: (x) => [tf.slice(x as tf.Tensor, [1, 0], [2, -1]), tf.slice(x as tf.Tensor, [0, 1])],
    calls: [shapes([3, 4]), shapes([5, 2])],
  },
  {
    kernel: 'StridedSlice',
    fn: (x) => [
      tf.stridedSlice(x as tf.Tensor, [0, 1], [4, 4], [2, 2]),
      tf.stridedSlice(x as tf.Tensor, [3, 4], [-9, 0], [-1, -2]),
      tf.stridedSlice(x as tf.Tensor, [1, 0], [2, 3], [1, 1], 0, 0, 0, 0, 1),
    ],
    calls: [shapes([4, 5])],
    differentiable: false,
  },
  {
    kernel: 'Concat',
    fn: (...all) => [tf.concat(all, 0), tf.concat(all.slice(0, 1), 1)],
    calls: [shapes([2, 3], [1, 3], [0, 3])],
  },
  {
    kernel: 'Concat',
    fn: (...all) => tf.concat(all, -1),
    calls: [
      shapes([2, 3], [2, 1]),
      [ints([2, 1], 0, 5), ints([2, 2], 0, 5)].map((each) => ({ ...each, dtype: 'float32' })),
    ],
  },
  {
    kernel: 'SplitV',
    fn: (x) => [...tf.split(x as tf.Tensor, 2, 1), ...tf.split(x as tf.Tensor, [1, 2], 0)],
    calls: [shapes([3, 4]), shapes([3, 2, 2])],
  },
  {
    kernel: 'Pack',
    fn: (...all) => [tf.stack(all), tf.stack(all, 1)],
    calls: [shapes([2, 3], [2, 3])],
  },
  {
    kernel: 'Unpack',
    fn: (x) => [...tf.unstack(x as tf.Tensor), ...tf.unstack(x as tf.Tensor, -1)],
    calls: [shapes([3, 2]), shapes([1, 2, 2])],
  },
  {
    kernel: 'PadV2',
    fn: (x) =>
      tf.pad(
        x as tf.Tensor,
        [
          [1, 0],
          [2, 3],
        ],
        0.5,
      ),
    calls: [shapes([2, 3]), shapes([1, 1])],
  },
  {
    kernel: 'PadV2',
    fn: (x) => tf.pad(x as tf.Tensor, [[1, 2]], 1),
    calls: [[ints([3], 0, 9)], [bools([3])]],
    differentiable: false,
  },
  {
    kernel: 'Reverse',
    fn: (x) => [tf.reverse(x as tf.Tensor), tf.reverse(x as tf.Tensor, 1)],
    calls: [shapes([3, 4])],
  },

  {
    kernel: 'GatherV2',
    fn: (x, i) => [
      tf.gather(x as tf.Tensor, i as tf.Tensor),
      tf.gather(x as tf.Tensor, i as tf.Tensor, 1),
    ],
    calls: [
      [...shapes([3, 4]), ints([5], 0, 3)],
      [...shapes([3, 3, 2]), ints([2, 2], 0, 3)],
      [...shapes([4, 4]), ints([], 0, 4)],
    ],
  },
  {
    kernel: 'GatherNd',
    fn: (x, i) => tf.gatherND(x as tf.Tensor, i as tf.Tensor),
    calls: [
      [...shapes([3, 4]), ints([5, 2], 0, 3)],
      [...shapes([3, 4]), ints([2, 1], 0, 3)],
    ],
    differentiable: false,
  },
  {
    kernel: 'ScatterNd',
    fn: (i, x) => tf.scatterND(i as tf.Tensor, x as tf.Tensor, [4, 3]),
    calls: [
      [ints([6, 1], 0, 4), ...shapes([6, 3])],
      [ints([6, 2], 0, 3), ...shapes([6])],
    ],
    differentiable: false,
  },
  {
    kernel: 'UnsortedSegmentSum',
    fn: (x, i) => tf.unsortedSegmentSum(x as tf.Tensor, i as tf.Tensor1D, 4),
    calls: [
      [...shapes([6, 3]), ints([6], 0, 4)],
      [...shapes([5]), ints([5], 0, 4)],
      [...shapes([5, 2, 2]), ints([5], 0, 4)],
    ],
  },
  {
    kernel: 'OneHot',
    fn: (i) => [
      tf.oneHot(i as tf.Tensor, 3),
      tf.oneHot(i as tf.Tensor, 3, 2, -1),
      tf.oneHot(i as tf.Tensor, 3, 1, 0, 'bool'),
    ],
    calls: [[ints([4], 0, 3)], [ints([2, 3], 0, 3)]],
    differentiable: false,
  },
  {
    kernel: 'TopK',
    fn: (x) => {
      const { values, indices } = tf.topk(x as tf.Tensor, 2);
      return [values, indices];
    },
    calls: [shapes([5]), shapes([3, 4]), [within([3, 9], 0, 0)]],
    differentiable: false,
  },

  {
    kernel: 'Fill',
    fn: (x) => tf.add(tf.fill([2, 3], 1.5), x as tf.Tensor),
    calls: [shapes([3]), shapes([1, 1])],
  },
  {
    kernel: 'OnesLike',
    fn: (x) => [tf.onesLike(x as tf.Tensor), tf.mul(tf.onesLike(x as tf.Tensor), x as tf.Tensor)],
    calls: [shapes([2, 3])],
  },
  {
    kernel: 'ZerosLike',
    fn: (x) => [tf.zerosLike(x as tf.Tensor), tf.add(tf.zerosLike(x as tf.Tensor), x as tf.Tensor)],
    calls: [shapes([2, 3])],
  },
  {
    kernel: 'Range',
    fn: (x) => [
      tf.mul(tf.range(0, 6, 2), x as tf.Tensor),
      tf.range(5, 0, -1, 'int32'),
      tf.range(0, 0),
    ],
    calls: [shapes([3])],
  },
  {
    kernel: 'LinSpace',
    fn: (x) => [tf.mul(tf.linspace(-1, 2, 4), x as tf.Tensor), tf.linspace(3, 3, 1)],
    calls: [shapes([4])],
  },
  {
    kernel: 'Einsum',
    fn: (a, b) => tf.einsum('ij,jk->ki', a as tf.Tensor, b as tf.Tensor),
    calls: [shapes([2, 3], [3, 4])],
    differentiable: false,
  },
  {
    kernel: 'Einsum',
    fn: (a, b) => tf.einsum('bhtd,bhsd->bhts', a as tf.Tensor, b as tf.Tensor),
    calls: [shapes([2, 2, 3, 4], [2, 2, 5, 4])],
    differentiable: false,
  },
  {
    kernel: 'TensorScatterUpdate',
    fn: (x, i, u) => tf.tensorScatterUpdate(x as tf.Tensor, i as tf.Tensor, u as tf.Tensor),
    calls: [[...shapes([4, 3]), ints([1, 1], 0, 4), ...shapes([1, 3])]],
    differentiable: false,
  },
  {
    kernel: 'Fill',
    fn: (x) => tf.sum(tf.matMul(tf.mul(tf.ones([4, 3]), x as tf.Tensor), tf.fill([3, 2], 0.5))),
    calls: [shapes([3]), shapes([4, 1])],
  },
];

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.keys(kernelTranslations).filter((kernel) => kernel !== RANDOM_UNIFORM_KERNEL))(
  '%s',
  (kernel) => {
    const ofKernel = cases.filter((each) => each.kernel === kernel);

    test('has a case', () => expect(ofKernel.length).toBeGreaterThan(0));

    const calls = ofKernel.flatMap(({ calls: list, ...rest }) =>
      list.map((inputs) => ({ ...rest, inputs })),
    );
    test.each(calls)('$inputs', async ({ fn, inputs, differentiable = true }) => {
      const random = randomNumbers(inputs.length + calls.length);
      const values = inputs.map((each) => drawInput(each, random));
      expectSameTensors(await runJitted(fn, values), runEagerly(fn, values));
      // TF.js's own broadcasting gradients fail on empty tensors.
      if (!differentiable || inputs.some(({ shape }) => shape.includes(0))) return;
      const gradient = gradientsOf(fn, values);
      expectSameTensors(await runJitted(gradient, values), runEagerly(gradient, values), 2e-4);
    });
  },
);
