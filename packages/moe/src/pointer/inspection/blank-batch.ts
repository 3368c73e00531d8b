import type { PointerModelConfig } from '../pointer-config.js';
import type { PointerBatch } from '../model/pointer-batch.js';

/** Sizes of a batch. */
export interface BatchSize {
  readonly batchSize: number;
  readonly prefixLength: number;
  readonly outputLength: number;
}

/** A batch of zeros without padding: what a graph costs does not depend on values. */
export function blankBatch(config: PointerModelConfig, size: BatchSize): PointerBatch {
  const { batchSize, prefixLength, outputLength } = size;
  const { vectorWidth, numFlags } = config.pointer;
  const [positions, steps] = [batchSize * prefixLength, batchSize * outputLength];
  const numGroups = config.mixture?.groups.length ?? 0;
  return {
    ...size,
    vectors: new Float32Array(positions * vectorWidth),
    types: new Int32Array(positions),
    flags: new Float32Array(positions * numFlags),
    prefixMask: new Float32Array(positions).fill(1),
    pointable: new Float32Array(positions).fill(1),
    inputTokens: new Int32Array(steps),
    targets: new Int32Array(steps),
    targetMask: new Float32Array(steps).fill(1),
    relations: new Int32Array(batchSize * (prefixLength + outputLength) ** 2),
    groupMask: new Float32Array(batchSize * numGroups).fill(1),
    dialect: new Int32Array(batchSize),
  };
}
