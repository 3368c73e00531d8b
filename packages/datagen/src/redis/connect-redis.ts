import type { Redis } from 'ioredis';
import { hideSecrets, hideSecretsIn } from '@momq/core/execution';
import { ConfigError } from '@momq/dialect';
import { DatagenError } from '../datagen-error.js';

/** A Redis that processes on several machines reach. */
export interface RedisPlace {
  /** `redis://[[user]:password@]host[:port][/database]`, or `rediss://` with TLS. */
  readonly url: string;
  /** What has to be the same in all processes of a run: names of packages with their versions. `@momq/datagen` is always one. */
  readonly programs?: Readonly<Record<string, string>>;
  /** A Redis that was there and cannot be reached is waited for so many milliseconds; default 60,000. */
  readonly patienceMs?: number;
}

/** A connection, and the package that uses it. */
export interface RedisConnection {
  readonly redis: Redis;
  readonly bullmq: typeof import('bullmq');
  /** Does something with Redis. @throws DatagenError `DATAGEN_REDIS_UNREACHABLE` when it was given up meanwhile */
  use<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Connects, or says at once why not; a connection that breaks later is made again for as long as the patience lasts.
 *
 * @throws ConfigError when the URL is none of Redis
 * @throws DatagenError `DATAGEN_REDIS_MISSING`, `DATAGEN_REDIS_UNREACHABLE`
 */
export async function connectRedis({
  url,
  patienceMs = 60_000,
}: RedisPlace): Promise<RedisConnection> {
  requireRedisUrl(url);
  const { bullmq, ioredis } = await loadPackages();
  let ready = false;
  let lostAt: number | undefined;
  let lastProblem = 'the connection was closed';
  const redis = new ioredis.Redis(url, {
    lazyConnect: true,
    connectTimeout: 10_000,
    maxRetriesPerRequest: null, // BullMQ's workers wait in commands that block
    retryStrategy(times) {
      lostAt ??= Date.now();
      const givenUp = !ready || Date.now() - lostAt >= patienceMs;
      return givenUp ? null : Math.min(times * 100, 1_000);
    },
  });
  redis.on('error', (error: Error) => {
    lastProblem = error.message;
  });
  redis.on('ready', () => {
    lostAt = undefined;
  });
  // Without a cause: what the client says of an error may have the password.
  const unreachable = (rest: string): DatagenError =>
    new DatagenError(
      'DATAGEN_REDIS_UNREACHABLE',
      `redis: expected Redis at ${hideSecrets(url)}, ${hideSecretsIn(rest, url)}`,
    );
  try {
    await redis.connect();
    await redis.ping(); // is refused where a password is needed
    ready = true;
  } catch (error) {
    redis.disconnect();
    const { message } = error as Error;
    const problem = message === 'Connection is closed.' ? lastProblem : message;
    throw unreachable(`got: ${problem}. Check the address and the password, and that Redis runs.`);
  }
  return {
    redis,
    bullmq,
    async use(work) {
      try {
        return await work();
      } catch (error) {
        if (redis.status !== 'end') throw error;
        throw unreachable(
          `it was lost for ${patienceMs / 1000} s: ${lastProblem}. Start it and run the same command again: what was made is kept.`,
        );
      }
    },
  };
}

/** @throws ConfigError when the URL is none of Redis */
export function requireRedisUrl(url: string): void {
  if (/^rediss?:\/\/[^/]/.test(url) && URL.canParse(url)) return;
  throw new ConfigError(
    `redis: expected redis://[user:password@]host[:port], or rediss:// with TLS, got ${hideSecrets(url)}.`,
  );
}

async function loadPackages(): Promise<{
  readonly bullmq: typeof import('bullmq');
  readonly ioredis: Pick<typeof import('ioredis'), 'Redis'>;
}> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, ioredis };
  } catch (cause) {
    throw new DatagenError(
      'DATAGEN_REDIS_MISSING',
      `redis: expected the packages bullmq and ioredis, they do not load (${(cause as Error).message.split('\n')[0]}). Install them: npm install bullmq@6 ioredis@6`,
      { cause },
    );
  }
}
