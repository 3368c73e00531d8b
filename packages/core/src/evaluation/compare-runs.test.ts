import { expect, it } from 'vitest';
import { compareRuns } from './compare-runs.js';
import type { EvaluationRecord, Outcome } from './evaluate.js';

const record = (
  number: number,
  outcome: Outcome,
  more: Partial<EvaluationRecord> = {},
): EvaluationRecord => ({
  ...{ id: `shop#${number}`, dbId: 'shop', question: `Question ${number}?`, goldQuery: 'gold' },
  ...{ predictedQuery: 'query', outcome, predictionMs: 1, ...more },
});
const run = (...outcomes: Outcome[]): EvaluationRecord[] =>
  outcomes.map((outcome, index) => record(index + 1, outcome));
const times = (n: number, outcome: Outcome): Outcome[] => Array<Outcome>(n).fill(outcome);

it('counts pairs, and tests the difference', () => {
  // 4 both, 2 only the first, 8 only the second, 6 neither
  const first = run(...times(4, 'correct'), ...times(2, 'correct'), ...times(14, 'wrong'));
  const second = run(
    ...[...times(4, 'correct'), ...times(2, 'failed'), ...times(8, 'correct')],
    ...times(6, 'no-answer'),
  );
  const found = compareRuns(first, second);
  expect(found).toMatchObject({ n: 20, both: 4, onlyFirst: 2, onlySecond: 8, neither: 6 });
  expect([found.exFirst, found.exSecond]).toEqual([0.3, 0.6]);
  expect(found.p).toBeCloseTo(0.109375, 10); // scipy.stats.binomtest(2, 10).pvalue
  // the normal approximation of paired proportions (Agresti 2013, § 11.1.1) has 0.3 ± 0.28
  expect(found.difference.mean).toBeCloseTo(0.3, 10);
  expect(Math.abs(found.difference.low - 0.02)).toBeLessThan(0.06);
  expect(Math.abs(found.difference.high - 0.58)).toBeLessThan(0.06);
  expect(found.changed.map(({ id }) => id)).toEqual(
    Array.from({ length: 10 }, (_, index) => `shop#${index + 5}`),
  );
  expect(found.changed[0]).toMatchObject({
    first: { outcome: 'correct' },
    second: { outcome: 'failed' },
  });
});

it('gives the same interval for the same seed, in either order of the second run', () => {
  const first = run('correct', 'wrong', 'wrong', 'correct', 'wrong');
  const second = run('correct', 'correct', 'wrong', 'wrong', 'correct');
  const found = compareRuns(first, second, { seed: 4 });
  expect(compareRuns(first, [...second].reverse(), { seed: 4 })).toEqual(found);
  const turned = compareRuns(second, first, { seed: 4 });
  expect(turned.difference.mean).toBe(-found.difference.mean);
  expect([turned.onlyFirst, turned.p]).toEqual([found.onlySecond, found.p]);
});

it('counts declining apart, where it is right', () => {
  const asked = (outcome: Outcome) => [
    record(1, 'correct'),
    record(2, outcome, { unanswerable: 'no loans', goldQuery: '' }),
  ];
  const found = compareRuns(asked('declined'), asked('wrong'));
  expect(found).toMatchObject({ n: 1, both: 1, onlyFirst: 0 });
  expect(found.declining).toMatchObject({ both: 0, onlyFirst: 1, onlySecond: 0, neither: 0 });
  expect(found.changed).toMatchObject([{ id: 'shop#2', unanswerable: 'no loans' }]);
  expect(() => compareRuns(asked('wrong').slice(1), asked('wrong').slice(1))).toThrow(
    /can be answered/,
  );
});

it.each<[string, readonly EvaluationRecord[], RegExp]>([
  ['fewer questions', run('correct'), /1 that the second did not ask, for example shop#2/],
  ['more questions', run('correct', 'wrong', 'wrong'), /the first did not ask.*shop#3/],
  [
    'another wording',
    [record(1, 'correct'), record(2, 'wrong', { question: 'Who?' })],
    /shop#2 the question "Question 2\?" in the first and "Who\?" in the second/,
  ],
  [
    'another gold',
    [record(1, 'correct'), record(2, 'wrong', { goldQuery: 'other' })],
    /shop#2 the goldQuery/,
  ],
  [
    'a question twice',
    [...run('correct', 'wrong'), record(2, 'correct')],
    /shop#2 twice in the second/,
  ],
])('refuses %s', (_, second, words) => {
  const compare = () => compareRuns(run('correct', 'wrong'), second);
  expect(compare).toThrow(words);
  expect(compare).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});
