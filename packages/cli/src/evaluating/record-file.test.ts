import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EvaluationRecord } from '@momq/core/evaluation';
import { afterAll, expect, it } from 'vitest';
import { openRecords, readRecords } from './record-file.js';
import type { RunSettings } from './record-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-records-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'records.jsonl');

const settings: RunSettings = {
  ...{ suite: 'shop', databases: 'here' },
  ...{ dialect: 'sqlite', model: 'nano 1', guess: false },
};
const questions = new Map([
  ['shop#1', 'Who?'],
  ['shop#2', 'How many?'],
]);
const record = (id: string): EvaluationRecord => ({
  ...{ id, dbId: 'shop', question: questions.get(id)!, goldQuery: 'x', predictedQuery: null },
  ...{ outcome: 'no-answer', predictionMs: 1 },
});
const resume = (more: Partial<RunSettings> = {}) =>
  openRecords(file, { resume: true, settings: { ...settings, ...more }, questions });

/** Writes the file of a whole run, and returns it. */
function wholeRun(): string {
  const { keep } = openRecords(file, { resume: false, settings, questions });
  for (const id of questions.keys()) keep(record(id));
  return readFileSync(file, 'utf8');
}

it('gives what was kept, and begins anew where that is asked for', () => {
  wholeRun();
  expect(readRecords(file)).toEqual(
    [...questions.keys()].map((id) => ({ ...record(id), run: settings })),
  );
  expect([...resume().known]).toEqual([...questions.keys()].map((id) => [id, record(id)]));
  openRecords(file, { resume: false, settings, questions });
  expect(readFileSync(file, 'utf8')).toBe('');
});

it.each([1, 5, 40, -1])('goes on behind a line that was cut off at %i', (length) => {
  const whole = wholeRun();
  const [first, second] = whole.split('\n') as [string, string];
  writeFileSync(file, `${first}\n${second.slice(0, length)}`);
  expect(() => readRecords(file)).toThrow(/records\.jsonl:2: .*cut off.*--resume/);
  const { known, cut, keep } = resume();
  expect([[...known.keys()], cut]).toEqual([['shop#1'], true]);
  keep(record('shop#2'));
  expect(readFileSync(file, 'utf8')).toBe(whole);
});

it('keeps a last record that lacks nothing but its end of line', () => {
  const whole = wholeRun();
  writeFileSync(file, whole.trimEnd());
  expect(readRecords(file)).toHaveLength(2);
  expect(resume()).toMatchObject({ cut: false });
  expect(readFileSync(file, 'utf8')).toBe(whole);
});

it.each<[string, Partial<RunSettings>]>([
  ['suite other, got shop', { suite: 'other' }],
  ['databases there, got here', { databases: 'there' }],
  ['dialect postgres, got sqlite', { dialect: 'postgres' }],
  ['model nano 2, got nano 1', { model: 'nano 2' }],
  ['guess true, got false', { guess: true }],
])('refuses records of another run: %s', (words, more) => {
  const whole = wholeRun();
  writeFileSync(file, `${whole}{"id":`);
  expect(() => resume(more)).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`records.jsonl:1: `),
    }),
  );
  expect(() => resume(more)).toThrow(words);
  expect(readFileSync(file, 'utf8')).toBe(`${whole}{"id":`);
});

it('refuses records that do not say their run, of other questions, and other files', () => {
  const whole = wholeRun();
  writeFileSync(file, whole.replaceAll(/,"run":\{.*\}/g, '}'));
  expect(() => resume()).toThrow(/suite shop, got none/);
  writeFileSync(file, whole.replaceAll(',"databases":"here"', '')); // as an older version wrote it
  expect(() => resume()).toThrow(/databases here, got none/);
  writeFileSync(file, whole.replace('How many?', 'How much?'));
  expect(() => resume()).toThrow(/:2: .*shop#2 to ask "How many\?", got "How much\?"/);
  writeFileSync(file, 'my notes');
  expect(() => resume()).toThrow(/expected a record of momq eval/);
  expect(readFileSync(file, 'utf8')).toBe('my notes');
});
