import type { PointerModelConfig } from '../pointer-config.js';
import { MoeError } from '../../errors.js';
import { floatTensor, intTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { PointerBatch } from './pointer-batch.js';

/** Names of the tensors of a batch. */
export type BatchTensorName = Exclude<
  keyof PointerBatch,
  'batchSize' | 'prefixLength' | 'outputLength' | 'ids'
>;

/** A batch as host tensors with their shapes. @throws MoeError `MOE_BAD_INPUT` when an array has another length than its shape */
export function batchTensors(
  batch: PointerBatch,
  config: PointerModelConfig,
): Record<BatchTensorName, HostTensor> {
  const { batchSize: B, prefixLength: P, outputLength: T } = batch;
  const { vectorWidth, numFlags } = config.pointer;
  const numGroups = config.mixture?.groups.length ?? 0;
  const S = P + T;
  const float = (name: string, data: Float32Array, shape: readonly number[]): HostTensor =>
    floatTensor(sized(name, data, shape), shape);
  const int = (name: string, data: Int32Array, shape: readonly number[]): HostTensor =>
    intTensor(sized(name, data, shape), shape);
  return {
    vectors: float('vectors', batch.vectors, [B, P, vectorWidth]),
    types: int('types', batch.types, [B, P]),
    flags: float('flags', batch.flags, [B, P, numFlags]),
    prefixMask: float('prefixMask', batch.prefixMask, [B, P]),
    pointable: float('pointable', batch.pointable, [B, P]),
    inputTokens: int('inputTokens', batch.inputTokens, [B, T]),
    targets: int('targets', batch.targets, [B, T]),
    targetMask: float('targetMask', batch.targetMask, [B, T]),
    relations: int(
      'relations',
      batch.relations instanceof Int32Array ? batch.relations : Int32Array.from(batch.relations),
      [B, S, S],
    ),
    groupMask: float('groupMask', batch.groupMask, [B, numGroups]),
    dialect: int('dialect', batch.dialect, [B]),
  };
}

function sized<T extends Float32Array | Int32Array>(
  name: string,
  data: T,
  shape: readonly number[],
): T {
  const expected = shape.reduce((a, b) => a * b, 1);
  if (data.length !== expected) {
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected ${name} of shape (${shape.join(', ')}) with ${expected} values, got ${data.length}; fill the batch to its declared sizes`,
    );
  }
  return data;
}
