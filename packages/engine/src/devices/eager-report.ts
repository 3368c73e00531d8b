import type { CompiledSignature } from '../session/compiled-signature.js';
import { bytesPerElement, sizeOf } from '../tensor-spec.js';
import type { TracedConstant } from '../trace/trace-function.js';
import type { Device } from './device.js';

/** What {@link eagerReport} reports on. */
export interface EagerSource {
  readonly constants: ReadonlyMap<string, TracedConstant>;
  readonly device: Device;
}

/**
 * What `inspect()` says of a signature on device `tfjs`: nodes are the TF.js kernels that the first run called. Nothing
 * is compiled, so times, model bytes, floating-point operations and peak bytes are 0.
 */
export function eagerReport(
  signature: string,
  { constants, device }: EagerSource,
  kernels: Readonly<Record<string, number>>,
): CompiledSignature {
  const operators = Object.fromEntries(Object.entries(kernels).sort(([, a], [, b]) => b - a));
  const nodeCount = Object.values(kernels).reduce((sum, count) => sum + count, 0);
  const bytes = (external: boolean) =>
    [...constants.values()]
      .filter((constant) => 'external' in constant === external)
      .reduce((sum, { shape, dtype }) => sum + sizeOf(shape) * bytesPerElement[dtype], 0);
  return {
    signature,
    device: { kind: device.kind, reason: device.reason },
    nodeCount,
    operators,
    tracedNodeCount: nodeCount,
    tracedOperators: operators,
    flops: 0,
    flopsByOperator: {},
    peakBytes: 0,
    liveBytes: [],
    initializerBytes: bytes(false),
    externalBytes: bytes(true),
    inputBytes: 0,
    modelBytes: 0,
    traceMs: 0,
    passesMs: 0,
    sessionMs: 0,
    fromCache: false,
  };
}
