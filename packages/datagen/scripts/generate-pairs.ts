/**
 * Generates databases and pairs: `node --conditions=@momq/source --import tsx packages/datagen/scripts/generate-pairs.ts
 * [training databases]` from the repository's root. Writes `runs/data/generated`; a longer run goes on from a shorter one.
 */
import { join } from 'node:path';

import { createProgressBar, generatePairs } from '../src/index.js';
import { allTargets } from './targets.js';

const train = Number(process.argv[2] ?? 400);
const report = await generatePairs({
  outputFolder: join(import.meta.dirname, '../../../runs/data/generated'),
  targets: allTargets(),
  databases: { train, validation: 24, test: 40 },
  onProgress: createProgressBar('generated'),
});
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
