import type { ExternalData } from '../onnx/onnx-graph.js';
import type { StorageDtype, TensorSpec } from '../tensor-spec.js';

/**
 * A constant whose bytes stay in a file, row-major and little-endian, and are mapped into memory by ONNX Runtime.
 * {@link openSafetensors} makes them; a raw file of one's own can be described the same way.
 */
export interface ExternalConstant extends TensorSpec<StorageDtype>, ExternalData {
  readonly kind: 'external';
}

/** Tells an external constant from a tensor in memory. */
export function isExternalConstant(value: object): value is ExternalConstant {
  return 'kind' in value && value.kind === 'external';
}
