import { sizeOf } from '../tensor-spec.js';
import {
  attr,
  input,
  requireNumeric,
  single,
  type KernelTranslation,
} from './kernel-translation.js';
import { reshape } from './reshape.js';

/** Sum of the rows of `x` per segment; float32 and int32. */
export const unsortedSegmentSumKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [x, segmentIds] = [requireNumeric(call, input(call, 'x')), input(call, 'segmentIds')];
  const shape = [attr<number>(call, 'numSegments'), ...x.shape.slice(segmentIds.shape.length)];
  if (sizeOf(x.shape) === 0) return graph.uniform(0, { shape, dtype: x.dtype });
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
};
