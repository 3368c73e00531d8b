import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { generatePairs } from '../generated/generate-pairs.js';

/** A run that ends as `kill -9` ends it when its first database is written; its argument is the folder. */
await generatePairs({
  outputFolder: process.argv[2]!,
  targets: [sqlite(), cypher()],
  databases: { train: 2, validation: 1, test: 1 },
  pairsPerDatabase: 6,
  testPairsPerDatabase: 3,
  seed: 11,
  workers: 2,
  onProgress: () => process.kill(process.pid, 'SIGKILL'),
});
