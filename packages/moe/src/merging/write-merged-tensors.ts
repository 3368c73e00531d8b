import { mkdir } from 'node:fs/promises';
import { MoeError } from '../errors.js';
import { ShardFiles, type ShardOptions } from './shard-files.js';
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
export interface WriteMergedOptions extends ShardOptions {
  /** Called after every tensor. */
  readonly onProgress?: (progress: MergeProgress) => void;
  readonly signal?: AbortSignal;
}

/** Carries out one merge task, piece by piece. @throws MoeError `MOE_DISK_FULL`, `MOE_ABORTED` */
export async function writeTask(
  task: MergeTask,
  files: ShardFiles,
  signal?: AbortSignal,
): Promise<void> {
  const combine = await task.prepare();
  await forEachChunk(task.inputs, async (chunks, start) => {
    if (signal?.aborted === true) throw mergeAborted(task.name);
    await files.write(task.name, start, combine(chunks, start));
  });
}

/**
 * Carries out merge tasks into safetensors files.
 * @param perform - carries out a task; called for all, and waits where it cannot take more. Default: one after the other
 * @returns number of elements written
 * @throws MoeError `MOE_DISK_FULL`, `MOE_ABORTED`; unfinished files keep the ending `.partial`
 */
export async function writeMergedTensors(
  tasks: readonly MergeTask[],
  folder: string,
  { onProgress, signal, ...writing }: WriteMergedOptions,
  perform?: (task: MergeTask) => Promise<void>,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const files = new ShardFiles(folder, tasks, writing);
  const elements = tasks.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  let [tensorsDone, elementsDone] = [0, 0];
  const done = (task: MergeTask): void => {
    tensorsDone += 1;
    elementsDone += sizeOf(task.shape);
    const counts = { tensorsDone, tensors: tasks.length, elementsDone, elements };
    onProgress?.({ tensor: task.name, ...counts });
  };
  try {
    await files.create();
    if (perform === undefined) {
      for (const task of tasks) {
        await writeTask(task, files, signal);
        done(task);
      }
    } else {
      await Promise.all(
        tasks.map(async (task) => {
          await perform(task);
          done(task);
        }),
      );
    }
    await files.finish();
  } finally {
    await files.close();
  }
  return elements;
}

/** The error of a merge that was stopped. */
export function mergeAborted(tensor: string): MoeError {
  return new MoeError(
    'MOE_ABORTED',
    `the merge was stopped at ${tensor}; nothing was written, start it again`,
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dim) => size * dim, 1);
}
