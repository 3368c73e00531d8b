export { redisJobs } from './redis-jobs.js';
export type { RedisJobsOptions } from './redis-jobs.js';
export type { RedisPlace } from './connect-redis.js';
export { workOnRun } from './work-on-run.js';
export type { WorkOptions, WorkReport } from './work-on-run.js';
