import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';

let folder = '';
let shop = '';
let file = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'momq-teach-'));
  shop = path.join(folder, 'shop.db');
  file = path.join(folder, 'shop.osi.yaml');
  const database = new sqlite.Database(shop);
  database.exec(`
    CREATE TABLE kunde (id INTEGER PRIMARY KEY, bez TEXT, lnd TEXT);
    CREATE TABLE auftrag (nr INTEGER PRIMARY KEY, kunde_id INTEGER, st INTEGER);
    INSERT INTO kunde VALUES (1, 'Ada', 'DE'), (2, 'Grace', 'US');
    INSERT INTO auftrag VALUES (10, 1, 1), (11, 1, 3), (12, 2, 3);
  `);
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const momq = (...args: string[]) =>
  capture(args, scriptedModel('SELECT COUNT(*) FROM auftrag WHERE st = 3'));

describe('momq teach', () => {
  it('starts a file beside the database, without a model', async () => {
    const { code, stdout, stderr } = await momq('teach', '--db', shop);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `wrote ${file}: 2 tables, 6 columns, 1 relationships. Fill in what people call them.`,
      '1 of the relationships are concluded from names and values: check them.',
      'What do these codes stand for? kunde.lnd, auftrag.st',
    ]);
    expect(readFileSync(file, 'utf8')).toContain('# concluded from names and values: check it');
  });

  it('keeps what people wrote, and adds what is new', async () => {
    const written = readFileSync(file, 'utf8')
      .replace('"3": ""', '"3": "cancelled"')
      .replace(/- name: st\n/, '- name: status # of the order\n');
    writeFileSync(file, written);
    const { stdout } = await momq('teach', '--db', shop);
    expect(stdout).toContain('has everything that the database has');
    expect(readFileSync(file, 'utf8')).toBe(written);
    const database = new sqlite.Database(shop);
    database.exec('ALTER TABLE auftrag ADD COLUMN rabatt REAL');
    database.close();
    expect((await momq('teach', '--db', shop)).stdout).toBe(`added to ${file}: auftrag.rabatt`);
    expect(readFileSync(file, 'utf8')).toContain('name: status # of the order');
  });

  it('checks a file', async () => {
    const { code, stdout } = await momq('teach', '--db', shop, '--check', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, codes: 1, relationships: 1, notes: [] });
  });

  it('is read by ask, which says what it used', async () => {
    const question = 'How many orders of status cancelled are there?';
    const { stdout } = await momq('ask', question, '--db', shop, '--explain', '--guess');
    expect(stdout).toContain('what it uses of shop.osi.yaml');
    expect(stdout).toContain('cancelled is auftrag.st = 3');
    expect(stdout).toContain('status is auftrag.st');
    const plain = await momq('ask', question, '--db', shop, '--no-semantics', '--json', '--guess');
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('semantics');
  });

  it('starts anew with --force, elsewhere with --out', async () => {
    const other = path.join(folder, 'other.yaml');
    expect((await momq('teach', '--db', shop, '--out', other)).stdout).toContain(`wrote ${other}`);
    await momq('teach', '--db', shop, '--force');
    expect(readFileSync(file, 'utf8')).not.toContain('cancelled');
  });

  it.each<[string, string[], number, string]>([
    ['no database', ['teach'], 2, 'required option'],
    [
      'a server without --out',
      ['teach', '--db', 'postgres://127.0.0.1:1/x'],
      2,
      "'--out <file>' is required",
    ],
    [
      'a file that is not there',
      ['teach', '--check', '--out', '/no/such.yaml'],
      3,
      'SEMANTICS_MISSING',
    ],
  ])('tells of %s', async (_what, args, code, message) => {
    const given = args.includes('--check') ? [...args, '--db', shop] : args;
    const { code: exit, stderr } = await momq(...given);
    expect({ exit, stderr }).toEqual({ exit: code, stderr: expect.stringContaining(message) });
  });

  it('tells of a file that does not fit, with its line', async () => {
    const wrong = path.join(folder, 'wrong.yaml');
    writeFileSync(
      wrong,
      'version: 0.1.1\nsemantic_model: [{name: s, datasets: [{name: a, source: kunden}]}]',
    );
    for (const args of [
      ['teach', '--db', shop, '--out', wrong, '--check'],
      ['ask', 'Who?', '--db', shop, '--semantics', wrong],
    ]) {
      const { code, stderr } = await momq(...args);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringMatching(
          /^SEMANTICS_UNKNOWN_NAME: wrong\.yaml:2:57: .*Did you mean kunde\?/,
        ),
      });
    }
    writeFileSync(wrong, 'version: 9\nsemantic_model: []');
    expect((await momq('teach', '--db', shop, '--out', wrong)).stderr).toMatch(
      /^SEMANTICS_VERSION/,
    );
    expect(readFileSync(wrong, 'utf8')).toContain('version: 9');
  });
});

describe('momq adapt', () => {
  it('teaches questions with queries that were run on the database', async () => {
    const adapted = path.join(folder, 'adapted.osi.yaml');
    const args = [
      'adapt',
      '--db',
      shop,
      '--semantics',
      adapted,
      '--pairs',
      '12',
      '--examples',
      '6',
    ];
    const out = path.join(folder, 'pairs');
    const { code, stdout } = await momq(...args, '--out', out);
    expect(code).toBe(0);
    expect(stdout).toMatch(/kept 12 questions, added 6 of them to .*adapted\.osi\.yaml/);
    const lines = readFileSync(path.join(out, 'sqlite.jsonl'), 'utf8').trimEnd().split('\n');
    const first = JSON.parse(lines[0]!) as { question: string; query: string; rows: unknown[][] };
    const checked = await momq('teach', '--db', shop, '--out', adapted, '--check', '--json');
    expect(JSON.parse(checked.stdout)).toMatchObject({ examples: 6 });
    const asked = await momq('ask', first.question, '--db', shop, '--semantics', adapted, '--json');
    expect(JSON.parse(asked.stdout)).toMatchObject({ query: first.query, rows: first.rows });
    const again = JSON.parse((await momq(...args, '--json')).stdout) as object;
    expect(again).toMatchObject({ added: 0, pairs: 12 });
  });

  it('needs a file for a database that is none', async () => {
    const { code, stderr } = await momq('adapt', '--db', 'postgres://127.0.0.1/shop');
    expect(code).toBe(2);
    expect(stderr).toMatch(/'--semantics <file>' is required/);
  });
});
