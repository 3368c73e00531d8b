import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readStoredJson } from '@momq/core/execution';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { translateSpider } from './translate-spider.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-translate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder as Spider's: two databases of ships, one of which has no rows of its own folder. */
function spiderFolder(): string {
  const spider = path.join(folder, 'spider');
  const data = path.join(spider, 'databases', 'harbour', 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(
    path.join(spider, 'databases', 'harbour', 'schema.sql'),
    [
      'CREATE TABLE `harbour`.`ship` (`id` INT, `name` VARCHAR(20), `flag` VARCHAR(2), PRIMARY KEY (`id`));',
      'CREATE TABLE `harbour`.`visit` (`id` INT, `ship_id` INT, `fee` INT, PRIMARY KEY (`id`), FOREIGN KEY (`ship_id`) REFERENCES `harbour`.`ship` (`id`));',
    ].join('\n'),
  );
  writeFileSync(path.join(data, 'ship.csv'), 'id,name,flag\n1,Tern,PT\n2,Gull,DK\n3,Auk,PT\n');
  writeFileSync(path.join(data, 'visit.csv'), 'id,ship_id,fee\n1,1,10\n2,1,30\n3,2,20\n');
  const ask = (db_id: string, question: string, query: string) =>
    JSON.stringify({ db_id, question, query });
  writeFileSync(
    path.join(spider, 'train_sqlite.jsonl'),
    [
      ask(
        'harbour',
        'How many ships fly the flag PT?',
        "SELECT count(*) FROM ship WHERE flag = 'PT'",
      ),
      ask(
        'harbour',
        'What did each ship pay?',
        'SELECT T1.name, sum(T2.fee) FROM ship AS T1 JOIN visit AS T2 ON T1.id = T2.ship_id GROUP BY T1.id',
      ),
      ask('harbour', 'What is broken?', 'SELECT nothing FROM ship'),
      ask('lagoon', 'How many are there?', 'SELECT count(*) FROM boat'),
    ].join('\n'),
  );
  writeFileSync(
    path.join(spider, 'spider_syn_train.jsonl'),
    ask(
      'harbour',
      'How many vessels fly the flag PT?',
      "SELECT count(*) FROM ship WHERE flag = 'PT'",
    ),
  );
  writeFileSync(
    path.join(spider, 'dev_public_sqlite.jsonl'),
    ask('measured', 'How many?', 'SELECT 1'),
  );
  return spider;
}

it('teaches every dialect each question whose rows agree, and counts what it drops', async () => {
  const outputFolder = path.join(folder, 'out');
  const report = await translateSpider({
    spiderFolder: spiderFolder(),
    outputFolder,
    reference: sqlite(),
    targets: [sqlite(), cypher()],
    validationShare: 0,
  });
  expect(report.questions).toBe(5);
  for (const dialect of ['sqlite', 'cypher']) {
    const pairs: TrainingPair[] = [];
    for await (const pair of readPairs(path.join(outputFolder, `${dialect}.jsonl`)))
      pairs.push(pair);
    expect(pairs.map(({ question, rows, source }) => [question, [...rows].sort(), source])).toEqual(
      [
        ['How many ships fly the flag PT?', [[2]], 'spider'],
        ['How many vessels fly the flag PT?', [[2]], 'spider-syn'],
        [
          'What did each ship pay?',
          [
            ['Gull', 20],
            ['Tern', 40],
          ],
          'spider',
        ],
      ],
    );
    expect(
      pairs.every(({ query }) => query.startsWith(dialect === 'cypher' ? 'MATCH' : 'SELECT')),
    ).toBe(true);
    const { kept, dropped } = report.dialects[dialect]!;
    expect(kept).toBe(3);
    expect(Object.values(dropped).reduce((sum, times) => sum + times, 0)).toBe(2);
    expect(dropped['its database has no folder']).toBe(1);
  }
  expect(JSON.parse(readFileSync(path.join(outputFolder, 'report.json'), 'utf8'))).toEqual(report);
});

it('takes what it has from its journal, until it is told to keep other rows', async () => {
  const spider = spiderFolder();
  const outputFolder = path.join(folder, 'again');
  const options = { spiderFolder: spider, outputFolder, reference: sqlite(), targets: [sqlite()] };
  const rows = async (): Promise<TrainingPair['rows'][]> => {
    const pairs: TrainingPair[] = [];
    for await (const pair of readPairs(path.join(outputFolder, 'sqlite.jsonl'))) pairs.push(pair);
    return pairs.map((pair) => pair.rows).slice(0, 2);
  };
  const report = await translateSpider(options);
  expect(await rows()).toEqual([[[2]], [[2]]]);
  // A database that was read already is not read again.
  const ships = path.join(spider, 'databases', 'harbour', 'data', 'ship.csv');
  writeFileSync(ships, 'id,name,flag\n1,Tern,PT\n2,Gull,PT\n3,Auk,PT\n4,Coot,PT\n');
  expect(await translateSpider(options)).toEqual(report);
  expect(await rows()).toEqual([[[2]], [[2]]]);
  // The first three of four ships.
  await translateSpider({ ...options, maxRowsPerTable: 3 });
  expect(await rows()).toEqual([[[3]], [[3]]]);
});

it('asks worn copies, which it keeps beside the pairs, for the rows that the questions had', async () => {
  const outputFolder = path.join(folder, 'worn');
  const options = { spiderFolder: spiderFolder(), reference: sqlite(), targets: [sqlite()] };
  const report = await translateSpider({ ...options, outputFolder, wornSeed: 5 });
  expect(report.dialects['sqlite']!.kept).toBe(3);
  const pairs: TrainingPair[] = [];
  for await (const pair of readPairs(path.join(outputFolder, 'sqlite.jsonl'))) pairs.push(pair);
  expect(pairs.map(({ dbId, source, rows }) => [dbId, source, [...rows].sort()])).toEqual([
    ['harbour_worn5', 'spider-worn', [[2]]],
    ['harbour_worn5', 'spider-syn-worn', [[2]]],
    [
      'harbour_worn5',
      'spider-worn',
      [
        ['Gull', 20],
        ['Tern', 40],
      ],
    ],
  ]);
  const stored = readFileSync(path.join(outputFolder, 'databases', 'harbour_worn5.json'), 'utf8');
  const { schema } = readStoredJson(stored) as DatabaseContent;
  for (const { name } of schema.entities) expect(['ship', 'visit']).not.toContain(name);
  // The copy of another seed is another database, which no journal has.
  const other = await translateSpider({ ...options, outputFolder, wornSeed: 6 });
  expect(other.dialects['sqlite']!.kept).toBe(3);
  expect(readFileSync(path.join(outputFolder, 'sqlite.jsonl'), 'utf8')).toContain('harbour_worn6');
});
