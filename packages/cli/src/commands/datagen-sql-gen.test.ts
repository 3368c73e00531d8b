import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readPairs } from '@momq/core/pairs';
import { capture } from '../testing/captured-run.js';
import { startChatServer } from '../testing/chat-server.js';
import type { ChatServer } from '../testing/chat-server.js';

const pairs = [
  ['Which books have more than 100 pages?', 'SELECT title FROM book WHERE pages > 100'],
  ['How many books have fewer than 200 pages?', 'SELECT count(*) FROM book WHERE pages < 200'],
  ['Which books are there?', 'SELECT titel FROM book'],
] as const;

/** Writes the pairs in turn, the last of them wrong, and finds nothing to mend. */
function answerOf(prompt: string, model: string): string {
  if (model === 'judge') return JSON.stringify({ reasoning: 'Right.', fixing_needed: 'NO' });
  if (prompt.includes('"query_template"'))
    return JSON.stringify({ reasoning: '', query_template: 'SELECT DISTINCT column FROM table' });
  const [question, query] = pairs[written++ % pairs.length]!;
  return JSON.stringify({ reasoning: '', question, query });
}

let folder = '';
let server: ChatServer;
let written = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'momq-sql-gen-command-'));
  const data = path.join(folder, 'databases/library/data');
  mkdirSync(data, { recursive: true });
  writeFileSync(
    path.join(data, '../schema.sql'),
    'CREATE TABLE `library`.`book` (\n    `title` VARCHAR(40),\n    `pages` INTEGER\n);\n',
  );
  writeFileSync(path.join(data, 'book.csv'), 'title,pages\nEngines,120\nNotes,80\nTides,300\n');
  server = await startChatServer(answerOf);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  rmSync(folder, { recursive: true });
});

const at = (...names: string[]): string => path.join(folder, ...names);

function sqlGen(out: string, ...changes: string[]): string[] {
  const models = ['--model', `${server.url}#writer`, '--judge', `${server.url}#judge`];
  const small = ['--pairs', '2', '--new-templates', '1', '--concurrency', '1', '--patience', '4'];
  const command = ['datagen', '--source', 'sql-gen', '--dialect', 'sqlite', '--out', at(out)];
  return [...command, ...models, '--databases', at('databases'), ...small, ...changes];
}

it('makes templates of a corpus, and pairs from them with two models', async () => {
  vi.stubEnv('MOMQ_MODEL_KEY', 'key-of-the-writer');
  vi.stubEnv('MOMQ_JUDGE_KEY', 'key-of-the-judge');
  const queries = ['SELECT a FROM b', 'SELECT c FROM d', 'SELECT a FROM b WHERE c = 1', 'SELECT'];
  writeFileSync(
    at('corpus.jsonl'),
    queries.map((query) => `${JSON.stringify({ query })}\n`).join(''),
  );
  const made = await capture([
    ...['datagen', 'templates', at('corpus.jsonl'), '--dialect', 'sqlite'],
    ...['--out', at('new/seeds.jsonl')],
  ]);
  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/^sqlite: 2 templates of 3 queries in 4 rows\n +2 {2}SELECT column/);
  expect(made.stdout).toMatch(/skipped 1: .*\n.*corpus\.jsonl:4 {2}QUERY_SYNTAX/);

  const args = sqlGen('out', '--seeds', at('new/seeds.jsonl'), '--format', 'parquet', 'chat');
  const { code, stdout, stderr } = await capture(args);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^templates: 2 known, 1 new\n/);
  expect(stdout).toMatch(/sqlite: 2 train/);
  const found = [];
  for await (const pair of readPairs(at('out/sqlite.jsonl'))) found.push(pair);
  expect(found.map(({ question, rows }) => [question, rows])).toEqual([
    [pairs[0][0], [['Engines'], ['Tides']]],
    [pairs[1][0], [[2]]],
  ]);
  const bearers = ['Bearer key-of-the-writer', 'Bearer key-of-the-judge'];
  expect(new Set(server.authorizations)).toEqual(new Set(bearers));
  expect(readFileSync(at('out/journal/answers.jsonl'), 'utf8')).not.toContain('key-of-the');

  expect(readFileSync(at('out/sqlite.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  expect(readFileSync(at('out/chat/sqlite.train.jsonl'), 'utf8')).toContain('pages');
  expect(readFileSync(at('out/report.html'), 'utf8')).toMatch(
    /<th>asked for<\/th>.*<span>[23]<.*<th>duplicate<\/th>.*<span>2</s,
  );
  const card = readFileSync(at('out/README.md'), 'utf8');
  expect(card).toMatch(/^license: other$/m);
  const { host } = new URL(server.url);
  expect(card).toContain(`- writer: ${host}#writer\n- judge: ${host}#judge\n`);

  const asked = server.authorizations.length;
  const again = await capture([...args, '--json']);
  expect(server.authorizations.length).toBe(asked);
  const report = JSON.parse(again.stdout) as object;
  expect(report).toMatchObject({ out: at('out'), dialect: 'sqlite', kept: 2, seed: 1 });
});

it('shows how varied a corpus is beside another', async () => {
  const lines = (...queries: string[]): string =>
    queries.map((query) => `${JSON.stringify({ query })}\n`).join('');
  writeFileSync(
    at('one.jsonl'),
    lines("SELECT a FROM b WHERE a GLOB '<x*'", 'SELECT a FROM b, c', ''),
  );
  writeFileSync(at('two.jsonl'), `${lines('SELECT a FROM b')}broken\n`);
  const page = at('pages/diversity.html');
  const args = ['datagen', 'diversity', at('one.jsonl'), '--dialect', 'sqlite'];
  const { code, stdout } = await capture([...args, '--against', at('two.jsonl'), '--out', page]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/queries with a keyword of its own +│? *1 +│? *0/);
  expect(stdout).toMatch(/two\.jsonl passed over .*two\.jsonl:2: no JSON/);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('GLOB *');
  expect(html).toMatch(
    /<th>1<\/th><td><div class="bar"><b style="width:[\d.]+%;[^"]*"><\/b><span>50\.0 %/,
  );
  expect(html).not.toMatch(/<script|https?:/);
  const json = await capture([...args, '--sample', '1', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ corpora: [{ dialect: 'sqlite', rows: 1 }] });
});

it('ends with what there is when the budget is spent, and with exit code 1 when nothing is usable', async () => {
  const spent = await capture(sqlGen('spent', '--budget-tokens', '3'));
  expect(spent.code).toBe(0);
  expect(spent.stdout).toMatch(/stopped: the budget of 3 tokens does not suffice .*: 0 are spent/);
  const useless = await startChatServer(() => 'Certainly!');
  try {
    const args = sqlGen('useless', '--model', `${useless.url}#writer`, '--no-judge');
    const { code, stderr } = await capture(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DATAGEN_NOTHING_USABLE: .*4 in a row.*no JSON object/);
  } finally {
    await useless.close();
  }
});

it.each<[what: string, changes: string[], code: number, message: RegExp]>([
  ['two dialects', ['--dialect', 'postgres'], 2, /^CONFIG_INVALID: datagen: expected one/],
  ['an unknown model', ['--model', 'gpt'], 2, /^CONFIG_INVALID: model: .*got gpt/],
  ['a URL without a model', ['--judge', 'http://127.0.0.1:1/v1'], 2, /^CONFIG_INVALID: model: /],
  ['a budget of zero', ['--budget-tokens', '0'], 2, /^USAGE: .*positive integer/],
  ['money without a price', ['--budget-money', '1'], 2, /^CONFIG_INVALID: budget.money: /],
  ['half a price', ['--price', '0.5'], 2, /^USAGE: .*two amounts/],
  ['no databases', ['--databases', '/no/such/folder'], 2, /^CONFIG_INVALID: databases: /],
  ['an unknown format', ['--format', 'csv'], 2, /^USAGE: .*parquet, chat/],
  ['no seeds', ['--seeds', '/no/such/file'], 2, /^CONFIG_INVALID: corpus: /],
])('refuses %s before anything is asked', async (_, changes, code, message) => {
  const asked = server.authorizations.length;
  const got = await capture(sqlGen('refused', ...changes));
  expect(got.code).toBe(code);
  expect(got.stderr).toMatch(message);
  expect(server.authorizations.length).toBe(asked);
});

it.each([
  [['--dialect', 'sqlite'], /expected --model <name> with --source sql-gen/],
  [['--model', 'ollama:a'], /expected --dialect <id>/],
  [['--dialect', 'sqlite', '--model', 'ollama:a'], /expected --judge <name>, or --no-judge,/],
])('says what is missing of %j', async (given, message) => {
  const { code, stderr } = await capture(['datagen', '--source', 'sql-gen', ...given]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

it('refuses an unknown dialect before anything is asked', async () => {
  const asked = server.authorizations.length;
  const args = sqlGen('refused').map((word) => (word === 'sqlite' ? 'imagined' : word));
  const { code, stderr } = await capture(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^DIALECT_UNKNOWN: .*imagined/);
  expect(server.authorizations.length).toBe(asked);
});

it('refuses a folder below a file', async () => {
  writeFileSync(at('file'), '');
  const below = await capture(sqlGen('file/out'));
  expect(below.code).toBe(3);
  expect(below.stderr).toMatch(/^DATAGEN_FOLDER_UNWRITABLE: out: .*Name another one/);
});

it.skipIf(!existsSync('/proc/self'))(
  'gives up where no folder can be made (skipped without /proc)',
  async () => {
    const runs = [sqlGen('x'), ['datagen', '--dialect', 'sqlite']];
    for (const run of runs) {
      const { code, stderr } = await capture([...run, '--out', '/proc/momq']);
      expect(code, stderr).toBe(3);
      expect(stderr).toMatch(/ENOENT: no such file or directory, mkdir '\/proc\/momq/);
    }
  },
);
