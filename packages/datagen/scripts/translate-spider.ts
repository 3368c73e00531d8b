/**
 * Translates Spider's training questions: `node --conditions=@momq/source --import tsx packages/datagen/scripts/translate-spider.ts
 * [dialect …]` from the repository's root. Writes `runs/data/spider/<dialect>.jsonl` and `report.json`.
 */
import { join } from 'node:path';

import { createProgressBar, translateSpider } from '../src/index.js';
import { allTargets, dataFolder, referenceDialect } from './targets.js';

const wanted = process.argv.slice(2);
const targets = allTargets().filter(
  (target) => wanted.length === 0 || wanted.includes(target.pack.id),
);
const report = await translateSpider({
  spiderFolder: join(dataFolder, 'spider'),
  outputFolder: join(import.meta.dirname, '../../../runs/data/spider'),
  reference: referenceDialect(),
  targets,
  onProgress: createProgressBar('spider'),
});
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
