import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { mysql } from './index.js';

const pack = mysql();
let sample: Database;
beforeAll(async () => {
  sample = await pack.createDatabase(pack.tutorials.sample);
});
afterAll(() => sample.close());

test('there are as many pages as the README says', () => {
  expect(pack.tutorials.pages).toHaveLength(76);
});

describe.each(pack.tutorials.pages)('$keyword', ({ keyword, examples }) => {
  test.each(examples)('$question', async ({ query }) => {
    const { rows } = await sample.query(query);
    expect(rows.length).toBeGreaterThan(0);
    expect(query.toUpperCase()).toContain(keyword);
  });
});

test('answers of examples are those a reader works out from the sample', async () => {
  const answer = async (question: string): Promise<unknown> => {
    const example = pack.tutorials.pages
      .flatMap((page) => page.examples)
      .find((candidate) => candidate.question === question);
    return (await sample.query(example?.query ?? '')).rows;
  };
  expect(await answer('Which notes contain a percent sign?')).toEqual([['new chain, 100% smooth']]);
  expect(await answer('Which customers never had a repair?')).toEqual([["Finn O'Hara"]]);
  expect(await answer('Which was the longest repair of each mechanic?')).toEqual([
    [1, 2],
    [2, 4],
    [3, 5],
    [4, 6],
  ]);
  expect(await answer('How many whole hours passed in each repair?')).toContainEqual([4, 21]);
  expect(await answer('Which bicycles have a chain lock?')).toEqual([
    ['Aldo'],
    ['Bergwind'],
    ['Dray'],
  ]);
});

test.each(pack.tutorials.questions ?? [])('$question', async ({ query }) => {
  expect((await sample.query(query)).rows.length).toBeGreaterThan(0);
});
