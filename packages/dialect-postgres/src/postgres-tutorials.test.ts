import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { postgres } from './index.js';

const pack = postgres();
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
  expect(await answer('How many observations were made in 2024?')).toEqual([[6]]);
  expect(await answer('Which observation had the most clouds?')).toEqual([[6]]);
  expect(await answer('What is the median exposure time?')).toEqual([[1200]]);
  expect(await answer('Which observations fell within 30 days before 1 August 2024?')).toEqual([
    [6],
    [7],
  ]);
  expect(await answer('When was each telescope ten years old?')).toContainEqual([
    'Heron',
    '2008-05-14',
  ]);
});
