import { backend_util, util } from '@tensorflow/tfjs-core';
import type * as tf from '@tensorflow/tfjs-core';
import { onnxDataType } from '../onnx/encode-model.js';
import { hostDtype, sizeOf, type TensorSpec } from '../tensor-spec.js';
import { asValue, type GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue, Operand } from '../trace/graph-value.js';
import { where } from './comparison.js';
import {
  attr,
  elementwise,
  input,
  single,
  type KernelCall,
  type KernelTable,
} from './kernel-translation.js';
import { narrow } from './reduction.js';
import { reshape, transpose } from './shape.js';

/** int32 indices as int64, which some ONNX operators insist on. */
function widen(graph: GraphBuilder, value: GraphValue): Operand {
  const output = { shape: value.shape, dtype: 'int64' } as const;
  return graph.node('Cast', [graph.dense(value)], [output], {
    attributes: { to: onnxDataType('int64') },
  })[0] as Operand;
}

/** Rows of `x` along an axis. With batch dimensions, each batch uses its own indices. */
function gather(call: KernelCall): GraphValue {
  const { graph } = call;
  const [x, indices] = [input(call, 'x'), input(call, 'indices')];
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
  const given = attr<number | undefined>(call, 'batchDims') ?? 0;
  const batchDims = given < 0 ? given + indices.shape.length : given;
  const shape = [
    ...x.shape.slice(0, axis),
    ...indices.shape.slice(batchDims),
    ...x.shape.slice(axis + 1),
  ];
  if (batchDims === 0) {
    return single(graph, 'Gather', [graph.dense(x), graph.dense(indices)], {
      shape,
      dtype: x.dtype,
      attributes: { axis },
    });
  }
  // Bring the gathered axis next to the batch axes, gather, and move the index axes back.
  const axes = x.shape.map((_, each) => each);
  const moved = transpose(graph, x, [
    ...axes.slice(0, batchDims),
    axis,
    ...axes.slice(batchDims).filter((each) => each !== axis),
  ]);
  const last = reshape(graph, indices, [...indices.shape, 1]);
  const gatheredShape = [...indices.shape, ...moved.shape.slice(batchDims + 1)];
  const gathered = single(graph, 'GatherND', [graph.dense(moved), widen(graph, last)], {
    shape: gatheredShape,
    dtype: x.dtype,
    attributes: { batch_dims: batchDims },
  });
  const positions = gatheredShape.map((_, each) => each);
  const indexAxes = positions.slice(batchDims, indices.shape.length);
  const rest = positions.slice(indices.shape.length);
  const before = axis - batchDims;
  return transpose(graph, gathered, [
    ...positions.slice(0, batchDims),
    ...rest.slice(0, before),
    ...indexAxes,
    ...rest.slice(before),
  ]);
}

/** Sum of the rows of `x` per segment; rows with a negative segment are dropped. */
function unsortedSegmentSum(call: KernelCall): GraphValue {
  const { graph } = call;
  const [x, segmentIds] = [input(call, 'x'), input(call, 'segmentIds')];
  const shape = [attr<number>(call, 'numSegments'), ...x.shape.slice(segmentIds.shape.length)];
  const rows = sizeOf(segmentIds.shape);
  const columns = sizeOf(shape.slice(1));
  const indices = graph.dense({ ...reshape(graph, segmentIds, [rows, 1]), shape: [rows, columns] });
  const updates = graph.dense(reshape(graph, x, [rows, columns]));
  const flat = { shape: [shape[0] as number, columns], dtype: x.dtype };
  const zeros = graph.dense(graph.uniform(0, flat));
  const sums = single(graph, 'ScatterElements', [zeros, indices, updates], {
    ...flat,
    attributes: { axis: 0, reduction: 'add' },
  });
  return reshape(graph, sums, shape);
}

/** Adds `updates` into zeros at `indices`. */
function scatterNd(call: KernelCall): GraphValue {
  const { graph } = call;
  const [indices, updates] = [input(call, 'indices'), input(call, 'updates')];
  const output: TensorSpec = { shape: attr<number[]>(call, 'shape'), dtype: updates.dtype };
  const zeros = graph.dense(graph.uniform(0, output));
  return single(graph, 'ScatterND', [zeros, widen(graph, indices), graph.dense(updates)], {
    ...output,
    attributes: { reduction: 'add' },
  });
}

/** `tensor` with `updates` written over it at `indices`. */
function tensorScatterUpdate(call: KernelCall): GraphValue {
  const { graph } = call;
  const [tensor, indices, updates] = [
    input(call, 'tensor'),
    input(call, 'indices'),
    input(call, 'updates'),
  ];
  return single(
    graph,
    'ScatterND',
    [graph.dense(tensor), widen(graph, indices), graph.dense(updates)],
    tensor,
  );
}

/** `onValue` where the index equals the position on the new last axis; an index out of range gives `offValue` everywhere. */
function oneHot(call: KernelCall): GraphValue {
  const { graph } = call;
  const indices = input(call, 'indices');
  const depth = attr<number>(call, 'depth');
  const dtype = hostDtype(attr<tf.DataType>(call, 'dtype'), 'OneHot');
  const positions = graph.constant(
    Int32Array.from({ length: depth }, (_, index) => index),
    { shape: [depth], dtype: 'int32' },
  );
  const hit = elementwise(
    graph,
    'Equal',
    [reshape(graph, indices, [...indices.shape, 1]), positions],
    { dtype: 'bool' },
  );
  const [on, off] = [
    graph.scalar(attr(call, 'onValue'), dtype),
    graph.scalar(attr(call, 'offValue'), dtype),
  ];
  return where(graph, hit, asValue(on), asValue(off));
}

/** Largest `k` along the last axis and their int32 indices; the lower index wins among equals. */
function topK(call: KernelCall): GraphValue[] {
  const { graph } = call;
  const x = input(call, 'x');
  const k = attr<number>(call, 'k');
  const shape = x.shape.with(-1, k);
  const outputs = [
    { shape, dtype: x.dtype },
    { shape, dtype: 'int64' as const },
  ];
  const [values, indices] = graph.node('TopK', [graph.dense(x), graph.int64([k])], outputs, {
    attributes: { axis: -1, largest: 1, sorted: Number(attr<boolean>(call, 'sorted')) },
  }) as [Operand, Operand];
  return [asValue(values), narrow(call, indices)];
}

function gatherNd(call: KernelCall): GraphValue {
  const { graph } = call;
  const [params, indices] = [input(call, 'params'), input(call, 'indices')];
  const [shape] = backend_util.prepareAndValidate(
    { shape: [...params.shape], size: sizeOf(params.shape) } as never,
    {
      shape: [...indices.shape],
      rank: indices.shape.length,
      dtype: 'int32',
      size: sizeOf(indices.shape),
    } as never,
  );
  return single(graph, 'GatherND', [graph.dense(params), widen(graph, indices)], {
    shape,
    dtype: params.dtype,
  });
}

/** GatherV2, GatherNd, ScatterNd, TensorScatterUpdate, UnsortedSegmentSum, OneHot, TopK. */
export const indexingKernels: KernelTable = {
  GatherNd: gatherNd,
  GatherV2: gather,
  OneHot: oneHot,
  ScatterNd: scatterNd,
  TensorScatterUpdate: tensorScatterUpdate,
  TopK: topK,
  UnsortedSegmentSum: unsortedSegmentSum,
};
