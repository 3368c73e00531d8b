import type * as tf from '@tensorflow/tfjs-core';
import { onnxDataType } from '../onnx/encode-model.js';
import { hostDtype, type HostDtype } from '../tensor-spec.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import { uniformValue, type GraphValue } from '../trace/graph-value.js';
import { elementwise } from './elementwise.js';
import { attr, input, type KernelTranslation } from './kernel-translation.js';

/** Converts a value to another dtype; a no-op when it has it. float32 → int32 truncates, → bool tests for non-zero. */
export function cast(graph: GraphBuilder, value: GraphValue, dtype: HostDtype): GraphValue {
  if (value.dtype === dtype) return value;
  const uniform = uniformValue(value);
  if (uniform !== undefined && Number.isFinite(uniform)) {
    const element =
      dtype === 'bool' ? Number(uniform !== 0) : dtype === 'int32' ? Math.trunc(uniform) : uniform;
    return graph.uniform(element, { shape: value.shape, dtype });
  }
  return elementwise(graph, 'Cast', [value], { dtype, attributes: { to: onnxDataType(dtype) } });
}

/** Conversion between float32, int32 and bool. */
export const castKernel: KernelTranslation = (call) =>
  cast(call.graph, input(call, 'x'), hostDtype(attr<tf.DataType>(call, 'dtype'), 'Cast'));
