import { EngineError } from '../engine-error.js';
import type { ExternalData } from '../onnx/onnx-graph.js';
import { bytesPerElement, sizeOf, type StorageDtype, type TensorSpec } from '../tensor-spec.js';

/**
 * A constant whose bytes stay in a file, row-major and little-endian, and are mapped into memory by ONNX Runtime.
 * {@link openSafetensors} makes them; a raw file of one's own can be described the same way.
 */
export interface ExternalConstant extends TensorSpec<StorageDtype>, ExternalData {
  readonly kind: 'external';
}

/** Tells an external constant from a tensor in memory. */
export function isExternalConstant(value: unknown): value is ExternalConstant {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'external'
  );
}

/**
 * Checks that the range of an external constant holds its shape and dtype.
 * @throws {@link EngineError} `EXTERNAL_DATA`
 */
export function checkExternalConstant(name: string, constant: ExternalConstant): void {
  const { file, offset, length, shape, dtype } = constant;
  const counts = (list: readonly number[]) =>
    list.every((item) => Number.isSafeInteger(item) && item >= 0);
  const bytes = (bytesPerElement as Readonly<Record<string, number>>)[dtype];
  if (
    typeof file === 'string' &&
    Array.isArray(shape) &&
    counts([...shape, offset]) &&
    bytes !== undefined &&
    length === sizeOf(shape) * bytes
  )
    return;
  throw new EngineError(
    'EXTERNAL_DATA',
    `constant "${name}": expected { file, offset, length, shape, dtype } with a length of shape × bytes per element, got ${JSON.stringify(constant)}. Take it from openSafetensors(path).constant(name), or correct the range.`,
  );
}
