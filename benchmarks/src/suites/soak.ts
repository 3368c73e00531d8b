import { createMoMQ } from '@momq/core';
import type { Database, DatabaseContent, MoMQ } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { loadNano } from '@momq/model-nano';
import { collectGarbage } from '../collect-garbage.js';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import type { Suite } from '../suite.js';

const defaultQuestions = 2000;
const atOnce = 20;

/** Whether memory stays flat and answers stay apart while a program asks and asks. */
export const soakSuite: Suite = {
  description:
    'Questions, 20 at once, to a SQLite, a PostgreSQL (embedded) and a Cypher (embedded) database, every one with a number of ' +
    'its own in it. Memory after a garbage collection at 20 %, 60 % and 100 % of them; growth is from 20 % to 100 %.',
  async run(progress, { questions = defaultQuestions }) {
    const packs = [sqlite(), postgres(), cypher()];
    const model = await loadNano({ beamSize: 1 });
    const momq = createMoMQ({ dialects: packs, model });
    const databases = await Promise.all(
      packs.map((pack, index) => pack.createDatabase(shop(3 + 2 * index))),
    );
    const memory = new Map<number, NodeJS.MemoryUsage>();
    let mixed = 0;
    for (const [part, share] of [0.2, 0.4, 0.4].entries()) {
      mixed += await askMany(momq, databases, Math.round(questions * share), part);
      collectGarbage();
      const percent = [20, 60, 100][part] ?? 100;
      memory.set(percent, process.memoryUsage());
      progress(`${percent} %: ${megabytes(memory.get(percent)!.rss)} MB`);
    }
    await Promise.all(databases.map((database) => database.close()));
    await momq.close();
    await model.dispose();
    return [
      measurement('answers of another database', { value: mixed, unit: 'answers' }, { atMost: 0 }),
      ...[...memory].flatMap(([percent, { rss, heapUsed }]) => [
        report(`rss at ${percent} %`, rss),
        report(`heap at ${percent} %`, heapUsed),
      ]),
      growth('heap growth', memory, 'heapUsed'),
      growth('rss growth', memory, 'rss'),
    ];
  },
};

/** Asks in groups, every database in turn; returns the number of counts that are not those of the database asked. */
async function askMany(
  momq: MoMQ,
  databases: readonly Database[],
  count: number,
  part: number,
): Promise<number> {
  let mixed = 0;
  for (let from = 0; from < count; from += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => from + at);
    const right = await Promise.all(
      numbers.map(async (number) => {
        const index = number % databases.length;
        const counting = number % 2 === 0;
        const question = counting
          ? 'How many customers are there?'
          : `How many customers live in Town ${part}${number}?`;
        const { rows } = await momq.ask(question, databases[index]!, {
          declining: false,
          timeoutMs: 120_000, // a busy machine is no fault
        });
        return !counting || Number(rows[0]?.[0]) === 3 + 2 * index;
      }),
    );
    mixed += right.filter((each) => !each).length;
  }
  return mixed;
}

/** Three databases differ in the number of their customers. */
function shop(customers: number): DatabaseContent {
  const entity = {
    name: 'customer',
    fields: [
      { name: 'id', type: 'integer' as const, primaryKey: true },
      { name: 'name', type: 'text' as const },
      { name: 'city', type: 'text' as const },
    ],
  };
  const rows = Array.from({ length: customers }, (_, row) => [
    row + 1,
    `Name ${row}`,
    `Town ${row}`,
  ]);
  return {
    schema: { name: 'shop', family: 'relational', entities: [entity], links: [] },
    rows: { customer: rows },
  };
}

function growth(
  name: string,
  memory: ReadonlyMap<number, NodeJS.MemoryUsage>,
  kind: 'rss' | 'heapUsed',
): Measurement {
  const [early, late] = [memory.get(20)![kind], memory.get(100)![kind]];
  return measurement(name, { value: 100 * (late / early - 1), unit: '%' }, { atMost: 10 });
}

function report(name: string, bytes: number): Measurement {
  return measurement(name, { value: megabytes(bytes), unit: 'MB' }, 'report only');
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
