import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { readStoredJson, writeStoredJson } from '@momq/core/execution';
import type { LogicalDialectPack } from '@momq/dialect';
import { DatagenError } from '../datagen-error.js';
import type { DatabaseTask } from '../pairs/database-task.js';
import { connectRedis } from './connect-redis.js';
import type { RedisPlace } from './connect-redis.js';
import type { JobData, JobText } from './database-queue.js';
import { makeTask } from './make-task.js';
import { describeRun, keyPrefix, listRuns, withDatagen } from './redis-runs.js';
import type { Programs, RunDescription } from './redis-runs.js';

/** What {@link workOnRun} needs. */
export interface WorkOptions extends RedisPlace {
  /** Name of the run; default: the only one that there is, which is waited for. */
  readonly run?: string;
  /** The packs with these ids, in their order. */
  packs(ids: readonly string[]): Promise<readonly LogicalDialectPack[]>;
  /** Databases in work at once; default 1. */
  readonly workers?: number;
  /** A worker of which nothing was heard for so many milliseconds is taken to be dead; default 30,000. */
  readonly leaseMs?: number;
  /** Ends the work: databases in work are finished, and the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  onRun?(run: string, source: string): void;
  onMade?(databaseId: string): void;
}

/** What a worker did. */
export interface WorkReport {
  readonly run: string;
  readonly databases: number;
}

/** How often is looked whether the run goes on. */
const pollMs = 500;
/** So often it has to be missing: a Redis that came back empty is told of it again. */
const pollsWithoutRun = 4;
/** How often a database may take its worker down with it. */
const maxStalledCount = 2;

/**
 * Makes databases for a run that another process began with `redisJobs`, until it is over. Everything that is needed comes with
 * the run, but for the packs.
 *
 * @throws ConfigError when the URL is none of Redis, and what `packs` throws
 * @throws DatagenError `DATAGEN_REDIS_MISSING`, `DATAGEN_REDIS_UNREACHABLE`, `DATAGEN_RUN_UNKNOWN`, and `DATAGEN_WORKER_MISMATCH`
 * when this process has other versions
 */
export async function workOnRun(options: WorkOptions): Promise<WorkReport> {
  const { workers = 1, leaseMs = 30_000, signal } = options;
  const { redis, bullmq, use } = await connectRedis(options);
  try {
    const [run, description] = await use(() => findRun(redis, options));
    requireSamePrograms(run, description.programs, withDatagen(options.programs));
    const packs = await options.packs(description.dialects);
    options.onRun?.(run, description.source);
    const givenUp = new Promise<void>((resolve) => redis.once('end', resolve));
    let databases = 0;
    const worker = new bullmq.Worker<JobData, JobText>(
      run,
      async ({ data }) =>
        writeStoredJson(await makeTask(readStoredJson(data.task) as DatabaseTask, packs)),
      {
        connection: redis,
        prefix: keyPrefix,
        concurrency: workers,
        lockDuration: leaseMs,
        stalledInterval: leaseMs,
        maxStalledCount,
      },
    );
    worker.on('error', () => undefined); // of the connection, which is watched below; or the database is another's meanwhile
    worker.on('completed', ({ data: { id } }) => {
      databases += 1;
      options.onMade?.(id);
    });
    try {
      for (let missing = 0; missing < pollsWithoutRun;) {
        await wait(pollMs, undefined, signal && { signal });
        missing = (await use(() => describeRun(redis, run))) === undefined ? missing + 1 : 0;
      }
    } finally {
      await (redis.status === 'end' ? worker.close(true) : Promise.race([worker.close(), givenUp]));
    }
    await use(() => redis.del(`${keyPrefix}:${run}:meta`)); // BullMQ writes it anew when it looks at a queue that is gone
    return { run, databases };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    redis.disconnect();
  }
}

async function findRun(
  redis: Redis,
  { run: named, signal }: WorkOptions,
): Promise<[run: string, description: RunDescription]> {
  for (;;) {
    const runs = await listRuns(redis);
    const found = named ?? (runs.length > 1 ? undefined : runs[0]);
    const description = found === undefined ? undefined : await describeRun(redis, found);
    if (description !== undefined) return [found!, description];
    if (named !== undefined || runs.length > 1)
      throw new DatagenError(
        'DATAGEN_RUN_UNKNOWN',
        `run: expected one of ${runs.join(', ') || 'those that are going on, of which there are none'}, got ${named ?? 'none'}. The command that begins a run prints its name.`,
      );
    await wait(pollMs, undefined, signal && { signal });
  }
}

function requireSamePrograms(run: string, wanted: Programs, here: Programs): void {
  const other = Object.entries(wanted).filter(([name, version]) => here[name] !== version);
  if (other.length === 0) return;
  const list = (versions: Programs): string =>
    other.map(([name]) => `${name} ${versions[name] ?? 'not at all'}`).join(', ');
  throw new DatagenError(
    'DATAGEN_WORKER_MISMATCH',
    `run ${run}: expected ${list(wanted)}, as where it was begun, got ${list(here)}. Install the same versions: with others the pairs might differ.`,
  );
}
