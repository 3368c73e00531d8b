import { sizeOf } from '../tensor-spec.js';
import { asValue } from '../trace/graph-builder.js';
import type { Operand } from '../trace/graph-value.js';
import { narrow } from './indices.js';
import { attr, input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** Largest `k` along the last axis and their int32 indices, the lower index first among equals; float32 and int32. */
export const topKKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const x = requireNumeric(call, input(call, 'x'));
  const k = attr<number>(call, 'k');
  const shape = x.shape.with(-1, k);
  if (sizeOf(shape) === 0) {
    // ONNX Runtime 1.30 writes beyond its buffers when there are no rows.
    const none = (dtype: typeof x.dtype) => graph.uniform(0, { shape, dtype });
    return [none(x.dtype), none('int32')];
  }
  const outputs = [
    { shape, dtype: x.dtype },
    { shape, dtype: 'int64' as const },
  ];
  const [values, indices] = graph.node('TopK', [graph.dense(x), graph.int64([k])], outputs, {
    attributes: { axis: -1, largest: 1, sorted: Number(attr<boolean>(call, 'sorted')) },
  }) as [Operand, Operand];
  return [asValue(values), narrow(graph, indices)];
};
