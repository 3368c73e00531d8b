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
import { generateIntentPairs } from './generate-intent-pairs.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-intents-'));
afterAll(() => rmSync(folder, { recursive: true }));
const targets = [sqlite(), cypher()];

async function pairsOf(dialect: string): Promise<TrainingPair[]> {
  const pairs: TrainingPair[] = [];
  for await (const pair of readPairs(path.join(folder, `${dialect}.jsonl`))) pairs.push(pair);
  return pairs;
}

it('writes pairs whose queries give their rows in each dialect, and the same ones again', async () => {
  const options = {
    outputFolder: folder,
    targets,
    databases: { train: 2, validation: 0, test: 1 },
    pairsPerDatabase: 25,
    seed: 5,
  };
  const report = await generateIntentPairs(options);
  expect(report.pairsBySplit['sqlite']).toEqual({ test: 25, train: 50 });
  expect(Object.values(report.pairsByIntent).reduce((sum, count) => sum + count, 0)).toBe(75);
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
