import { mkdir } from 'node:fs/promises';
import { MoeError } from '../errors.js';
import type { MergeDtype } from './merge-config.js';
import { ShardWriter } from './shard-writer.js';
import { forEachChunk, type ChunkMerge, type TensorInput } from './tensor-input.js';

/** How far a merge is. */
export interface MergeProgress {
  /** Name of the tensor that was written last. */
  readonly tensor: string;
  readonly tensorsDone: number;
  readonly tensors: number;
  readonly elementsDone: number;
  readonly elements: number;
}

/** One tensor of the result and how it is made. */
export interface MergeTask {
  readonly name: string;
  readonly shape: readonly number[];
  readonly inputs: readonly TensorInput[];
  /** Reads what it must know of the whole inputs. Called right before the pieces are merged in order. */
  prepare(): Promise<ChunkMerge>;
}

/** Settings of {@link writeMergedTensors}. */
export interface WriteMergedOptions {
  readonly dtype: MergeDtype;
  /** Longest safetensors file in bytes. Default 5 · 10⁹. */
  readonly maxShardBytes?: number;
  /** Called after every tensor. */
  readonly onProgress?: (progress: MergeProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Carries out merge tasks one after the other, piece by piece, into safetensors files.
 * @returns number of elements written
 * @throws MoeError `MOE_DISK_FULL`, `MOE_ABORTED`; unfinished files keep the ending `.partial`
 */
export async function writeMergedTensors(
  tasks: readonly MergeTask[],
  folder: string,
  { onProgress, signal, ...writing }: WriteMergedOptions,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const writer = new ShardWriter(folder, tasks, writing);
  const elements = tasks.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  let elementsDone = 0;
  try {
    for (const [index, task] of tasks.entries()) {
      const combine = await task.prepare();
      await writer.begin(task);
      await forEachChunk(task.inputs, async (chunks, start) => {
        if (signal?.aborted === true) {
          throw new MoeError(
            'MOE_ABORTED',
            `the merge was stopped at ${task.name}; nothing was written, start it again`,
          );
        }
        await writer.write(combine(chunks, start));
      });
      elementsDone += sizeOf(task.shape);
      onProgress?.({
        tensor: task.name,
        tensorsDone: index + 1,
        tensors: tasks.length,
        elementsDone,
        elements,
      });
    }
    await writer.finish();
  } finally {
    await writer.close();
  }
  return elements;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dim) => size * dim, 1);
}
