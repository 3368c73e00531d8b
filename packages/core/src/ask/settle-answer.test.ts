import { expect, it } from 'vitest';
import { settleAnswer } from './settle-answer.js';

const nothing = { unusedWords: [], reason: undefined, doubts: [], alternatives: [] };

it.each([
  [0.38, 0.5, '38 %, less than the 50 %'],
  [0.497, 0.5, '49.7 %, less than the 50 %'],
])('a confidence of %d is less than %d, and reads so', (confidence, sureAt, words) => {
  expect(settleAnswer({ ...nothing, confidence }, { sureAt })).toMatchObject({
    status: 'uncertain',
    doubts: [expect.stringContaining(words)],
  });
});

it('at the threshold it is sure', () => {
  const settled = settleAnswer({ ...nothing, confidence: 0.5 }, {});
  expect(settled).toEqual({ status: 'answered', doubts: [], alternatives: [] });
});

it('names each doubt once', () => {
  const doubts = ['Nothing is called “jazz”.', 'Nothing is called “jazz”.'];
  expect(settleAnswer({ ...nothing, doubts }, {}).doubts).toEqual([doubts[0]]);
});
