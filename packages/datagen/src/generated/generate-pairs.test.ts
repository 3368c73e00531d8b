import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { resultsEqual } from '@momq/core/evaluation';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { generatePairs } from './generate-pairs.js';
import type { GenerationOptions } from './generate-pairs.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-generate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const targets = [sqlite(), cypher()];

function options(name: string, change: Partial<GenerationOptions> = {}): GenerationOptions {
  return {
    outputFolder: path.join(folder, name),
    targets,
    databases: { train: 2, validation: 1, test: 1 },
    pairsPerDatabase: 6,
    testPairsPerDatabase: 3,
    seed: 11,
    ...change,
  };
}

async function pairsOf(name: string, dialect: string): Promise<TrainingPair[]> {
  const pairs: TrainingPair[] = [];
  for await (const pair of readPairs(path.join(folder, name, `${dialect}.jsonl`))) pairs.push(pair);
  return pairs;
}

/** Every file that a run leaves for others, with its bytes; the journal is its own. */
function filesOf(name: string): Record<string, string> {
  const root = path.join(folder, name);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.jsonl?$/.test(file) && !file.startsWith('journal'),
  );
  return Object.fromEntries(
    names.sort().map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
  );
}

const report = await generatePairs(options('whole'));

describe('generatePairs', () => {
  it('writes the same questions for every dialect, no database in two splits', async () => {
    const [sql, graph] = await Promise.all(targets.map(({ id }) => pairsOf('whole', id)));
    expect(sql!.map(({ id, question }) => [id, question])).toEqual(
      graph!.map(({ id, question }) => [id, question]),
    );
    const splits = new Map<string, Set<string>>();
    for (const { dbId, split } of sql!)
      splits.set(dbId, (splits.get(dbId) ?? new Set()).add(split));
    expect([...splits.values()].map((found) => [...found]).sort()).toEqual([
      ['test'],
      ['train'],
      ['train'],
      ['validation'],
    ]);
    const counts = report.pairsBySplit['sqlite']!;
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(sql!.length);
    expect(counts['test']).toBe(3);
  });

  it('labels each question with a query that gives the stored rows on its own engine', async () => {
    for (const pack of targets) {
      const pairs = await pairsOf('whole', pack.id);
      for (const dbId of new Set(pairs.map((pair) => pair.dbId))) {
        const stored = path.join(folder, 'whole', 'databases', `${dbId}.json`);
        const content = JSON.parse(readFileSync(stored, 'utf8')) as DatabaseContent;
        const database = await pack.createDatabase(content);
        try {
          for (const { query, rows, rowCount } of pairs.filter((pair) => pair.dbId === dbId)) {
            const result = await database.query(query, { maxRows: 20_000 });
            expect(result.rows).toHaveLength(rowCount);
            if (rowCount <= 50)
              expect([query, resultsEqual(rows, result.rows, { orderMatters: false })]).toEqual([
                query,
                true,
              ]);
          }
        } finally {
          await database.close();
        }
      }
    }
  });

  it('goes on after kill -9, to the bytes of a run with one worker', async () => {
    const { signal } = spawnSync(process.execPath, [
      ...process.env['MOMQ_TEST_NODE']!.split('\n'),
      fileURLToPath(new URL('../testing/run-killed.ts', import.meta.url)),
      path.join(folder, 'killed'),
    ]);
    expect(signal).toBe('SIGKILL');
    const kept = readdirSync(path.join(folder, 'killed', 'journal'));
    expect(kept.length).toBeGreaterThan(1);
    const seen: number[] = [];
    const again = await generatePairs(
      options('killed', { workers: 3, onProgress: (done) => void seen.push(done) }),
    );
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(again).toEqual(report);
    expect(filesOf('killed')).toEqual(filesOf('whole'));
  });

  it('leaves what a folder has while another run is in it', async () => {
    const lock = path.join(folder, 'whole', 'journal', 'lock');
    writeFileSync(lock, String(process.ppid));
    const before = filesOf('whole');
    await expect(generatePairs(options('whole', { seed: 12 }))).rejects.toMatchObject({
      code: 'DATAGEN_RUN_LOCKED',
    });
    rmSync(lock);
    expect(filesOf('whole')).toEqual(before);
  });
});
