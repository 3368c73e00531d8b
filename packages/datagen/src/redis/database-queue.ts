import type { Job, Queue } from 'bullmq';
import { readStoredJson, writeStoredJson } from '@momq/core/execution';
import { DatagenError } from '../datagen-error.js';
import type { JobResult } from '../pairs/database-jobs.js';
import type { DatabasePairs } from '../pairs/database-pairs.js';
import type { PlannedDatabase } from '../pairs/database-task.js';
import type { RedisConnection } from './connect-redis.js';
import { keyPrefix } from './redis-runs.js';

/** What a worker is sent. */
export interface JobData {
  readonly id: string;
  /** A `DatabaseTask`, as `writeStoredJson` writes it. */
  readonly task: string;
}

/** `DatabasePairs` as `writeStoredJson` writes them: BullMQ's own JSON has no integers beyond 2^53. */
export type JobText = string;

/** Databases in Redis at once, so that a large run does not fill it. */
const mostAtOnce = 64;
/** Results read at once. */
const mostRead = 4;
/** Tries of a database that fails: one machine may be short of memory, the next need not be. */
const attempts = 3;

/** BullMQ takes no integers and no colons. */
function jobIdOf(id: string): string {
  return `db-${encodeURIComponent(id)}`;
}

/** The databases of a run that wait in Redis, are in work there, or are made. */
export class DatabaseQueue {
  readonly #source: string;
  readonly #queue: Queue<JobData, JobText>;
  readonly #wanted: Map<string, PlannedDatabase>;
  readonly #queued = new Set<string>();

  constructor(
    { bullmq, redis }: Pick<RedisConnection, 'bullmq' | 'redis'>,
    run: { readonly name: string; readonly source: string },
    databases: readonly PlannedDatabase[],
  ) {
    this.#source = run.source;
    this.#queue = new bullmq.Queue(run.name, { connection: redis, prefix: keyPrefix });
    this.#queue.on('error', () => undefined); // whatever was asked of it fails with the same error
    this.#wanted = new Map(databases.map((database) => [database.id, database]));
  }

  /** True while a database is missing. */
  get waits(): boolean {
    return this.#wanted.size > 0;
  }

  /** Has those made that failed when the run was begun before. */
  async retryFailed(): Promise<void> {
    for (const job of await this.#queue.getFailed()) await job.remove();
  }

  /** Adds databases as others are taken; also those that Redis has lost, as when it came back empty. */
  async fill(): Promise<void> {
    const counts = Object.values(await this.#queue.getJobCounts());
    if (counts.reduce((sum, count) => sum + count, 0) < this.#queued.size) this.#queued.clear();
    for (const { id, task } of this.#wanted.values()) {
      if (this.#queued.size >= mostAtOnce) return;
      if (this.#queued.has(id)) continue;
      await this.#queue.add(
        this.#source,
        { id, task: writeStoredJson(await task()) },
        // with an id of its own, adding again what is there changes nothing
        { jobId: jobIdOf(id), attempts, backoff: { type: 'fixed', delay: 500 } },
      );
      this.#queued.add(id);
    }
  }

  /**
   * Some of the databases that are made; each is to be {@link drop}ped.
   *
   * @throws DatagenError `DATAGEN_JOB_FAILED` when one cannot be made
   */
  async made(): Promise<readonly (JobResult & { readonly wanted: boolean })[]> {
    const [failed] = await this.#queue.getFailed(0, 0);
    if (failed !== undefined)
      throw new DatagenError(
        'DATAGEN_JOB_FAILED',
        `database ${(failed.data as JobData).id}: expected its pairs, workers failed: ${failed.failedReason}. Mend that and run the same command again: the databases that were made are kept.`,
      );
    const jobs = (await this.#queue.getCompleted(0, mostRead - 1)) as Job<JobData, JobText>[];
    return jobs.map(({ data: { id }, returnvalue }) => ({
      ...{ id, result: readStoredJson(returnvalue) as DatabasePairs, wanted: this.#wanted.has(id) },
    }));
  }

  /** Forgets a database that is on the disk. */
  async drop(id: string): Promise<void> {
    await this.#queue.remove(jobIdOf(id));
    this.#wanted.delete(id);
    this.#queued.delete(id);
  }

  /** Removes all of the run from Redis. */
  async remove(): Promise<void> {
    await this.#queue.obliterate({ force: true });
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}
