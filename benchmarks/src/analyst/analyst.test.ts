import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import { orderAsked, readSuiteFolder, resultsEqual } from '@momq/core/evaluation';
import type { EvaluationQuestion, SuiteFolder } from '@momq/core/evaluation';
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

/** Whether the order of the rows, or which come before the limit, is the engine's choice. */
async function breaksTies(text: string, database: Database): Promise<boolean> {
  if (!orderAsked(text)) return false;
  const [, query = text, limit = ''] = /^(.*)( LIMIT \d+)$/.exec(text) ?? [];
  const [one, other] = await Promise.all(
    [', 1', ', 1 DESC'].map(async (key) => (await database.query(query + key + limit)).rows),
  );
  return !resultsEqual(one!, other!, { orderMatters: true });
}

/** What is wrong with a gold query, in words; undefined where nothing is. */
async function faultOf(
  { gold }: EvaluationQuestion,
  databases: readonly Database[],
): Promise<string | undefined> {
  const [left, right] = await Promise.all(
    databases.map((database) =>
      database
        .query(gold[database.dialect] ?? gold['query']!, { maxRows: 5000, timeoutMs: 120_000 })
        .then(
          ({ rows }) => rows,
          (error: unknown) => String(error),
        ),
    ),
  );
  if (typeof left === 'string' || typeof right === 'string')
    return [left, right].filter((each) => typeof each === 'string').join(' ');
  if (!resultsEqual(left!, right!, { orderMatters: Object.values(gold).some(orderAsked) }))
    return `${JSON.stringify(left!.slice(0, 4))} against ${JSON.stringify(right!.slice(0, 4))}`;
  const says = left!.some((row) => row.some((value) => value !== null && value !== 0));
  if (!says || left!.length > 400) return `${left!.length} rows`;
  const isTied = await breaksTies(gold['sqlite'] ?? gold['query']!, databases[0]!);
  return isTied ? 'rows with equal keys' : undefined;
}

describe.each(plans)('gold queries of $id', ({ id }) => {
  it('give the same rows in SQLite and PostgreSQL, and some that say something', async () => {
    const content = await suite.content(id);
    const databases: Database[] = [];
    const faults: string[] = [];
    try {
      for (const pack of [sqlite(), postgres()])
        databases.push(await createDatabase(pack, content));
      for (const question of suite.questions) {
        if (question.dbId !== id || question.unanswerable !== undefined) continue;
        const fault = await faultOf(question, databases);
        if (fault !== undefined) faults.push(`${question.question}: ${fault}`);
      }
    } finally {
      for (const database of databases) await database.close();
    }
    expect(faults).toEqual([]);
  });
});
