import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOnce, orderAsked, readSuiteFolder, resultsEqual } from '@momq/core/evaluation';
import type { SuiteFolder } from '@momq/core/evaluation';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { csvText, schemaText } from './database-text.js';
import { databases } from './databases.js';

const folder = fileURLToPath(new URL('../../analyst', import.meta.url));
const plans = databases();
let suite: SuiteFolder;

beforeAll(async () => {
  suite = await readSuiteFolder(folder);
});

describe('the databases of analysts', () => {
  it.each(plans)('$id is what its generator writes', ({ id, tables }) => {
    const text = (...parts: string[]): string =>
      readFileSync(path.join(folder, id, ...parts), 'utf8');
    expect(text('schema.sql')).toBe(schemaText(tables));
    expect(readdirSync(path.join(folder, id, 'data')).sort()).toEqual(
      tables.map(({ name }) => `${name}.csv`).sort(),
    );
    for (const table of tables) expect(text('data', `${table.name}.csv`)).toBe(csvText(table));
  });
});

describe('the questions of analysts', () => {
  it('are as many and as mixed as the README says', () => {
    const { questions } = suite;
    const answerable = questions.filter(({ unanswerable }) => unanswerable === undefined);
    expect(answerable.length).toBeGreaterThanOrEqual(150);
    expect(questions.length - answerable.length).toBeGreaterThanOrEqual(15);
    expect(new Set(questions.map(({ dbId }) => dbId)).size).toBe(plans.length);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
    expect(
      answerable.every(({ kind, hardness }) => kind && /^(easy|medium|hard)$/.test(hardness ?? '')),
    ).toBe(true);
    const plain = new Set([
      'filter',
      'flag',
      'missing',
      'code',
      'join',
      'group',
      'aggregate',
      'comparison',
      'having',
      'top',
      'unit',
      'arithmetic',
    ]);
    const beyond = answerable.filter(({ kind }) => !plain.has(kind!));
    expect(beyond.length / answerable.length).toBeGreaterThan(1 / 3);
  });
});

const packs = [sqlite(), postgres()];
const opened = packs.map((pack) => openOnce(pack, (dbId) => suite.content(dbId)));
afterAll(() => Promise.all(opened.map((all) => all.close())));

describe.each(plans)('gold queries of $id', ({ id }) => {
  it('give the same rows in SQLite and PostgreSQL, and some that say something', async () => {
    const faults: string[] = [];
    for (const { question, gold, dbId, unanswerable } of suite.questions) {
      if (dbId !== id || unanswerable !== undefined) continue;
      const [left, right] = await Promise.all(
        packs.map(async (pack, index) => {
          const database = await opened[index]!.open(id);
          const text = gold[pack.id] ?? gold['query']!;
          return database.query(text, { maxRows: 5000, timeoutMs: 60_000 }).then(
            ({ rows }) => rows,
            (error: unknown) => String(error),
          );
        }),
      );
      if (typeof left === 'string' || typeof right === 'string') {
        faults.push(
          `${question}: ${typeof left === 'string' ? left : ''} ${typeof right === 'string' ? right : ''}`,
        );
        continue;
      }
      const orderMatters = Object.values(gold).some(orderAsked);
      if (!resultsEqual(left!, right!, { orderMatters }))
        faults.push(
          `${question}: ${JSON.stringify(left!.slice(0, 4))} against ${JSON.stringify(right!.slice(0, 4))}`,
        );
      const says = left!.some((row) => row.some((value) => value !== null && value !== 0));
      if (!says || left!.length > 400) faults.push(`${question}: ${left!.length} rows`);
    }
    expect(faults).toEqual([]);
  });
});
