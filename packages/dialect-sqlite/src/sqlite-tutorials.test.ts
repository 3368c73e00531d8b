import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { sqlite } from './index.js';

const pack = sqlite();
let sample: Database;
beforeAll(async () => {
  sample = await pack.createDatabase(pack.tutorials.sample);
});
afterAll(() => sample.close());

describe.each(pack.tutorials.pages)('$keyword', ({ keyword, examples }) => {
  test.each(examples)('$question', async ({ query }) => {
    const { rows } = await sample.query(query);
    expect(rows.length).toBeGreaterThan(0);
    expect(query.toUpperCase()).toContain(keyword.toUpperCase());
  });
});

test('answers of examples are those a reader works out from the sample', async () => {
  const answer = async (question: string): Promise<unknown> => {
    const example = pack.tutorials.pages
      .flatMap((page) => page.examples)
      .find((candidate) => candidate.question === question);
    return (await sample.query(example?.query ?? '')).rows;
  };
  expect(await answer('What is the most expensive game?')).toEqual([['Salt Road']]);
  expect(await answer('Which guests have never visited?')).toEqual([['Bruno Castell']]);
  expect(await answer('How many guests joined in 2024?')).toEqual([[4]]);
  // 11 February 2023 to 6 December 2024.
  expect(await answer('How many days after joining did Mara Voss come for the last time?')).toEqual(
    [[664]],
  );
});
