import { setTimeout as wait } from 'node:timers/promises';
import type { DatabaseJobs, JobResult, JobsWanted } from '../pairs/database-jobs.js';
import { connectRedis, requireRedisUrl } from './connect-redis.js';
import type { RedisPlace } from './connect-redis.js';
import { DatabaseQueue } from './database-queue.js';
import { announceRun, forgetRun, withDatagen } from './redis-runs.js';
import { runName } from './run-name.js';

/** What {@link redisJobs} needs. */
export interface RedisJobsOptions extends RedisPlace {
  /** Told the name of the run, by which workers can ask for it. */
  onRun?(run: string): void;
}

/** How often is looked for what was made. */
const pollMs = 250;

/**
 * Has the databases of a run made by whoever calls `workOnRun` with the same Redis. What a worker was at that ends without a word
 * is made by another. A run has a queue of its own, whose name its output folder keeps: begun again, it goes on with what was made
 * in the meantime.
 *
 * @returns for the option `jobs` of those that make pairs. They throw DatagenError `DATAGEN_REDIS_MISSING` without the packages
 * bullmq and ioredis, `DATAGEN_REDIS_UNREACHABLE`, and `DATAGEN_JOB_FAILED` when a database cannot be made
 * @throws ConfigError when the URL is none of Redis
 */
export function redisJobs(options: RedisJobsOptions): DatabaseJobs {
  requireRedisUrl(options.url);
  return { results: (wanted) => gather(wanted, options) };
}

async function* gather(wanted: JobsWanted, options: RedisJobsOptions): AsyncGenerator<JobResult> {
  const { source, dialects, databases, signal } = wanted;
  const connection = await connectRedis(options);
  const { redis, use } = connection;
  const stop = (): void => redis.disconnect(); // what waits for Redis ends too
  signal?.addEventListener('abort', stop, { once: true });
  const programs = withDatagen(options.programs);
  const name = await runName(wanted, programs);
  const queue = new DatabaseQueue(connection, { name, source }, databases);
  try {
    await use(() => queue.retryFailed());
    options.onRun?.(name);
    while (queue.waits) {
      const made = await use(async () => {
        await announceRun(redis, name, { source, dialects, programs });
        await queue.fill();
        return queue.made();
      });
      for (const { id, result, wanted: missing } of made) {
        if (missing) yield { id, result };
        await use(() => queue.drop(id));
      }
      if (made.length === 0) await wait(pollMs, undefined, signal && { signal });
    }
    await use(() => forgetRun(redis, name));
    await use(() => queue.remove());
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await queue.close();
    redis.disconnect();
  }
}
