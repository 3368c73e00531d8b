import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

it("asks a database of one's own, anew when its rows are others", async () => {
  const [databases, out] = ['momq-databases-', 'momq-datagen-'].map((name) =>
    mkdtempSync(path.join(tmpdir(), name)),
  ) as [string, string];
  const data = path.join(databases, 'kennel', 'data');
  mkdirSync(data, { recursive: true });
  const ddl = 'CREATE TABLE dog (id INTEGER PRIMARY KEY, name TEXT, breed TEXT, weight INTEGER);';
  writeFileSync(path.join(databases, 'kennel', 'schema.sql'), ddl);
  const ask = async (names: readonly string[]): Promise<string> => {
    const rows = names.map((name, row) => `${row},${name},${row % 2 ? 'pug' : 'poodle'},${row}`);
    writeFileSync(path.join(data, 'dog.csv'), ['id,name,breed,weight', ...rows].join('\n'));
    const source = ['--source', 'intents', '--databases', databases, '--dialect', 'sqlite'];
    const { code } = await capture(['datagen', ...source, '--out', out], scriptedModel());
    expect(code).toBe(0);
    return readFileSync(path.join(out, 'sqlite.jsonl'), 'utf8');
  };
  const first = await ask(['Rex', 'Bo', 'Ada', 'Kit']);
  expect(first.match(/"dbId":"kennel"/g)!.length).toBeGreaterThan(20);
  expect(first).toContain('["Ada"]');
  const again = await ask(['Max', 'Lu', 'Eve', 'Pip']);
  expect(again).toContain('["Eve"]');
  expect(again).not.toContain('["Ada"]');
});

it.each([
  ['absent', undefined, /a folder that exists/],
  ['a file', '', /a folder that exists/],
  ['half.json', '{"schema": {', /half\.json/],
  ['other.json', '{"orders": 3}', /other\.json/],
])('rejects --databases: %s', async (name, text, said) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-databases-'));
  const place = path.join(folder, name);
  if (text !== undefined) writeFileSync(place, text);
  const args = ['--databases', name.endsWith('.json') ? folder : place, '--out', `${folder}/out`];
  const { code, stderr } = await capture(
    ['datagen', '--source', 'intents', '--dialect', 'sqlite', ...args],
    scriptedModel(),
  );
  expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
  expect(stderr).toMatch(/^CONFIG_INVALID: databases: /);
  expect(readdirSync(folder)).not.toContain('out');
});

it.each([
  ['datagen', '--source', 'imagined'],
  ['datagen', '--train', '0'],
  ['datagen', '--source', 'intents', '--worn', '1'],
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

it.each([
  [['--source', 'intents', '--train', '3', '--test', '1'], '--train, --test'],
  [['--source', 'sql-gen', '--validation', '2'], '--validation'],
  [['--source', 'generated'], '--source generated'],
  [[], '--source generated'],
  [['--source', 'spider'], '--source spider'],
  [['--source', 'templates'], '--source templates'],
])('refuses --databases beside what it would not read: %j', async (args, named) => {
  const { code, stderr } = await capture(
    ['datagen', '--databases', '/nowhere', ...args],
    scriptedModel(),
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(/^CONFIG_INVALID: datagen: expected --databases/);
  expect(stderr).toContain(`got ${named}`);
});
