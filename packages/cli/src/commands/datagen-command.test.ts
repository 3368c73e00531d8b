import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readPairs } from '@momq/core/pairs';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';

interface Pair {
  readonly dbId: string;
  readonly split: string;
  readonly dialect: string;
  readonly query: string;
}

it('makes pairs in every dialect, split by database', async () => {
  const out = mkdtempSync(path.join(tmpdir(), 'momq-datagen-'));
  const args = [
    'datagen',
    '--out',
    out,
    '--train',
    '1',
    '--validation',
    '1',
    '--test',
    '1',
    '--seed',
    '7',
    '--dialect',
    'sqlite',
    'postgres',
    'cypher',
    '--json',
  ];
  const { code, stdout } = await capture(args, scriptedModel());
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ out, seed: 7 });
  const files = ['sqlite', 'postgres', 'cypher'].map((dialect) =>
    path.join(out, `${dialect}.jsonl`),
  );
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  for (const [index, text] of texts.entries()) {
    const pairs = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Pair);
    expect(new Set(pairs.map(({ split }) => split))).toEqual(
      new Set(['train', 'validation', 'test']),
    );
    const databases = new Set(pairs.map(({ dbId }) => dbId));
    expect(new Set(pairs.map(({ dbId, split }) => `${dbId} ${split}`)).size).toBe(databases.size);
    expect(pairs[0]?.query).toMatch(index === 2 ? /^MATCH/ : /^SELECT/);
  }
});

it('fills templates in every dialect, and the SQL dialects have the same questions', async () => {
  const out = mkdtempSync(path.join(tmpdir(), 'momq-datagen-'));
  const one = ['--train', '1', '--validation', '1', '--test', '1', '--seed', '4'];
  const three = ['--dialect', 'sqlite', 'postgres', 'cypher'];
  const args = ['datagen', '--source', 'templates', '--out', out, ...one, ...three, '--json'];
  const { code, stdout } = await capture(args, scriptedModel());
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { pairsByTemplate: Record<string, number> };
  expect(Object.keys(report.pairsByTemplate).length).toBeGreaterThan(30);
  const [sqlite, postgres, cypher] = await Promise.all(
    ['sqlite', 'postgres', 'cypher'].map(async (dialect) => {
      const pairs = [];
      for await (const pair of readPairs(path.join(out, `${dialect}.jsonl`))) pairs.push(pair);
      return pairs;
    }),
  );
  expect(sqlite!.map(({ id, question }) => [id, question])).toEqual(
    postgres!.map(({ id, question }) => [id, question]),
  );
  expect(sqlite!.length).toBeGreaterThan(120);
  expect(new Set(sqlite!.map(({ split }) => split)).size).toBe(3);
  const asked = new Map(sqlite!.map((pair) => [pair.id, pair]));
  expect(cypher!.length).toBeGreaterThan(10);
  for (const { id, rowCount, query } of cypher!) {
    expect(rowCount).toBe(asked.get(id)!.rowCount);
    expect(query).toMatch(/MATCH/);
  }
});

it.each([
  ['datagen', '--source', 'imagined'],
  ['datagen', '--train', '0'],
  ['datagen', '--source', 'sql-gen', '--dialect', 'sqlite', 'mysql'],
  ['datagen', '--source', 'spider', '--data', '/no/such/folder'],
  ['train', '--data', '/no/such/folder'],
  ['train', '--base-minutes', 'soon'],
  ['train', '--seed', '-1'],
])('rejects %s %s %s', async (...args) => {
  const { code, stderr } = await capture(args, scriptedModel());
  expect(code).toBe(2);
  expect(stderr).toMatch(/^(USAGE|CONFIG_INVALID): /);
});
