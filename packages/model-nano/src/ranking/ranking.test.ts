import { expect, it } from 'vitest';
import { linkItems, schemaItems } from '@momq/core/linking';
import { linearise } from '@momq/core/logical';
import { draftQuery, draftQuestion, harbour } from '../testing/harbour.js';
import { candidateFeatures, featuresOf } from './candidate-features.js';
import { fitRanking, rankedLogProbs } from './rank-candidates.js';

const question = draftQuestion();
const linked = linkItems(
  question.question,
  question.words,
  schemaItems(harbour),
  question.candidates,
);

it('counts what a candidate leaves unused', () => {
  const tokens = linearise(draftQuery, linked.items, harbour);
  const value = (name: (typeof candidateFeatures)[number], list: typeof tokens): number =>
    featuresOf(list, -1, linked)[candidateFeatures.indexOf(name)]!;
  expect(value('log probability', tokens)).toBe(-1);
  expect(value('unused text value', tokens)).toBe(0);
  expect(value('unused exact field name', tokens)).toBe(0);
  expect(value('entities', tokens)).toBe(1);
  expect(value('repeated value', tokens)).toBe(0);
  const pointer = tokens.find(
    (token) => token.kind === 'item' && linked.items[token.index]?.kind === 'value',
  )!;
  expect(value('repeated value', [...tokens, pointer])).toBe(1);
  const { where: _where, ...bare } = draftQuery as Extract<typeof draftQuery, { kind: 'select' }>;
  const shorter = linearise(bare, linked.items, harbour);
  expect(value('unused text value', shorter)).toBe(1);
  expect(value('unused exact field name', shorter)).toBe(1);
  expect(value('length', shorter)).toBeLessThan(value('length', tokens));
});

it('normalises over the candidates', () => {
  const logProbs = rankedLogProbs(
    [
      [0, 1],
      [1, 0],
      [2, 2],
    ],
    [1, -0.5],
  );
  expect(logProbs.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1);
  expect(logProbs[2]).toBeGreaterThan(logProbs[0]!);
});

it('learns which feature tells right from wrong', () => {
  const examples = Array.from({ length: 40 }, (_, index) => ({
    features: [
      [-1, 1, index % 3],
      [-1.2, 0, index % 2],
      [-3, 1, 0],
    ],
    correct: [false, true, false],
  }));
  const weights = fitRanking(examples, [1, 0, 0]);
  expect(weights[1]).toBeLessThan(-0.3);
  const [first, second] = rankedLogProbs(examples[0]!.features, weights);
  expect(second).toBeGreaterThan(first!);
  expect(fitRanking([{ features: [[1], [2]], correct: [false, false] }], [1])).toEqual([1]);
});
