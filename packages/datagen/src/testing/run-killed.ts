import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { generatePairs } from '../generated/generate-pairs.js';
import { redisJobs } from '../redis/index.js';

/**
 * A run that ends as `kill -9` ends it when its first database is written. Its arguments are the folder and, where others make the
 * databases, the URL of Redis.
 */
const [, , outputFolder, url] = process.argv;
await generatePairs({
  outputFolder: outputFolder!,
  targets: [sqlite(), cypher()],
  databases: { train: 2, validation: 1, test: 1 },
  pairsPerDatabase: 6,
  testPairsPerDatabase: 3,
  seed: 11,
  workers: 2,
  ...(url !== undefined && { jobs: redisJobs({ url }) }),
  onProgress: () => process.kill(process.pid, 'SIGKILL'),
});
