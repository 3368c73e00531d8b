import * as tf from '@tensorflow/tfjs-core';
import type { HostDtype } from '../../index.js';
import type { RandomInput } from '../../random-inputs.test-support.js';
import { integers, type KernelCase, type KernelSample } from './kernel-case.test-support.js';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Range = readonly [from: number, to: number];

/** Ranges of both operands per dtype; a dtype without ranges is not drawn. */
interface BinaryOptions {
  readonly float32?: readonly [Range, Range];
  readonly int32?: readonly [Range, Range];
  readonly bool?: boolean;
  readonly gradient?: KernelSample['gradient'];
}

const both = (from: number, to: number): readonly [Range, Range] => [
  [from, to],
  [from, to],
];

function binary(
  kernel: string,
  fn: Binary,
  { float32, int32, bool = false, gradient = 'smooth' }: BinaryOptions,
): KernelCase {
  const dtypes: HostDtype[] = [
    ...(float32 ? (['float32'] as const) : []),
    ...(int32 ? (['int32'] as const) : []),
    ...(bool ? (['bool'] as const) : []),
  ];
  return {
    kernel,
    draw: (draw) => {
      const dtype = draw.dtype(dtypes);
      const ranges = dtype === 'int32' ? int32 : float32;
      const inputs = draw.broadcastShapes(2).map((shape, which): RandomInput => {
        if (dtype === 'bool') return { shape, dtype };
        const [from, to] = ranges?.[which] as Range;
        return { shape, dtype, from, to };
      });
      return { inputs, fn: (a, b) => fn(a as tf.Tensor, b as tf.Tensor), gradient };
    },
  };
}

const numeric = { float32: both(-2, 2), int32: both(-9, 9) };
const comparable = { float32: both(-2, 2), int32: both(0, 3), bool: true };

/** a where the comparison holds, 0 elsewhere: a float32 result through which the gradient of the comparison is reached. */
const masked =
  (compare: Binary): Binary =>
  (a, b) =>
    a.dtype === 'float32' ? tf.mul(a, tf.cast(compare(a, b), 'float32')) : compare(a, b);

/** Kernels of two or three tensors that broadcast. */
export const binaryCases: readonly KernelCase[] = [
  binary('Add', tf.add, numeric),
  binary('Sub', tf.sub, numeric),
  binary('Multiply', tf.mul, numeric),
  binary('RealDiv', tf.div, {
    float32: [
      [-2, 2],
      [0.5, 2],
    ],
  }),
  // TF.js's gradient of floorDiv is that of the quotient before rounding.
  binary('FloorDiv', (a, b) => tf.cast(tf.floorDiv(a, b), 'float32'), {
    float32: [
      [-5, 5],
      [0.5, 2],
    ],
    gradient: 'kinked',
  }),
  binary('FloorDiv', tf.floorDiv, {
    int32: [
      [-9, 9],
      [1, 5],
    ],
  }),
  binary('FloorDiv', tf.floorDiv, {
    int32: [
      [-9, 9],
      [-5, 0],
    ],
  }),
  binary('Mod', tf.mod, {
    float32: [
      [-5, 5],
      [0.5, 2],
    ],
    int32: [
      [-9, 9],
      [1, 5],
    ],
    gradient: 'kinked',
  }),
  binary('Mod', tf.mod, {
    int32: [
      [-9, 9],
      [-5, 0],
    ],
  }),
  binary('Pow', tf.pow, {
    float32: [
      [0.3, 2],
      [-2, 2],
    ],
    int32: both(0, 4),
  }),
  binary('Maximum', tf.maximum, { ...numeric, gradient: 'kinked' }),
  binary('Minimum', tf.minimum, { ...numeric, gradient: 'kinked' }),
  binary('SquaredDifference', tf.squaredDifference, numeric),
  binary('Atan2', tf.atan2, {
    float32: [
      [-2, 2],
      [0.3, 2],
    ],
  }),
  binary('Atan2', tf.atan2, { float32: both(-2, 2), gradient: 'kinked' }),
  // Zeros and equal signs on both sides: every quadrant and both axes.
  binary('Atan2', (a, b) => tf.atan2(tf.cast(a, 'float32'), tf.cast(b, 'float32')), {
    int32: both(-2, 3),
    gradient: 'none',
  }),
  binary('Prelu', tf.prelu, { float32: both(-2, 2), gradient: 'kinked' }),
  binary('Equal', tf.equal, { ...comparable, gradient: 'none' }),
  binary('NotEqual', tf.notEqual, { ...comparable, gradient: 'none' }),
  binary('Greater', tf.greater, { ...comparable, gradient: 'none' }),
  binary('GreaterEqual', masked(tf.greaterEqual), { ...comparable, gradient: 'kinked' }),
  binary('Less', tf.less, { ...comparable, gradient: 'none' }),
  binary('LessEqual', tf.lessEqual, { ...comparable, gradient: 'none' }),
  binary('LogicalAnd', tf.logicalAnd, { bool: true }),
  binary('LogicalOr', tf.logicalOr, { bool: true }),
  {
    kernel: 'AddN',
    draw: (draw) => {
      const shape = draw.shape();
      const dtype = draw.dtype(['float32', 'int32']);
      const inputs = Array.from({ length: draw.integer(1, 4) }, (): RandomInput =>
        dtype === 'int32' ? integers(shape, -9, 9) : { shape },
      );
      return { inputs, fn: (...all) => tf.addN(all) };
    },
  },
  {
    kernel: 'Select',
    draw: (draw) => {
      const dtype = draw.dtype();
      // tf.where hands what broadcasts to size 0 on as it is: tf.broadcastTo does nothing there.
      const shape = draw.shape();
      const [condition = [], t = [], e = []] =
        draw.sizes === 'empty' ? [shape, shape, shape] : draw.broadcastShapes(3);
      const operand = (shape: readonly number[]): RandomInput => ({ shape, dtype });
      return {
        inputs: [{ shape: condition, dtype: 'bool' }, operand(t), operand(e)],
        fn: (c, yes, no) => tf.where(c as tf.Tensor, yes as tf.Tensor, no as tf.Tensor),
      };
    },
  },
  {
    // A condition of rank 1 picks rows; only the kernel does that, tf.where broadcasts first.
    kernel: 'Select',
    draw: (draw) => {
      const shape = draw.shape(2, 4);
      return {
        inputs: [{ shape: shape.slice(0, 1), dtype: 'bool' }, { shape }, { shape }],
        fn: (condition, t, e) =>
          tf.engine().runKernel('Select', {
            condition: condition as tf.Tensor,
            t: t as tf.Tensor,
            e: e as tf.Tensor,
          }) as tf.Tensor,
        gradient: 'none',
        reference: {
          reason: 'the cpu backend takes the row number for the position of an element',
          fn: (condition, t, e) => {
            const column = tf.reshape(
              condition as tf.Tensor,
              shape.map((dim, axis) => (axis === 0 ? dim : 1)),
            );
            return tf.where(column, t as tf.Tensor, e as tf.Tensor);
          },
        },
      };
    },
  },
];
