import { onnxDataType } from '../onnx/encode-model.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue, Operand } from '../trace/graph-value.js';
import { single } from './kernel-translation.js';

/** int32 indices as int64, which some ONNX operators insist on. */
export function widen(graph: GraphBuilder, value: GraphValue): Operand {
  const output = { shape: value.shape, dtype: 'int64' } as const;
  return graph.node('Cast', [graph.dense(value)], [output], {
    attributes: { to: onnxDataType('int64') },
  })[0] as Operand;
}

/** int64 indices, as ONNX gives them, to int32, as TF.js has them. */
export function narrow(graph: GraphBuilder, index: Operand): GraphValue {
  return single(graph, 'Cast', [index], {
    shape: index.shape,
    dtype: 'int32',
    attributes: { to: onnxDataType('int32') },
  });
}
