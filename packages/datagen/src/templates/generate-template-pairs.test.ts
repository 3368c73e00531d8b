import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { generateTemplatePairs } from './generate-template-pairs.js';
import type { TemplateOptions, TemplateReport } from './generate-template-pairs.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sql = sqlite();
const graph = cypher();

function options(name: string, change: Partial<TemplateOptions> = {}): TemplateOptions {
  return {
    outputFolder: path.join(folder, name),
    targets: [sql, graph],
    databases: { train: 1, validation: 0, test: 1 },
    pairsPerDatabase: 6,
    seed: 21,
    ...change,
  };
}

async function pairsOf(name: string, dialect: string): Promise<TrainingPair[]> {
  const pairs: TrainingPair[] = [];
  for await (const pair of readPairs(path.join(folder, name, `${dialect}.jsonl`))) pairs.push(pair);
  return pairs;
}

function contentOf(name: string, dbId: string): DatabaseContent {
  const stored = path.join(folder, name, 'databases', `${dbId}.json`);
  return JSON.parse(readFileSync(stored, 'utf8')) as DatabaseContent;
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

describe('generateTemplatePairs', () => {
  let report: TemplateReport;
  beforeAll(async () => {
    report = await generateTemplatePairs(options('whole'));
  });

  it('counts in its report what it wrote', async () => {
    for (const dialect of ['sqlite', 'cypher']) {
      const pairs = await pairsOf('whole', dialect);
      expect(report.dialects[dialect]?.kept).toBe(pairs.length);
      const bySplit: Record<string, number> = {};
      for (const { split } of pairs) bySplit[split] = (bySplit[split] ?? 0) + 1;
      expect(report.pairsBySplit[dialect]).toEqual(bySplit);
    }
    expect(report.pairsBySplit['sqlite']).toEqual({ test: 6, train: 6 });
    expect(Object.values(report.pairsByTemplate).reduce((sum, count) => sum + count, 0)).toBe(12);
    const stored = readFileSync(path.join(folder, 'whole', 'report.json'), 'utf8');
    expect(JSON.parse(stored)).toEqual(report);
  });

  it('asks a graph the same questions, where the database declares its keys', async () => {
    const questions = new Map((await pairsOf('whole', 'sqlite')).map((pair) => [pair.id, pair]));
    const translated = await pairsOf('whole', 'cypher');
    const declared = readdirSync(path.join(folder, 'whole', 'databases'))
      .map((file) => file.replace('.json', ''))
      .filter((dbId) => contentOf('whole', dbId).schema.links.length > 0);
    expect(declared).toHaveLength(1);
    expect(new Set(translated.map(({ dbId }) => dbId))).toEqual(new Set(declared));
    for (const { id, question, source, query } of translated) {
      expect(questions.get(id)).toMatchObject({ question, source });
      expect(query).toMatch(/^(MATCH|CALL|OPTIONAL MATCH) /);
      expect(query.length).toBeLessThanOrEqual(420);
    }
  });

  it('stores the rows that the query gives on its own engine', async () => {
    for (const pack of [sql, graph]) {
      const pairs = await pairsOf('whole', pack.id);
      for (const dbId of new Set(pairs.map((pair) => pair.dbId))) {
        const database = await createDatabase(pack, contentOf('whole', dbId));
        try {
          for (const { query, rows, rowCount } of pairs.filter((pair) => pair.dbId === dbId)) {
            const result = await database.query(query, { maxRows: 20_000 });
            expect([query, result.rows.length]).toEqual([query, rowCount]);
            if (rowCount > 50) continue;
            const same = resultsEqual(rows, result.rows, { orderMatters: false });
            expect([query, same]).toEqual([query, true]);
          }
        } finally {
          await database.close();
        }
      }
    }
  });

  it('goes on where it was stopped, to the same bytes', async () => {
    const stop = new Error('stopped');
    const seen: string[] = [];
    const stopping = generateTemplatePairs(
      options('stopped', {
        onProgress: (done, _, dbId) => {
          seen.push(dbId);
          if (done === 1) throw stop;
        },
      }),
    );
    await expect(stopping).rejects.toBe(stop);
    const journal = path.join(folder, 'stopped', 'journal');
    expect(readdirSync(journal).sort()).toEqual(seen.map((dbId) => `${dbId}.json`).sort());
    expect(await generateTemplatePairs(options('stopped'))).toEqual(report);
    expect(filesOf('stopped')).toEqual(filesOf('whole'));
  });

  it('makes pairs anew for another number of them', async () => {
    const one = { train: 0, validation: 0, test: 1 };
    const few = { databases: one, targets: [sql], pairsPerDatabase: 2 };
    await generateTemplatePairs(options('stopped', few));
    const first = (await pairsOf('whole', 'sqlite')).filter(({ split }) => split === 'test');
    expect(await pairsOf('stopped', 'sqlite')).toEqual(first.slice(0, 2));
  });

  it('refuses a first dialect that no template is written in', async () => {
    await expect(generateTemplatePairs(options('none', { targets: [graph, sql] }))).rejects.toThrow(
      /a first dialect with language\.idioms.*, got cypher/,
    );
  });
});
