/**
 * Worker thread of {@link mergeModels}: carries out the tasks whose names it is sent.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openMerge } from './merge-tasks.js';
import type { MergeWorkerData, MergeWorkerReply } from './merge-threads.js';
import { ShardFiles } from './shard-files.js';
import { writeTask } from './write-merged-tensors.js';

const { config, folders, seed, working, sharding } = workerData as MergeWorkerData;
const merge = await openMerge(config, folders, seed);
const files = new ShardFiles(working, merge.tasks, sharding);
const tasks = new Map(merge.tasks.map((task) => [task.name, task]));

async function perform(name: string): Promise<MergeWorkerReply> {
  const task = tasks.get(name);
  if (task === undefined) return { error: new RangeError(`no task ${name}`) };
  try {
    await writeTask(task, files);
    return {};
  } catch (error) {
    // the class of an error does not survive the way to another thread, its code does
    const { code, message } = error as Error & { code?: string };
    return { error: new Error(message), ...(code === undefined ? {} : { code }) };
  }
}

parentPort?.on('message', (name: string) => {
  void perform(name).then((reply) => parentPort?.postMessage(reply));
});
