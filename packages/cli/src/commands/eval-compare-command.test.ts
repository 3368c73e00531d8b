import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { writeSpiderFolder } from '../testing/spider-folder.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [counts, titles] = ['counts', 'titles'].map((name) => path.join(folder, `${name}.jsonl`)) as [
  string,
  string,
];
const compare = (...args: string[]) => capture(['eval', 'compare', ...args]);

beforeAll(async () => {
  const { questions, databases } = writeSpiderFolder();
  const run = (query: string, records: string) =>
    capture(
      ['eval', '--questions', questions, '--databases', databases, '--records', records],
      scriptedModel(query),
    );
  await run('SELECT count(*) FROM book', counts); // right for the first of two questions
  await run('SELECT title FROM book WHERE author_id = 1', titles); // right for the second
});

it('shows who got what right, and the questions that changed', async () => {
  const { code, stdout } = await compare(counts, titles);
  expect(code).toBe(0);
  expect(stdout).toMatch(/A right +0 +1\nA wrong +1 +0\n/);
  expect(stdout).toMatch(/B − A 0\.0 points .*p = 1\.000/);
  expect(stdout).toMatch(/library#1 +correct +wrong +How many books are there\?/);
  const { stdout: json } = await compare(counts, titles, '--json', '--seed', '3');
  expect(JSON.parse(json)).toMatchObject({
    first: { dialect: 'sqlite', model: 'nano scripted 1' },
    ...{ n: 2, both: 0, onlyFirst: 1, onlySecond: 1, neither: 0, p: 1, seed: 3 },
    changed: [
      {
        id: 'library#1',
        first: { outcome: 'correct' },
        second: { outcome: 'wrong', predictedQuery: expect.stringContaining('title') as string },
      },
      { id: 'library#2' },
    ],
  });
});

it.each(['html', 'md'])('writes a report as %s with every question that changed', async (end) => {
  const report = path.join(folder, 'reports', `two.${end}`);
  const { stdout } = await compare(counts, titles, '--report', report);
  expect(stdout).toContain(`written to ${report}`);
  const text = readFileSync(report, 'utf8').replaceAll('\\', '');
  expect(text).toContain('How many books are there?');
  expect(text).toContain('SELECT title FROM book WHERE author_id = 1');
  expect(text).toMatch(/exact McNemar p = 1\.000/);
  expect(text.startsWith(end === 'md' ? '# ' : '<!doctype html>')).toBe(true);
});

it('refuses a report whose name tells no format before anything is read', async () => {
  const { code, stderr } = await compare('nothing.jsonl', titles, '--report', 'two.pdf');
  expect([code, stderr]).toEqual([2, expect.stringContaining('ends in .html or .md')]);
});

it.each<[string, (text: string) => string, RegExp]>([
  ['a part of the questions', (text) => `${text.split('\n')[0]!}\n`, /did not ask.*library#2/],
  ['another dialect', (text) => text.replaceAll('"sqlite"', '"mysql"'), /one dialect, got sqlite/],
  ['another suite', (text) => text.replaceAll('questions.jsonl', 'other.jsonl'), /one suite/],
  ['other words', (text) => text.replace('How many books', 'How many pages'), /library#1/],
  ['two runs in one file', (text) => text.replace('scripted 1', 'scripted 2'), /record 2/],
  ['no run', (text) => text.replaceAll(/,"run":\{.*\}/g, '}'), /older version/],
  ['nothing', () => '', /an empty file/],
  ['other text', () => 'my notes', /expected a record/],
])('refuses records of %s', async (_, change, words) => {
  const file = path.join(folder, 'changed.jsonl');
  writeFileSync(file, change(readFileSync(titles, 'utf8')));
  const { code, stderr } = await compare(counts, file);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^CONFIG_INVALID: /)]);
  expect(stderr).toMatch(words);
});

it('refuses one file alone, and one that is not there', async () => {
  expect(await compare(counts)).toMatchObject({ code: 2 });
  const missing = await compare(counts, path.join(folder, 'none.jsonl'));
  expect(missing.code).not.toBe(70);
  expect(missing.stderr).toContain('none.jsonl');
});
