import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Value } from '@momq/dialect';
import { bigquery } from './index.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

const pack = bigquery();

/** Answers that a reader works out from the sample. */
const ANSWERS: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  'How many pieces did each shop sell, the most first?': [
    [3, 17],
    [1, 10],
    [2, 9],
  ],
  'Which kinds of product have more than one product, and how many?': [
    ['bread', 2],
    ['cake', 2],
  ],
  'What is the largest sale of each shop?': [
    [1, 2, 5],
    [2, 3, 4],
    [3, 5, 10],
  ],
  'How many bakers speak each language?': [
    ['nl', 3],
    ['fr', 2],
    ['ar', 1],
    ['en', 1],
    ['pt', 1],
  ],
  'How many pieces of bread, cake and drink did each shop sell?': [
    [1, 7, 3, null],
    [2, 1, 4, 4],
    [3, 10, 6, 1],
  ],
  'What is the best price of each kind, with the product that has it?': [
    ['bread', 4.5, 'Rye loaf'],
    ['cake', 3.75, 'Apple tart'],
    ['drink', 2.5, 'Coffee'],
  ],
  'How many pieces were sold in each month?': [
    ['2024-03-01', 25],
    ['2024-04-01', 4],
    ['2024-06-01', 1],
    ['2025-01-01', 6],
  ],
  'How many seconds lie between sale 3 and sale 4?': [[70]],
  'When was each shop ten years old?': [
    ['Harbour Bread', '2021-09-15'],
    ['Old Mill', '2008-04-01'],
    ['Station Corner', '2029-02-28'],
  ],
  'How many sales were there on each of the first four days of March 2024?': [
    ['2024-03-01', 2],
    ['2024-03-02', 2],
    ['2024-03-03', 0],
    ['2024-03-04', 1],
  ],
  'What is the median price?': [[2.9]],
  'How heavy is each product in grams?': [
    ['Almond bar', 90],
    ['Apple tart', 180],
    ['Baguette', 250],
    ['Coffee', null],
    ['Rye loaf', 800],
  ],
  'Which products were sold both in shop 1 and in shop 3?': [[2]],
  'Which products were never sold with a discount?': [['Apple tart'], ['Almond bar'], ['Coffee']],
};

test('there is a page for at least sixty keywords and functions', () => {
  expect(pack.tutorials.pages.length).toBeGreaterThanOrEqual(60);
});

describe.skipIf(!hasZetaSql())(`on the sample${zetaSqlSkip}`, () => {
  let sample: Database;
  beforeAll(async () => {
    sample = await pack.createDatabase(pack.tutorials.sample);
  });
  afterAll(() => sample.close());

  const asked = [
    ...pack.tutorials.pages.flatMap(({ keyword, examples }) =>
      examples.map((example) => ({ keyword, ...example })),
    ),
    ...(pack.tutorials.questions ?? []).map((each) => ({ keyword: 'SELECT', ...each })),
  ];

  test.each(asked)('$question', async ({ keyword, question, query }) => {
    const { rows } = await sample.query(query);
    expect(rows.length).toBeGreaterThan(0);
    expect(query.toUpperCase()).toContain(keyword.toUpperCase());
    if (ANSWERS[question] !== undefined) expect(rows).toEqual(ANSWERS[question]);
  });

  test('every answer above is asked', () => {
    const questions = new Set(asked.map(({ question }) => question));
    expect(Object.keys(ANSWERS).filter((question) => !questions.has(question))).toEqual([]);
  });
});
