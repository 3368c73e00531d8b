import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evaluate } from '@momq/core/evaluation';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import engine from 'node-sqlite3-wasm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EvaluationSuite } from './evaluation-suite.js';
import { fileSuite } from './file-suite.js';
import { answerByReference } from './reference-answers.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-suite-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A question with two right answers about a database in a file of SQLite. */
function writeSuite(): Promise<EvaluationSuite> {
  mkdirSync(path.join(folder, 'databases/shop'), { recursive: true });
  const database = new engine.Database(path.join(folder, 'databases/shop/shop.sqlite'));
  database.exec(`CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price REAL);
    INSERT INTO item VALUES (1, 'Pen', 2.5), (2, 'Ink', NULL);`);
  database.close();
  const questions = path.join(folder, 'questions.csv');
  writeFileSync(
    questions,
    `db_name,query,question\nshop,SELECT id FROM item;SELECT name FROM item;,Which items?\n`,
  );
  return fileSuite('shop', { questions, databases: path.join(folder, 'databases') });
}

let suite: EvaluationSuite;
beforeAll(async () => {
  suite = await writeSuite();
});

it('reads a database file, and lets any of several golds decide, in another dialect too', async () => {
  const content = await suite.content('shop');
  expect(content.rows).toEqual({
    item: [
      [1, 'Pen', 2.5],
      [2, 'Ink', null],
    ],
  });
  for (const dialect of [sqlite(), postgres()]) {
    const { questions } = await answerByReference(suite, dialect, sqlite());
    const outcomes = await Promise.all(
      ['SELECT id FROM item', 'SELECT name FROM item', 'SELECT price FROM item'].map((query) =>
        evaluate({
          ...{ suite: 'shop', dialect, questions, content: suite.content },
          predict: () => Promise.resolve(query),
        }),
      ),
    );
    expect(outcomes.map(({ ex }) => ex)).toEqual([1, 1, 0]);
  }
});

it('says what is missing where there is no database', async () => {
  await expect(suite.content('elsewhere')).rejects.toThrow(/elsewhere: expected a folder/);
});
