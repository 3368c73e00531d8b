import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPairs, writePair } from '@momq/core/pairs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { startChatServer } from '../testing/chat-server.js';
import type { ChatServer } from '../testing/chat-server.js';

const pair = {
  ...{
    id: 'made/1',
    source: 'made',
    licence: 'Apache-2.0',
    dbId: 'library',
    split: 'train' as const,
  },
  question: 'How many books are there?',
  ...{ rows: [[3]], rowCount: 1 },
} as const;

let folder = '';
let server: ChatServer;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'momq-reword-command-'));
  mkdirSync(path.join(folder, 'library/data'), { recursive: true });
  mkdirSync(path.join(folder, 'pairs'));
  writeFileSync(
    path.join(folder, 'library/schema.sql'),
    'CREATE TABLE book (title VARCHAR(40));\n',
  );
  writeFileSync(path.join(folder, 'library/data/book.csv'), 'title\nEngines\nNotes\nTides\n');
  for (const dialect of ['sqlite', 'postgres'])
    writeFileSync(
      path.join(folder, `pairs/${dialect}.jsonl`),
      writePair({ ...pair, dialect, query: 'SELECT COUNT(*) FROM book' }),
    );
  server = await startChatServer(() => JSON.stringify({ question: 'What is the count of books?' }));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const args = (...more: string[]): string[] => [
  ...['datagen', 'reword', '--data', path.join(folder, 'pairs'), '--databases', folder],
  ...['--dialect', 'sqlite', '--model', `${server.url}#writer`, ...more],
];

it('rewords the questions of a folder, and asks them of the embedded model', async () => {
  const out = path.join(folder, 'reworded');
  const { code, stdout, stderr } = await capture(args('--out', out));
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/kept 1 of 1; \d+\.\d % of their words are others/);
  expect(stdout).toMatch(
    /of 1, 1 as they were and 1 in other words get the rows of their gold, 1 both/,
  );
  expect(stdout).toMatch(/postgres: 1 train/);
  for (const dialect of ['sqlite', 'postgres'])
    for await (const { id, question, query } of readPairs(path.join(out, `${dialect}.jsonl`)))
      expect([id, question, query]).toEqual([
        'made/1/reworded/0',
        'What is the count of books?',
        'SELECT COUNT(*) FROM book',
      ]);
  const again = await capture(args('--out', out, '--no-round-trip', '--json'));
  const report = JSON.parse(again.stdout) as Record<string, unknown>;
  expect(report).toMatchObject({ kept: 1, usage: { requests: 0, fromJournal: 1 } });
  expect(report).not.toHaveProperty('roundTrip');
});

it.each([
  [['--out', ''], /expected another folder than --data/],
  [['--wordings', '7'], /expected 1 to 5, got 7/],
  [['--dialect', 'mysql'], /expected pairs in mysql, got those in/],
  [['--data', 'nowhere'], /nowhere/],
])('refuses %j', async (more, said) => {
  const given = more[1] === '' ? ['--out', path.join(folder, 'pairs')] : more;
  const { code, stderr } = await capture(args('--out', path.join(folder, 'none'), ...given));
  expect(code).toBe(2);
  expect(stderr).toMatch(said);
});
