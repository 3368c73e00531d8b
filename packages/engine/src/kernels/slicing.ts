import { backend_util, slice_util, util } from '@tensorflow/tfjs-core';
import { asValue, type GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue, Operand } from '../trace/graph-value.js';
import { attr, input, single, type KernelCall, type KernelTable } from './kernel-translation.js';
import { reshape } from './shape.js';
import { sameShape } from '../tensor-spec.js';

/** Cuts `[begin, begin + size)` on every axis. */
export function slice(
  graph: GraphBuilder,
  value: GraphValue,
  begin: readonly number[],
  size: readonly number[],
): GraphValue {
  if (sameShape(size, value.shape)) return value;
  if (value.base.shape.length === 0) return { ...value, shape: size };
  const axes = value.shape.flatMap((dim, axis) => (dim === size[axis] ? [] : [axis]));
  const starts = axes.map((axis) => begin[axis] as number);
  const ends = axes.map((axis) => (begin[axis] as number) + (size[axis] as number));
  const operands = [graph.dense(value), graph.int64(starts), graph.int64(ends), graph.int64(axes)];
  return single(graph, 'Slice', operands, { shape: size, dtype: value.dtype });
}

function stridedSlice(call: KernelCall): GraphValue {
  const { graph } = call;
  const x = input(call, 'x');
  const mask = (name: string) => attr<number>(call, name);
  const info = slice_util.sliceInfo(
    [...x.shape],
    attr(call, 'begin'),
    attr(call, 'end'),
    attr(call, 'strides'),
    mask('beginMask'),
    mask('endMask'),
    mask('ellipsisMask'),
    mask('newAxisMask'),
    mask('shrinkAxisMask'),
  );
  if (info.isIdentity) return reshape(graph, x, info.finalShape);
  const shape = slice_util.computeOutShape(info.begin, info.end, info.strides);
  if (util.sizeFromShape(shape) === 0)
    return graph.uniform(0, { shape: info.finalShape, dtype: x.dtype });
  // A backward slice that ends before element 0 has end −1, which ONNX would count from the back.
  const ends = info.end.map((end, axis) =>
    end < 0 && (info.strides[axis] as number) < 0 ? -(2 ** 31) : end,
  );
  const axes = shape.map((_, axis) => axis);
  const operands = [
    graph.dense(x),
    ...[info.begin, ends, axes, info.strides].map((each) => graph.int64(each)),
  ];
  return reshape(
    graph,
    single(graph, 'Slice', operands, { shape, dtype: x.dtype }),
    info.finalShape,
  );
}

/** Joins values along an axis; empty ones are left out. */
export function concat(
  graph: GraphBuilder,
  values: readonly GraphValue[],
  axis: number,
): GraphValue {
  const [first] = values as [GraphValue];
  const shapes = values.map((value) => [...value.shape]);
  backend_util.assertParamsConsistent(shapes, axis);
  const shape = backend_util.computeOutShape(shapes, axis);
  const filled = values.filter((value) => util.sizeFromShape([...value.shape]) > 0);
  if (filled.length <= 1) return filled[0] ?? first;
  return single(
    graph,
    'Concat',
    filled.map((value) => graph.dense(value)),
    { shape, dtype: first.dtype, attributes: { axis } },
  );
}

/** Cuts a value into pieces of the given sizes along an axis. */
function split(
  graph: GraphBuilder,
  value: GraphValue,
  sizes: readonly number[],
  axis: number,
): GraphValue[] {
  if (sizes.length === 1) return [value];
  const outputs = sizes.map((size) => ({
    shape: value.shape.with(axis, size),
    dtype: value.dtype,
  }));
  return graph
    .node('Split', [graph.dense(value), graph.int64(sizes)], outputs, { attributes: { axis } })
    .map(asValue);
}

function splitV(call: KernelCall): GraphValue[] {
  const x = input(call, 'x');
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
  const sizes = backend_util.prepareSplitSize(
    { shape: x.shape } as never,
    attr<number[] | number>(call, 'numOrSizeSplits'),
    axis,
  );
  return split(call.graph, x, sizes, axis);
}

/** Stacks values along a new axis. */
function pack(call: KernelCall): GraphValue {
  const values = Object.values(call.inputs);
  const axis = attr<number>(call, 'axis');
  return concat(
    call.graph,
    values.map((value) => reshape(call.graph, value, value.shape.toSpliced(axis, 0, 1))),
    axis,
  );
}

/** Takes a value apart along an axis, which goes away. */
function unpack(call: KernelCall): GraphValue[] {
  const value = input(call, 'value');
  const given = attr<number>(call, 'axis');
  const axis = given < 0 ? given + value.shape.length : given;
  const ones = new Array<number>(value.shape[axis] as number).fill(1);
  return split(call.graph, value, ones, axis).map((piece) =>
    reshape(call.graph, piece, value.shape.toSpliced(axis, 1)),
  );
}

function pad(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const paddings = attr<[number, number][]>(call, 'paddings');
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map(
    (dim, axis) => dim + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0),
  );
  const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
  const fill = call.graph.scalar(attr<number>(call, 'constantValue'), x.dtype);
  return single(call.graph, 'Pad', [call.graph.dense(x), call.graph.int64(pads), fill], {
    shape,
    dtype: x.dtype,
  });
}

function reverse(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const axes = util.parseAxisParam(attr<number | number[]>(call, 'dims'), [...x.shape]);
  if (axes.length === 0) return x;
  const each = (element: number) => call.graph.int64(axes.map(() => element));
  const operands: Operand[] = [
    call.graph.dense(x),
    each(-1),
    each(-(2 ** 31)),
    call.graph.int64(axes),
    each(-1),
  ];
  return single(call.graph, 'Slice', operands, x);
}

/** Slice, StridedSlice, Concat, SplitV, Pack, Unpack, PadV2, Reverse. */
export const slicingKernels: KernelTable = {
  Concat: (call) => {
    const values = Object.values(call.inputs);
    const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [
      ...(values[0] as GraphValue).shape,
    ]);
    return concat(call.graph, values, axis);
  },
  Pack: pack,
  PadV2: pad,
  Reverse: reverse,
  Slice: (call) => {
    const x = input(call, 'x');
    const info = { shape: [...x.shape], rank: x.shape.length } as never;
    const [begin = [], size = []] = slice_util.parseSliceParams(
      info,
      attr<number[]>(call, 'begin'),
      attr<number[]>(call, 'size'),
    );
    slice_util.assertParamsValid(info, begin, size);
    return slice(call.graph, x, begin, size);
  },
  SplitV: splitV,
  StridedSlice: stridedSlice,
  Unpack: unpack,
};
