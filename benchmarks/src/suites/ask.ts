import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMoMQ } from '@momq/core';
import type { DialectPack } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { loadNano } from '@momq/model-nano';
import { timeToFirstAnswer } from '../cold-start.js';
import { measurement, median } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { writeSqliteFile } from '../sqlite-file.js';
import type { Suite } from '../suite.js';

const coldRuns = 5;
const rounds = 3;

/** How long a question takes, on a model that is loaded and from a process that is not running yet. */
export const askSuite: Suite = {
  description:
    'Warm: median over three rounds of up to 20 tutorial questions per dialect, model and database open. ' +
    'Cold: median of five `momq ask` processes on a SQLite file, start of the process to the whole answer.',
  async run(progress) {
    const warm = await warmTimes([sqlite(), postgres(), cypher()], progress);
    progress('cold start');
    const cold = await coldTimes();
    return [
      ...warm,
      measurement(
        'cold start to first answer',
        { value: median(cold), unit: 'ms' },
        { atMost: 2500 },
      ),
      measurement(
        'cold start to first answer, slowest',
        { value: Math.max(...cold), unit: 'ms' },
        'report only',
      ),
    ];
  },
};

async function warmTimes(
  packs: readonly DialectPack[],
  progress: (text: string) => void,
): Promise<Measurement[]> {
  const model = await loadNano();
  const momq = createMoMQ({ dialects: packs, model });
  const all: number[] = [];
  const perDialect: Measurement[] = [];
  for (const pack of packs) {
    progress(`warm, ${pack.id}`);
    const questions = tutorialQuestions(pack);
    const database = await pack.createDatabase(pack.tutorials.sample);
    const ask = async (question: string): Promise<number> => {
      const start = performance.now();
      await momq.ask(question, database).catch(ignoreNoQuery);
      return performance.now() - start;
    };
    for (const question of questions) await ask(question);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const question of questions) times.push(await ask(question));
    }
    await database.close();
    all.push(...times);
    perDialect.push(
      measurement(`ask, warm, ${pack.id}`, { value: median(times), unit: 'ms' }, 'report only'),
    );
  }
  await momq.close();
  await model.dispose();
  return [
    measurement('ask, warm', { value: median(all), unit: 'ms' }, { atMost: 400 }),
    ...perDialect,
  ];
}

function tutorialQuestions(pack: DialectPack): string[] {
  return pack.tutorials.pages
    .flatMap(({ examples }) => examples.map(({ question }) => question))
    .slice(0, 20);
}

/** A question that the model has no query for takes its time all the same. */
function ignoreNoQuery(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'NO_QUERY')) throw error;
}

async function coldTimes(): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-bench-'));
  try {
    const pack = sqlite();
    const file = path.join(folder, 'sample.sqlite');
    writeSqliteFile(file, pack.tutorials.sample);
    const [question] = tutorialQuestions(pack);
    if (question === undefined)
      throw new RangeError('tutorials: expected at least one example question, got none');
    const times: number[] = [];
    for (let run = 0; run < coldRuns; run += 1) times.push(await timeToFirstAnswer(question, file));
    return times;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
