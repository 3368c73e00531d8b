import * as tf from '@tensorflow/tfjs-core';
import type { RandomInput } from '../../random-inputs.test-support.js';
import { integers, type Draw, type KernelCase } from './kernel-case.test-support.js';

/** Operands of a matrix product whose batch axes broadcast. */
function matrices(draw: Draw): { shapes: [number[], number[]]; transposed: [boolean, boolean] } {
  const [rows, inner, columns] = [draw.size(), draw.size(), draw.size()];
  const [batchA = [], batchB = []] = draw.sizes === 'prime' ? [] : draw.broadcastShapes(2, 2);
  const transposed: [boolean, boolean] = [draw.coin(), draw.coin()];
  const a = transposed[0] ? [inner, rows] : [rows, inner];
  const b = transposed[1] ? [columns, inner] : [inner, columns];
  return {
    shapes: [
      [...batchA, ...a],
      [...batchB, ...b],
    ],
    transposed,
  };
}

const EQUATIONS = [
  'ij,jk->ik',
  'ij,kj->ik',
  'bij,bjk->bik',
  'bthd,bshd->bhts',
  'bhts,bshd->bthd',
  'btd,df->btf',
  'i,j->ij',
  'i,i->',
  'ij->ji',
  'ij->i',
  'ij->',
  'ijk->ki',
  'ij,j->i',
  'bij,ij->b',
  'bi,bj->ij',
  'ij,kl->ik',
  'abc,bd->adc',
];

/** Sum of products by broadcasting all operands to all labels. */
function einsumByBroadcasting(equation: string, tensors: readonly tf.Tensor[]): tf.Tensor {
  const [left, output] = equation.split('->') as [string, string];
  const operands = left.split(',');
  const labels = [...new Set(output + operands.join(''))];
  const spread = tensors.map((tensor, which) => {
    const own = operands[which] as string;
    const present = labels.filter((label) => own.includes(label));
    const ordered = tf.transpose(
      tensor,
      present.map((label) => own.indexOf(label)),
    );
    const shape = labels.map((label) => tensor.shape[own.indexOf(label)] ?? 1);
    return tf.reshape(ordered, shape);
  });
  const product = spread.reduce((result, each) => tf.mul(result, each));
  const summed = labels.flatMap((_, axis) => (axis >= output.length ? [axis] : []));
  return summed.length === 0 ? product : tf.sum(product, summed);
}

/** Matrix product by broadcasting the rows of `a` along the columns of `b`. */
function productByBroadcasting(
  [a, b]: readonly tf.Tensor[],
  [transposeA, transposeB]: readonly [boolean, boolean],
): tf.Tensor {
  const rows = (x: tf.Tensor, transposed: boolean) => {
    const axes = x.shape.map((_, axis) => axis);
    return transposed ? tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]) : x;
  };
  return tf.sum(
    tf.mul(
      tf.expandDims(rows(a as tf.Tensor, transposeA), -1),
      tf.expandDims(rows(b as tf.Tensor, transposeB), -3),
    ),
    -2,
  );
}

/** Matrix products and sums of products. */
export const productCases: readonly KernelCase[] = [
  {
    kernel: 'BatchMatMul',
    draw: (draw) => {
      const { shapes, transposed } = matrices(draw);
      return {
        inputs: shapes.map((shape) => ({ shape })),
        fn: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, ...transposed),
        reference: {
          reason: 'the cpu backend mixes up batches that broadcast, and divides by empty ones',
          fn: (...both) => productByBroadcasting(both, transposed),
        },
      };
    },
  },
  {
    kernel: 'BatchMatMul',
    draw: (draw) => {
      const { shapes, transposed } = matrices(draw);
      return {
        inputs: shapes.map((shape) => integers(shape, -9, 10)),
        fn: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, ...transposed),
        reference: {
          reason: 'the cpu backend mixes up batches that broadcast, and divides by empty ones',
          fn: (...both) => productByBroadcasting(both, transposed),
        },
      };
    },
  },
  {
    kernel: '_FusedMatMul',
    draw: (draw) => {
      const [rows, inner, columns] = [draw.size(), draw.size(), draw.size()];
      const activation = draw.pick([
        'linear',
        'relu',
        'relu6',
        'sigmoid',
        'elu',
        'leakyrelu',
        'prelu',
      ] as const);
      const inputs: RandomInput[] = [{ shape: [rows, inner] }, { shape: [inner, columns] }];
      if (draw.coin()) inputs.push({ shape: [columns] });
      return {
        inputs,
        fn: (a, b, bias) =>
          tf.fused.matMul({
            a: a as tf.Tensor,
            b: b as tf.Tensor,
            activation,
            ...(bias === undefined ? {} : { bias }),
            ...(activation === 'prelu'
              ? { preluActivationWeights: tf.fill([1, columns], 0.3) }
              : {}),
            ...(activation === 'leakyrelu' ? { leakyreluAlpha: 0.1 } : {}),
          }),
        // While a gradient is recorded, TF.js runs the kernels one by one instead.
        gradient: 'none',
      };
    },
  },
  {
    kernel: 'Einsum',
    draw: (draw) => {
      const equation = draw.pick(EQUATIONS);
      const operands = (equation.split('->')[0] as string).split(',');
      const sizes = new Map([...equation].map((label) => [label, draw.size()]));
      const dtype = draw.dtype(['float32', 'int32']);
      return {
        inputs: operands.map((labels): RandomInput => {
          const shape = [...labels].map((label) => sizes.get(label) as number);
          return dtype === 'int32' ? integers(shape, -9, 10) : { shape };
        }),
        fn: (...tensors) => tf.einsum(equation, ...tensors),
        reference: {
          reason: 'the cpu backend gives axes of size 1 too many, and has no gradient',
          fn: (...tensors) => einsumByBroadcasting(equation, tensors),
        },
      };
    },
  },
];
