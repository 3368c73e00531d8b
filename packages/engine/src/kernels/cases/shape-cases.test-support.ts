import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../tensor-spec.js';
import { isEmpty, ofDtype, type Draw, type KernelCase } from './kernel-case.test-support.js';

/** One tensor of any dtype. */
function shaped(
  kernel: string,
  fromRank: number,
  make: (draw: Draw, shape: number[]) => (x: tf.Tensor) => tf.Tensor | tf.Tensor[],
): KernelCase {
  return {
    kernel,
    draw: (draw) => {
      const [shape, dtype] = [draw.shape(fromRank), draw.dtype()];
      const fn = make(draw, shape);
      return { inputs: [ofDtype(shape, dtype)], fn: (x) => fn(x as tf.Tensor) };
    },
  };
}

/** Several tensors of one dtype that are joined along an axis of random sizes. */
const concat: KernelCase = {
  kernel: 'Concat',
  draw: (draw) => {
    const [shape, dtype] = [draw.shape(1), draw.dtype()];
    const axis = draw.axis(shape);
    const inputs = Array.from({ length: draw.integer(1, 4) }, () =>
      ofDtype(shape.with(axis, draw.integer(0, 3)), dtype),
    );
    return { inputs, fn: (...all) => tf.concat(all, axis) };
  },
};

const pack: KernelCase = {
  kernel: 'Pack',
  draw: (draw) => {
    const [shape, dtype] = [draw.shape(), draw.dtype()];
    const axis = draw.integer(-shape.length - 1, shape.length);
    const inputs = Array.from({ length: draw.integer(1, 4) }, () => ofDtype(shape, dtype));
    return { inputs, fn: (...all) => tf.stack(all, axis) };
  },
};

/** Numbers at least 0 that sum to `total`. */
function partition(draw: Draw, total: number): number[] {
  const sizes: number[] = [];
  for (let rest = total; rest > 0; rest -= sizes.at(-1) as number)
    sizes.push(draw.integer(0, rest));
  return sizes.length === 0 ? [0] : sizes;
}

/** The positions that `start:end:stride` picks from an axis, with Python's meaning. */
function slicePositions(
  dim: number,
  [start, end]: readonly [number | undefined, number | undefined],
  stride: number,
): number[] {
  const [lowest, highest] = stride > 0 ? [0, dim] : [-1, dim - 1];
  const place = (at: number) => Math.min(highest, Math.max(lowest, at < 0 ? at + dim : at));
  const first = start === undefined ? (stride > 0 ? lowest : highest) : place(start);
  const last = end === undefined ? (stride > 0 ? highest : lowest) : place(end);
  const count = Math.max(0, Math.ceil((last - first) / stride));
  return Array.from({ length: count }, (_, step) => first + step * stride);
}

/** Any beginnings, ends, strides and masks. */
const stridedSlice: KernelCase = {
  kernel: 'StridedSlice',
  draw: (draw) => {
    const [shape, dtype] = [draw.shape(1), draw.dtype()];
    const at = () => shape.map((dim) => draw.integer(-dim - 1, dim + 1));
    const strides = shape.map(() => draw.pick([-2, -1, 1, 2, 3]));
    const [begin, end] = [at(), at()];
    const [beginMask, endMask] = [at, at].map(() => draw.integer(0, 2 ** shape.length - 1)) as [
      number,
      number,
    ];
    const given = (mask: number, list: number[], axis: number) =>
      (mask >> axis) & 1 ? undefined : list[axis];
    const positions = shape.map((dim, axis) =>
      slicePositions(
        dim,
        [given(beginMask, begin, axis), given(endMask, end, axis)],
        strides[axis] as number,
      ),
    );
    return {
      inputs: [ofDtype(shape, dtype)],
      fn: (x) => tf.stridedSlice(x as tf.Tensor, begin, end, strides, beginMask, endMask),
      gradient: 'none',
      reference: {
        reason: 'the cpu backend fails where the end comes before the beginning',
        fn: (x) => {
          const output = positions.map(({ length }) => length);
          if (isEmpty(output)) return tf.zeros(output, (x as tf.Tensor).dtype);
          return positions.reduce<tf.Tensor>(
            (cut, each, axis) => tf.gather(cut, tf.tensor1d(each, 'int32'), axis),
            x as tf.Tensor,
          );
        },
      },
    };
  },
};

/** Kernels that rearrange elements. */
export const shapeCases: readonly KernelCase[] = [
  concat,
  pack,
  shaped('Reshape', 0, (draw, shape) => {
    const halves = draw.integer(0, shape.length);
    const [left, right] = [shape.slice(0, halves), shape.slice(halves)].map(sizeOf);
    const target = isEmpty(shape) || draw.coin() ? [left, 1, right] : [-1, right];
    return (x) => tf.reshape(x, target as number[]);
  }),
  shaped('ExpandDims', 0, (draw, shape) => {
    const axis = draw.integer(-shape.length - 1, shape.length);
    return (x) => tf.expandDims(x, axis);
  }),
  shaped('Transpose', 0, (draw, shape) => {
    const permutation = draw.permutation(shape.length);
    return (x) => tf.transpose(x, permutation);
  }),
  shaped('Tile', 1, (draw, shape) => {
    const reps = shape.map(() => draw.integer(1, 3));
    return (x) => tf.tile(x, reps);
  }),
  {
    kernel: 'BroadcastTo',
    draw: (draw) => {
      const [shape, dtype] = [draw.shape(), draw.dtype()];
      const narrow = shape.map((dim) => (draw.coin() && dim > 0 ? 1 : dim));
      // tf.broadcastTo runs Tile; no operation of TF.js runs this kernel, and the cpu backend has none.
      return {
        inputs: [ofDtype(narrow, dtype)],
        fn: (x) =>
          tf.getBackend() === 'cpu'
            ? tf.broadcastTo(x as tf.Tensor, shape)
            : (tf.engine().runKernel(
                'BroadcastTo',
                { x: x as tf.Tensor },
                {
                  shape,
                  inputShape: narrow,
                },
              ) as tf.Tensor),
      };
    },
  },
  shaped('Slice', 1, (draw, shape) => {
    const begin = shape.map((dim) => draw.integer(0, dim));
    const size = shape.map((dim, axis) =>
      draw.coin() ? -1 : draw.integer(0, dim - (begin[axis] as number)),
    );
    const axes = draw.coin() ? shape.length : draw.integer(1, shape.length);
    return (x) => tf.slice(x, begin.slice(0, axes), size.slice(0, axes));
  }),
  stridedSlice,
  shaped('StridedSlice', 1, (draw, shape) => {
    const begin = shape.map((dim) => draw.integer(0, Math.max(0, dim - 1)));
    const end = begin.map((each) => each + 1);
    const ones = shape.map(() => 1);
    const shrink = isEmpty(shape) ? 0 : draw.integer(0, 2 ** shape.length - 1);
    return (x) => tf.stridedSlice(x, begin, end, ones, 0, 0, 0, 0, shrink);
  }),
  shaped('SplitV', 1, (draw, shape) => {
    const axis = draw.axis(shape);
    const dim = shape.at(axis) as number;
    const pieces = draw.coin() && dim > 0 ? dim : partition(draw, dim);
    return (x) => tf.split(x, pieces, axis);
  }),
  {
    kernel: 'Unpack',
    draw: (draw) => {
      const shape = draw.shape(1);
      const axis = draw.axis(shape);
      const filled = shape.with(axis, Math.max(1, shape.at(axis) as number)); // tf.unstack of nothing is an empty list
      return {
        inputs: [ofDtype(filled, draw.dtype())],
        fn: (x) => tf.unstack(x as tf.Tensor, axis),
      };
    },
  },
  shaped('PadV2', 1, (draw, shape) => {
    const paddings = shape.map((): [number, number] => [draw.integer(0, 2), draw.integer(0, 3)]);
    return (x) => tf.pad(x, paddings, x.dtype === 'float32' ? 0.5 : 1);
  }),
  shaped('Reverse', 1, (draw, shape) => {
    const axes = draw.axes(shape);
    return (x) => tf.reverse(x, axes);
  }),
];
