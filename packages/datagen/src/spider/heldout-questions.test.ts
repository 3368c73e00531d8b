import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sqlite } from '@momq/dialect-sqlite';
import { heldoutQuestions, misplacedQuestions } from './heldout-questions.js';
import { translateSpider } from './translate-spider.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-heldout-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('asks about the databases that translateSpider holds out, and about no other', async () => {
  const spiderFolder = path.join(folder, 'spider');
  mkdirSync(spiderFolder);
  const names = Array.from({ length: 25 }, (_, index) => `db${index}`);
  const write = (file: string, dbIds: readonly string[], question: string): void =>
    writeFileSync(
      path.join(spiderFolder, file),
      dbIds.map((db_id) => JSON.stringify({ db_id, question, query: 'SELECT 1' })).join('\n'),
    );
  write('train_sqlite.jsonl', [...names, ...names.toReversed()], 'How many?');
  write('spider_syn_train.jsonl', names, 'What number?');
  write('dev_public_sqlite.jsonl', ['measured'], 'How many?');
  const outputFolder = path.join(folder, 'pairs');
  const { validationDatabases } = await translateSpider({
    spiderFolder,
    outputFolder,
    reference: sqlite(),
    targets: [sqlite()],
  });

  const questions = await heldoutQuestions(spiderFolder);
  expect(validationDatabases).toHaveLength(2);
  expect(questions.map(({ dbId, question }) => [dbId, question])).toEqual(
    validationDatabases.flatMap((dbId) => [
      [dbId, 'How many?'],
      [dbId, 'What number?'],
    ]),
  );
  const [first, second] = validationDatabases;
  const [misplaced] = await misplacedQuestions(spiderFolder);
  expect(questions[0]?.dbId).toBe(first);
  expect(misplaced).toMatchObject({ question: 'How many?', dbId: second });
  expect(misplaced?.answer).toHaveLength(1);
});
