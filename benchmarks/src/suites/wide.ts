import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMoMQ } from '@momq/core';
import type { Database, DialectPack, MoMQ } from '@momq/core';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { loadNano } from '@momq/model-nano';
import { measurement, median } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { writeSqliteFile } from '../sqlite-file.js';
import type { Suite } from '../suite.js';
import { countQuestions, wideDatabase } from '../wide-database.js';

const content = wideDatabase(20);
const questions = countQuestions(content);

/** How long a question takes on 300 tables with 3,000 columns, and whether its table is found. */
export const wideSuite: Suite = {
  description:
    'A database of 300 tables and 3,000 columns. First: opening, and the first question, which reads values and names. ' +
    'Warm: median of the following ones, one about each table. Right: the share whose count is that of the table meant.',
  async run(progress) {
    const folder = mkdtempSync(path.join(tmpdir(), 'momq-wide-'));
    try {
      const file = path.join(folder, 'company.sqlite');
      writeSqliteFile(file, content);
      progress('sqlite');
      const inFile = await measure(sqlite(), (momq) => momq.open(file), questions);
      progress('postgres');
      const pack = postgres();
      const some = questions.filter((_, index) => index % 10 === 0);
      return [...inFile, ...(await measure(pack, () => pack.createDatabase(content), some))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  pack: DialectPack,
  open: (momq: MoMQ) => Promise<Database>,
  asked: readonly (readonly [question: string, count: number])[],
): Promise<Measurement[]> {
  const model = await loadNano();
  const momq = createMoMQ({ dialects: [pack], model });
  const started = performance.now();
  const database = await open(momq);
  const opened = performance.now();
  const times: number[] = [];
  const processor: number[] = [];
  let right = 0;
  for (const [question, count] of asked) {
    const start = performance.now();
    const usedBefore = process.cpuUsage();
    const answer = await momq.ask(question, database, { declining: false });
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(usedBefore);
    processor.push((user + system) / 1000);
    if (answer.rows.length === 1 && Number(answer.rows[0]?.[0]) === count) right += 1;
  }
  await database.close();
  await momq.close();
  await model.dispose();
  const [first = Number.NaN, ...warm] = times;
  const report = (
    name: string,
    value: number,
    unit: string,
    target: { atMost: number } | 'report only',
  ): Measurement => measurement(`${name}, ${pack.id}`, { value, unit }, target);
  return [
    report('open, 300 tables', opened - started, 'ms', 'report only'),
    report('first ask, 300 tables', first, 'ms', { atMost: 4000 }),
    report('ask, 300 tables, warm', median(warm), 'ms', { atMost: 1000 }),
    // a busy machine makes waiting longer, and work not
    report('first ask, processor time', processor[0] ?? Number.NaN, 'ms', 'report only'),
    report('ask, warm, processor time', median(processor.slice(1)), 'ms', 'report only'),
    report('ask, 300 tables, slowest', Math.max(...warm), 'ms', 'report only'),
    report(`right of ${String(asked.length)}`, (100 * right) / asked.length, '%', 'report only'),
  ];
}
