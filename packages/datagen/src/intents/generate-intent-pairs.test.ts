import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { smallLibrary } from '../testing/small-library.js';
import { describeDatabase } from './describe-database.js';
import { generateIntentPairs } from './generate-intent-pairs.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-intents-'));
afterAll(() => rmSync(folder, { recursive: true }));
const targets = [sqlite(), cypher()];

async function pairsOf(dialect: string, of = folder): Promise<TrainingPair[]> {
  const pairs: TrainingPair[] = [];
  for await (const pair of readPairs(path.join(of, `${dialect}.jsonl`))) pairs.push(pair);
  return pairs;
}

it('writes pairs whose queries give their rows in each dialect, and the same ones again', async () => {
  const options = {
    outputFolder: folder,
    targets,
    databases: { train: 1, validation: 0, test: 1 },
    pairsPerDatabase: 15,
    seed: 5,
  };
  const report = await generateIntentPairs(options);
  expect(report.pairsBySplit['sqlite']).toEqual({ test: 15, train: 15 });
  expect(Object.values(report.pairsByIntent).reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(report.dialects['cypher']?.kept).toBeGreaterThan(5);
  for (const pack of targets) {
    const pairs = await pairsOf(pack.id);
    expect(pairs.length).toBe(report.dialects[pack.id]?.kept);
    for (const dbId of new Set(pairs.map((pair) => pair.dbId))) {
      const stored = readFileSync(path.join(folder, 'databases', `${dbId}.json`), 'utf8');
      const database = await createDatabase(pack, JSON.parse(stored) as DatabaseContent);
      for (const { query, rows, rowCount } of pairs.filter((pair) => pair.dbId === dbId)) {
        const result = await database.query(query, { maxRows: 20_000 });
        const same = resultsEqual(rows, result.rows.slice(0, 50), { orderMatters: false });
        expect([query, result.rows.length, rowCount > 50 || same]).toEqual([query, rowCount, true]);
      }
      await database.close();
    }
  }
  const texts = ['sqlite', 'cypher'].map((id) =>
    readFileSync(path.join(folder, `${id}.jsonl`), 'utf8'),
  );
  rmSync(path.join(folder, 'journal'), { recursive: true });
  expect(await generateIntentPairs(options)).toEqual(report);
  expect(
    ['sqlite', 'cypher'].map((id) => readFileSync(path.join(folder, `${id}.jsonl`), 'utf8')),
  ).toEqual(texts);
});

it("sees what the columns of somebody else's database are for", () => {
  const { content } = smallLibrary();
  const { tables, links } = describeDatabase('library', content);
  const roles = tables.map(({ table, columns }) => [table, columns.map(({ role }) => role).join()]);
  expect(roles).toEqual([
    ['author', 'key,label,category,noise'],
    ['book', 'key,label,category,measure,measure,start,reference'],
    ['member', 'key,label,measure'],
    ['loan', 'reference,reference,measure'],
  ]);
  expect(links.map(({ child, parent }) => `${child.table}-${parent.table}`)).toEqual([
    'book-author',
    'loan-book',
    'loan-member',
  ]);
});

it("asks about databases of somebody's own", async () => {
  const out = path.join(folder, 'own');
  const report = await generateIntentPairs({
    outputFolder: out,
    targets: [sqlite()],
    sources: [
      { id: 'library', split: 'train', content: () => Promise.resolve(smallLibrary().content) },
    ],
  });
  expect(report.databases).toEqual({ train: 1, validation: 0, test: 0 });
  const pairs = await pairsOf('sqlite', out);
  expect(pairs.length).toBeGreaterThan(80);
  expect(new Set(pairs.map(({ licence }) => licence))).toEqual(new Set(["the database's own"]));
  const latest = pairs.filter(({ source }) => source === 'intents/last-per-parent');
  // some of the questions ask one thing more and have fewer rows
  expect(latest.map(({ rows }) => rows)).toContainEqual([
    ['Ada Bose', '2003-03-02'],
    ['Ben Cole', '2010-11-30'],
    ['Cy Dahl', '2021-12-24'],
  ]);
});
