import { util } from '@tensorflow/tfjs-core';
import type { GraphValue } from '../trace/graph-value.js';
import { widen } from './indices.js';
import {
  attr,
  input,
  single,
  type KernelCall,
  type KernelTranslation,
} from './kernel-translation.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';

/** Rows of `x` along an axis, any dtype. With batch dimensions, each batch uses its own indices. */
export const gatherV2Kernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [x, indices] = [input(call, 'x'), input(call, 'indices')];
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
  const given = attr<number | undefined>(call, 'batchDims') ?? 0;
  const batchDims = given < 0 ? given + indices.shape.length : given;
  if (batchDims > 0) return gatherBatches(call, axis, batchDims);
  return single(graph, 'Gather', [graph.dense(x), graph.dense(indices)], {
    shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)],
    dtype: x.dtype,
    attributes: { axis },
  });
};

/** Brings the gathered axis next to the batch axes, gathers, and moves the index axes back. */
function gatherBatches(call: KernelCall, axis: number, batchDims: number): GraphValue {
  const { graph } = call;
  const [x, indices] = [input(call, 'x'), input(call, 'indices')];
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
