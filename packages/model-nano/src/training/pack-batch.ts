import type { PointerBatch } from '@momq/moe/pointer';
import { positionFlags } from '../prefix/position-flags.js';
import type { EncodedExample } from './encode-example.js';
import type { LengthBucket } from './length-buckets.js';

/** An example with its dialect's place among the expert groups. */
export interface BatchExample {
  readonly encoded: EncodedExample;
  /** Index of the dialect's group. */
  readonly group: number;
  /** True: only that group may act. False: the dialect router decides. */
  readonly known: boolean;
}

/**
 * Pads examples to one batch.
 *
 * @param vocabularySize - keyword codes; pointers count from here
 * @param groups - number of expert groups, 0 for the dense base
 */
export function packBatch(
  examples: readonly BatchExample[],
  bucket: LengthBucket,
  groups: number,
): PointerBatch {
  const { prefixLength, outputLength } = bucket;
  const batchSize = examples.length;
  const width =
    (examples[0]?.encoded.prefix.vectors.length ?? 0) /
    (examples[0]?.encoded.prefix.prefixLength ?? 1);
  const size = prefixLength + outputLength;
  const flagCount = positionFlags.length;
  const batch = {
    batchSize,
    prefixLength,
    outputLength,
    vectors: new Float32Array(batchSize * prefixLength * width),
    types: new Int32Array(batchSize * prefixLength),
    flags: new Float32Array(batchSize * prefixLength * flagCount),
    prefixMask: new Float32Array(batchSize * prefixLength),
    pointable: new Float32Array(batchSize * prefixLength),
    inputTokens: new Int32Array(batchSize * outputLength),
    targets: new Int32Array(batchSize * outputLength),
    targetMask: new Float32Array(batchSize * outputLength),
    relations: new Uint8Array(batchSize * size * size),
    groupMask: new Float32Array(batchSize * groups),
    dialect: new Int32Array(batchSize),
  };
  examples.forEach(({ encoded, group, known }, row) => {
    const { prefix, inputs, targets, rows } = encoded;
    batch.vectors.set(prefix.vectors, row * prefixLength * width);
    batch.types.set(prefix.types, row * prefixLength);
    batch.flags.set(prefix.flags, row * prefixLength * flagCount);
    batch.prefixMask.fill(1, row * prefixLength, row * prefixLength + prefix.prefixLength);
    batch.pointable.set(prefix.pointable, row * prefixLength);
    batch.inputTokens.set(inputs, row * outputLength);
    batch.targets.set(targets, row * outputLength);
    batch.targetMask.fill(1, row * outputLength, row * outputLength + targets.length);
    const matrix = batch.relations.subarray(row * size * size, (row + 1) * size * size);
    for (let position = 0; position < prefix.prefixLength; position++) {
      const from = position * prefix.prefixLength;
      matrix.set(prefix.relations.subarray(from, from + prefix.prefixLength), position * size);
    }
    rows.forEach((ids, output) => {
      const start = (prefixLength + output) * size;
      matrix.set(ids.subarray(0, prefix.prefixLength), start);
      matrix.set(ids.subarray(prefix.prefixLength), start + prefixLength);
    });
    batch.dialect[row] = group;
    if (known && groups > 0) batch.groupMask[row * groups + group] = 1;
    else batch.groupMask.fill(1, row * groups, (row + 1) * groups);
  });
  return batch;
}
