import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSuiteFolder } from '@momq/core/evaluation';
import type { EvaluationQuestion, SuiteFolder } from '@momq/core/evaluation';
import { bigquery } from '@momq/dialect-bigquery';
import { cypher } from '@momq/dialect-cypher';
import { mysql } from '@momq/dialect-mysql';
import { ngql } from '@momq/dialect-ngql';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { csvText, schemaText } from './database-text.js';
import { databases } from './databases.js';
import { checkGolds, disagreements } from './gold-faults.js';
import { leaderboardTable } from './leaderboard.js';
import type { Leaderboard } from './leaderboard.js';
import { questionCounts } from './question-counts.js';
import { goldDialects, hardnesses, questionKinds } from './question-kinds.js';
import { withTables } from './readme-tables.js';

const folder = fileURLToPath(new URL('../../analyst', import.meta.url));
const plans = databases();
const others = [postgres(), mysql(), bigquery(), cypher(), ngql()];
let suite: SuiteFolder;
let answerable: readonly EvaluationQuestion[];

beforeAll(async () => {
  suite = await readSuiteFolder(folder);
  answerable = suite.questions.filter(({ unanswerable }) => unanswerable === undefined);
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
  it('are as many and as mixed as a benchmark needs', () => {
    expect(answerable.length).toBeGreaterThanOrEqual(400);
    expect(suite.questions.length - answerable.length).toBeGreaterThanOrEqual(40);
    expect(new Set(suite.questions.map(({ dbId }) => dbId)).size).toBe(plans.length);
    expect(plans.length).toBeGreaterThanOrEqual(12);
    const texts = new Set(suite.questions.map(({ dbId, question }) => `${dbId} ${question}`));
    expect(texts.size).toBe(suite.questions.length);
    const beyond = answerable.filter(
      ({ kind }) => questionKinds[kind as keyof typeof questionKinds] === 'beyond',
    );
    expect(beyond.length / answerable.length).toBeGreaterThan(1 / 3);
  });

  it('say kind and hardness in the words of the README', () => {
    const wrong = answerable.filter(
      ({ kind = '', hardness = '' }) =>
        !Object.hasOwn(questionKinds, kind) ||
        !(hardnesses as readonly string[]).includes(hardness),
    );
    expect(wrong).toEqual([]);
  });

  it('have a gold in every SQL dialect and in Cypher, and none in an unknown one', () => {
    const needed = goldDialects.filter((id) => id !== 'ngql');
    const lacking = answerable.filter(({ gold }) => needed.some((id) => gold[id] === undefined));
    expect(lacking.map(({ id }) => id)).toEqual([]);
    const known: readonly string[] = goldDialects;
    expect(
      answerable.flatMap(({ gold }) => Object.keys(gold).filter((id) => !known.includes(id))),
    ).toEqual([]);
  });

  it('are counted in the README, and their leaderboard stands there', () => {
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const board = JSON.parse(
      readFileSync(path.join(folder, 'leaderboard.json'), 'utf8'),
    ) as Leaderboard;
    expect(readme).toContain(questionCounts(suite.questions));
    expect(readme).toContain(leaderboardTable(board));
    expect(withTables(readme.replaceAll('–', 'x'), suite.questions, board)).toContain(
      leaderboardTable(board),
    );
  });
});

describe.each(plans)('gold queries of $id', ({ id }) => {
  it('give rows in SQLite that say something', async () => {
    const questions = answerable.filter(({ dbId }) => dbId === id);
    const { faults } = await checkGolds(sqlite(), await suite.content(id), questions);
    expect(faults).toEqual([]);
  });
});

const isThorough = process.env['MOMQ_ANALYST_GOLD'] === '1';
const pairs = isThorough ? plans.flatMap(({ id }) => others.map((pack) => ({ id, pack }))) : [];

describe('golds of all dialects', () => {
  it.skipIf(!isThorough)(
    'are run where MOMQ_ANALYST_GOLD=1, for three minutes of an idle machine',
    () => {
      expect(pairs.length).toBe(plans.length * others.length);
    },
  );

  it.each(pairs)(
    'of $id give the same rows in $pack.id as in SQLite',
    { timeout: 1_800_000 },
    async ({ id, pack }) => {
      const questions = answerable.filter(({ dbId }) => dbId === id);
      const content = await suite.content(id);
      const { answers } = await checkGolds(sqlite(), content, questions);
      const own = await checkGolds(pack, content, questions);
      expect(own.faults).toEqual([]);
      expect(disagreements(questions, answers, own.answers)).toEqual([]);
    },
  );
});
