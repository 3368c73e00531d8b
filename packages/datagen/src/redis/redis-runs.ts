import type { Redis } from 'ioredis';
import { datagenVersion } from '../pairs/datagen-version.js';

/** Begins every key in Redis. */
export const keyPrefix = 'momq-datagen';

const registry = `${keyPrefix}:runs`;

/** Packages with their versions. */
export type Programs = Readonly<Record<string, string>>;

/** What a worker has to know of a run before it takes a database. */
export interface RunDescription {
  readonly source: string;
  /** Ids of the packs that databases are made with, in their order. */
  readonly dialects: readonly string[];
  readonly programs: Programs;
}

/** Lets workers find a run. */
export async function announceRun(
  redis: Redis,
  run: string,
  description: RunDescription,
): Promise<void> {
  await redis.hset(registry, run, JSON.stringify(description));
}

/** Names of the runs that workers can find. */
export async function listRuns(redis: Redis): Promise<readonly string[]> {
  return (await redis.hkeys(registry)).sort();
}

/** Undefined where workers cannot find the run: it is over, or never was. */
export async function describeRun(redis: Redis, run: string): Promise<RunDescription | undefined> {
  const text = await redis.hget(registry, run);
  return text === null ? undefined : (JSON.parse(text) as RunDescription);
}

/** Ends a run for its workers. */
export async function forgetRun(redis: Redis, run: string): Promise<void> {
  await redis.hdel(registry, run);
}

/** The given packages and this one. */
export function withDatagen(programs: Programs = {}): Programs {
  return { ...programs, '@momq/datagen': datagenVersion() };
}
