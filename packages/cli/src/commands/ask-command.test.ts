import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, QueryModel } from '@momq/core';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { writeShopDatabase } from '../testing/shop-database.js';

/** Its confidence is the share of the answer's probability. */
const londoners: QueryModel = {
  ...scriptedModel(
    "SELECT name FROM customer WHERE city = 'Paris'",
    "SELECT name FROM customer WHERE city = 'London' ORDER BY name",
  ),
  calibration: {
    formatVersion: 1,
    bias: 0,
    terms: [{ name: 'share', mean: 0, deviation: 1, weight: 1 }],
    provenance: {
      command: 'by hand',
      model: 'scripted 1',
      data: 'none',
      licence: 'Apache-2.0',
      n: 1,
      databases: [],
    },
  },
};
let shop = '';

beforeAll(() => {
  shop = writeShopDatabase();
});

describe('momq ask', () => {
  it('prints the query, the rows and a line of facts', async () => {
    const { code, stdout, stderr } = await capture(
      ['ask', 'Who lives in London?', '--db', shop],
      londoners,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 9)).toEqual([
      'uncertain · confidence 38 %',
      '  ? The model gives this query a confidence of 38 %, less than the 50 % asked for.',
      "SELECT name FROM customer WHERE city = 'London' ORDER BY name",
      'It lists name of customer where city is “London”, ordered by name.',
      '',
      'name',
      '────',
      'Ada',
      'Alan',
    ]);
    expect(stdout).toMatch(/2 rows · sqlite · \d+ ms/);
  });

  it('prints one object with --json', async () => {
    const { stdout } = await capture(
      ['ask', 'Who lives in London?', '--db', shop, '--json'],
      londoners,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      question: 'Who lives in London?',
      dialect: 'sqlite',
      columns: ['name'],
      rows: [['Ada'], ['Alan']],
      truncated: false,
      routing: { sqlite: 0.8, shared: 0.2 },
    } satisfies Partial<Answer>);
  });

  it('explains linked items, candidates, expert groups and timings', async () => {
    const { stdout } = await capture(
      ['ask', 'Which customer lives in London?', '--db', shop, '--explain'],
      londoners,
    );
    expect(stdout).toMatch(/entity\s+exact\s+customer {2}← customer/);
    expect(stdout).toMatch(/value\s+value\s+"London" in customer.city {2}← London/);
    expect(stdout).toMatch(/-0\.50 {2}empty {4}SELECT name FROM customer WHERE city = 'Paris'/);
    expect(stdout).toMatch(/-1\.00 {2}chosen/);
    expect(stdout).toMatch(/sqlite █{16}░{4} {2}80 %/);
    expect(stdout).toMatch(/schema .* model .* generate .* check .* execute .* total/);
  });

  it('cuts the rows at --max-rows and says so', async () => {
    const { stdout } = await capture(
      ['ask', 'Who?', '--db', shop, '--max-rows', '1'],
      scriptedModel('SELECT name FROM customer'),
    );
    expect(stdout).toContain('1+ row ');
  });
});

describe('the status of an answer', () => {
  const args = (...more: readonly string[]) => [
    'ask',
    'Please delete all customers in London.',
    '--db',
    shop,
    ...more,
  ];

  it('is declined with the reason and code 5', async () => {
    const { code, stdout, stderr } = await capture(args(), londoners);
    expect({ code, stderr }).toEqual({ code: 5, stderr: '' });
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'declined: it asks to change data',
      'It asks to change data (“delete”), and MoMQ only reads.',
    ]);
    const json = await capture(args('--json', '--explain'), londoners);
    expect(json.code).toBe(5);
    expect(JSON.parse(json.stdout)).toMatchObject({
      status: 'declined',
      reason: { kind: 'changes-data', words: ['delete'], suggestions: [] },
    });
    expect(JSON.parse(json.stdout)).not.toHaveProperty('rows');
  });

  it('is uncertain with --guess, and 4 with --strict', async () => {
    const guess = await capture(args('--guess'), londoners);
    expect(guess.code).toBe(0);
    expect(guess.stdout).toMatch(/^uncertain · confidence 38 %\n {2}\? It asks to change data/);
    expect(guess.stdout).toContain('Ada');
    expect((await capture(args('--guess', '--strict'), londoners)).code).toBe(4);
  });

  it('is answered with 0, also with --strict', async () => {
    const sure = scriptedModel('SELECT name FROM customer');
    const { code, stdout } = await capture(
      ['ask', 'List the names of the customers.', '--db', shop, '--strict'],
      sure,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^answered\nSELECT name/);
  });
});

describe('momq ask with bad input', () => {
  it.each<[string, () => readonly string[], number]>([
    ['DATABASE_OPEN', () => ['ask', 'Who?', '--db', '/no/such/file.sqlite'], 3],
    ['DATABASE_OPEN', () => ['ask', 'Who?', '--db', notDatabase(), '--dialect', 'sqlite'], 3],
    ['DATABASE_OPEN', () => ['ask', 'Who?', '--db', 'postgres://127.0.0.1:1/shop'], 3],
    ['DATABASE_OPEN', () => ['ask', 'Who?', '--db', 'bolt://127.0.0.1:1'], 3],
    ['QUESTION_EMPTY', () => ['ask', '  ', '--db', shop], 2],
    ['DIALECT_UNKNOWN', () => ['ask', 'Who?', '--db', shop, '--dialect', 'oracle'], 2],
    ['USAGE', () => ['ask', 'Who?'], 2],
    ['USAGE', () => ['ask', 'Who?', '--db', shop, '--timeout', 'soon'], 2],
    ['USAGE', () => ['tell'], 2],
  ])('reports %s', async (code, args, exitCode) => {
    const text = await capture(args(), londoners);
    expect(text).toMatchObject({ code: exitCode, stdout: '' });
    expect(text.stderr).toMatch(new RegExp(`^${code}: .+`));
    const json = await capture([...args(), '--json'], londoners);
    expect(JSON.parse(json.stderr)).toEqual({
      error: { code, message: expect.any(String) as string },
    });
  });

  it('names the folder that holds no checkpoint', async () => {
    const args = ['ask', 'Who?', '--db', shop, '--model', '/no/such/checkpoint'];
    const { code, stderr } = await capture(args);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^NANO_WEIGHTS_MISSING: .*\/no\/such\/checkpoint/);
  });

  it('answers from a schema without tables with SCHEMA_EMPTY', async () => {
    const empty = path.join(path.dirname(shop), 'empty.sqlite');
    writeFileSync(empty, ''); // SQLite takes an empty file for an empty database
    const { code, stderr } = await capture(['ask', 'Who?', '--db', empty], londoners);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^SCHEMA_EMPTY: /);
  });

  it('refuses what the model should not have proposed', async () => {
    const { code, stderr } = await capture(
      ['ask', 'Who?', '--db', shop],
      scriptedModel('DELETE FROM customer'),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^QUERY_REFUSED: .*DELETE/);
  });

  it('reports that no candidate ran', async () => {
    const { code, stderr } = await capture(
      ['ask', 'Who?', '--db', shop],
      scriptedModel('SELECT nobody FROM customer'),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^NO_QUERY: .*nobody/);
  });
});

it('lists commands and exit codes with --help', async () => {
  const { code, stdout } = await capture(['--help'], londoners);
  expect(code).toBe(0);
  expect(stdout).toMatch(/ask .*demo .*eval .*Exit codes/s);
});

function notDatabase(): string {
  const file = path.join(path.dirname(shop), 'notes.sqlite');
  writeFileSync(file, 'These are notes, not a database, and they are longer than a header.');
  return file;
}
