import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HostTensor } from '@momq/moe';
import type { TrainCase } from './train-case.js';

/** Writes a case for `peers/nano_train.py`: `case.json` and one file of little-endian values per tensor. */
export function writeTrainCase(folder: string, trainCase: TrainCase): void {
  const { config, optimizer, parameters } = trainCase;
  const write = (kind: string, tensors: Readonly<Record<string, HostTensor>>): object => {
    mkdirSync(path.join(folder, kind), { recursive: true });
    const entries = Object.entries(tensors).map(([name, { data, dtype, shape }]) => {
      const file = `${kind}/${name}.bin`;
      writeFileSync(path.join(folder, file), data);
      return [name, { file, dtype, shape }] as const;
    });
    return Object.fromEntries(entries);
  };
  const weights = write('weights', parameters);
  const batch = write('batch', batchTensors(trainCase));
  writeFileSync(
    path.join(folder, 'case.json'),
    JSON.stringify({ config, optimizer, weights, batch }),
  );
}

function batchTensors({ config, batch }: TrainCase): Record<string, HostTensor> {
  const { batchSize: B, prefixLength: P, outputLength: T } = batch;
  const { vectorWidth, numFlags } = config.pointer;
  const float = (data: Float32Array, shape: readonly number[]): HostTensor => {
    return { data, shape, dtype: 'float32' };
  };
  const int = (data: Int32Array | Uint8Array, shape: readonly number[]): HostTensor => {
    return { data: Int32Array.from(data), shape, dtype: 'int32' };
  };
  return {
    vectors: float(batch.vectors, [B, P, vectorWidth]),
    types: int(batch.types, [B, P]),
    flags: float(batch.flags, [B, P, numFlags]),
    prefixMask: float(batch.prefixMask, [B, P]),
    pointable: float(batch.pointable, [B, P]),
    inputTokens: int(batch.inputTokens, [B, T]),
    targets: int(batch.targets, [B, T]),
    targetMask: float(batch.targetMask, [B, T]),
    relations: int(batch.relations, [B, P + T, P + T]),
  };
}
