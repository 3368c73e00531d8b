import { expect, it } from 'vitest';
import { rankTogether, type JudgedCandidate } from './rank-together.js';

const weights = { fast: 1, mean: 2, sum: 0.1, floor: -3, own: 0.5 };

it('adds what both models say and normalises over the candidates', () => {
  const judged: JudgedCandidate[] = [
    {
      candidate: { query: 'A', logProb: Math.log(0.7), source: 'fast' },
      score: { logProb: -10, meanLogProb: -1 },
      own: false,
    },
    { candidate: { query: 'B' }, score: { logProb: -4, meanLogProb: -0.5 }, own: true },
  ];
  // A: ln 0.7 - 2 - 1, B: -3 - 1 - 0.4 + 0.5
  const [a, b] = [Math.exp(Math.log(0.7) - 3), Math.exp(-3.9)];
  const ranked = rankTogether(judged, weights);
  expect(ranked.map(({ query }) => query)).toEqual(['A', 'B']);
  expect(Math.exp(ranked[0]!.logProb!)).toBeCloseTo(a / (a + b), 10);
  expect(Math.exp(ranked[1]!.logProb!)).toBeCloseTo(b / (a + b), 10);
  expect(ranked[0]!.source).toBe('fast');
});

it('puts first what the language model finds much likelier', () => {
  const judged = [-1, -0.1].map((meanLogProb, place) => ({
    candidate: { query: `${place}`, logProb: -0.5 - place },
    score: { logProb: meanLogProb * 20, meanLogProb },
    own: false,
  }));
  expect(rankTogether(judged, weights)[0]!.query).toBe('1');
  expect(rankTogether(judged, { ...weights, mean: 0, sum: 0 })[0]!.query).toBe('0');
});
