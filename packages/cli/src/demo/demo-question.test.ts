import { describe, expect, it } from 'vitest';
import type { Value } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import { loadDialects } from '../dialects/find-dialects.js';
import { runnableDialects } from '../dialects/runnable-dialects.js';
import { demoQuestions } from './demo-question.js';

/** Read from the sample rows by hand. */
const answers: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  'How many games are in the strategy category?': [[3]],
  'Which city do most guests come from?': [['Graz']],
  'Show the title of each game and its average rating.': [
    ['Harbour of Glass', 9.5],
    ['Nine Lanterns', 6],
    ['Moss and Stone', 8.5],
    ['Parrot Post', 6.5],
    ['Two Minute Tram', 8],
    ['Salt Road', 7],
    ['Button Up', null],
  ],
  'Which games cost more than the average price?': [
    ['Harbour of Glass'],
    ['Moss and Stone'],
    ['Salt Road'],
    ['The Last Lighthouse'],
  ],
  'List the names of guests who have never come for a visit.': [['Bruno Castell']],
  'What is the name of the telescope that was installed most recently?': [['Bittern']],
  'List the titles of papers with more than 20 citations, newest first.': [
    ['The halo of Andromeda revisited'],
    ['Dust lanes in nearby galaxies'],
  ],
  'What is the longest exposure of any observation made with the Kestrel telescope?': [[1200]],
  'Which constellations contain both a star and a nebula?': [['Lyra']],
  'Which astronomers have Ilse Tamm as their mentor?': [['Rafael Quint'], ['Noor Haddad']],
  'How many ships were built after 2000?': [[4]],
  'What is the name and nationality of the captain with the most years at sea?': [
    ['Takumi Arai', 'Japan'],
  ],
  'What are the different names of the ships that called at the North Quay?': [
    ['Northern Tern'],
    ['Kitsune'],
  ],
  'What is the total weight in tonnes of each kind of goods?': [
    ['timber', 11300],
    ['furniture', 800],
    ['crude oil', 41000],
    ['electronics', 2300],
    ['machine parts', 7400],
    ['cod', 12.5],
    ['paper', 3050],
  ],
  'List the names of ships that never called at any berth.': [['Silver Skua']],
  'Which part is the most expensive?': [['dynamo light']],
  'How many bicycles are there of each kind?': [
    ['city', 2],
    ['touring', 1],
    ['racing', 2],
    ['cargo', 1],
    ['folding', 1],
  ],
  'List the names of customers from Marlow, newest first.': [['Chloé Dunn'], ['Ada Brook']],
  'What is the average number of hours of repairs by Ines Jansen?': [[(4 + 11.5 + 3.5) / 3]],
  'Which parts were never used in a repair?': [['saddle'], ['dynamo light']],
  'What is the name of the most expensive product?': [['Rye loaf']],
  'How many bakers work in each shop?': [
    ['Old Mill', 2],
    ['Harbour Bread', 2],
    ['Station Corner', 1],
  ],
  'Which shops in Ghent were opened before 2015?': [['Old Mill']],
  'How many pieces of each kind of product were sold?': [
    ['bread', 18],
    ['cake', 13],
    ['drink', 5],
  ],
  'Which products were never sold with a discount?': [['Apple tart'], ['Almond bar'], ['Coffee']],
  'How many readers live in Ylva?': [[2]],
  'Which book has the most pages?': [['Lanterns']],
  'How many loans does each reader with a loan have?': [
    ['Ben', 2],
    ['Cleo', 2],
  ],
  'What are the titles of the books by Mira Holt?': [['Salt Roads'], ['The Quiet Weir']],
  'Which readers were never lent a book?': [['Dora']],
};

const dialects = await runnableDialects(await loadDialects(), (line) => console.warn(line));

it('asks at least twelve questions, four or more of each dialect', () => {
  const counts = dialects.map((pack) => demoQuestions(pack).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(12);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(4);
});

it('takes examples of the tutorial pages from a pack that has no questions', () => {
  const [pack] = dialects;
  const { questions: _questions, ...tutorials } = pack!.tutorials;
  const chosen = demoQuestions({ ...pack!, tutorials });
  expect(chosen).toHaveLength(5);
  const examples = tutorials.pages.flatMap((page) => page.examples);
  expect(examples).toContainEqual({
    question: chosen[4]!.question,
    query: chosen[4]!.goldQuery,
  });
});

describe.each(dialects)('gold queries of $id', (pack) => {
  it('give the answers that the sample rows give', async () => {
    const database = await pack.createDatabase(pack.tutorials.sample);
    const wrong: unknown[] = [];
    for (const { question, goldQuery } of demoQuestions(pack)) {
      const { rows } = await database.query(goldQuery);
      const expected = answers[question] ?? [];
      const orderMatters = question.includes('newest first');
      if (expected.length === 0 || !resultsEqual(expected, rows, { orderMatters }))
        wrong.push({ question, rows });
    }
    await database.close();
    expect(wrong).toEqual([]);
  });
});
