import { expect, it } from 'vitest';
import { leaderboardTable, withEntry } from './leaderboard.js';
import type { Leaderboard, LeaderboardEntry } from './leaderboard.js';

const empty: Leaderboard = { command: 'momq eval', models: ['small'], entries: [] };
const run: LeaderboardEntry = {
  model: 'small',
  dialect: 'mysql',
  commit: 'abc',
  n: 400,
  ex: 0.25,
  low: 0.21,
  high: 0.295,
  exExtraColumns: 0.3,
  executable: 0.9,
};

it('says what nobody measured with a dash', () => {
  expect(leaderboardTable(empty).split('\n').at(-1)).toMatch(/^\| `small` (?:\| –\s+){8}\|$/);
});

it('has a run under its dialect', () => {
  const table = leaderboardTable(
    withEntry(empty, { ...run, declining: { recall: 0.5, precision: 0.125 } }),
  );
  const cells = table
    .split('\n')
    .at(-1)!
    .split('|')
    .map((cell) => cell.trim());
  expect(cells.slice(1, -1)).toEqual([
    '`small`',
    '–',
    '–',
    '25.0 (21.0–29.5; n = 400)',
    '–',
    '–',
    '–',
    '50.0',
    '12.5',
  ]);
});

it('keeps the latest run of a model in a dialect, and takes new models', () => {
  const board = withEntry(withEntry(empty, run), { ...run, ex: 0.5 });
  expect(board.entries.map(({ ex }) => ex)).toEqual([0.5]);
  expect(withEntry(board, { ...run, model: 'large' }).models).toEqual(['small', 'large']);
});
