import type { TutorialPage } from '@momq/dialect';

/** Pages about words that only GoogleSQL has. */
export const ownPages: readonly TutorialPage[] = [
  {
    keyword: 'BIGNUMERIC',
    title: 'Decimals of 76 digits',
    prose: 'BIGNUMERIC holds decimals exactly, with twice the digits of NUMERIC.',
    examples: [
      {
        question: 'What is the price of every product as an exact decimal?',
        query: 'SELECT name, CAST(price AS BIGNUMERIC) FROM product',
      },
      {
        question: 'What is the sum of all prices, exactly?',
        query: 'SELECT SUM(CAST(price AS BIGNUMERIC)) FROM product',
      },
    ],
  },
  {
    keyword: 'IGNORE NULLS',
    title: 'Pass over what is missing',
    prose:
      'IGNORE NULLS in ARRAY_AGG, FIRST_VALUE, LAST_VALUE and NTH_VALUE passes over NULL, which an array that is returned cannot hold.',
    examples: [
      {
        question: 'Which discounts were given, in the order of the sales?',
        query: 'SELECT ARRAY_AGG(discount_percent IGNORE NULLS ORDER BY id) FROM sale',
      },
      {
        question: 'What was the last discount percent that is known, by the time of sale?',
        query:
          'SELECT DISTINCT LAST_VALUE(discount_percent IGNORE NULLS) OVER (ORDER BY sold_at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM sale',
      },
    ],
  },
  {
    keyword: 'RESPECT NULLS',
    title: 'Keep what is missing',
    prose:
      'RESPECT NULLS is what FIRST_VALUE, LAST_VALUE and NTH_VALUE do without a word: NULL is a value.',
    examples: [
      {
        question: 'What discount percent did the very last sale have, known or not?',
        query:
          'SELECT DISTINCT LAST_VALUE(discount_percent RESPECT NULLS) OVER (ORDER BY sold_at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM sale',
      },
      {
        question: 'How many seats has the shop that opened last, known or not?',
        query:
          'SELECT DISTINCT LAST_VALUE(seats RESPECT NULLS) OVER (ORDER BY opened_on ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM shop',
      },
    ],
  },
  {
    keyword: 'CORRESPONDING',
    title: 'Set operations by name',
    prose:
      'UNION ALL CORRESPONDING matches columns by their names and keeps those that both sides have; without it the place of a column counts.',
    examples: [
      {
        question: 'List the names of all shops and bakers.',
        query: 'SELECT name FROM shop UNION ALL CORRESPONDING SELECT id, name FROM baker',
      },
      {
        question: 'Which names do bakers and products have between them?',
        query:
          'SELECT name FROM product UNION DISTINCT CORRESPONDING SELECT hired_on, name FROM baker',
      },
    ],
  },
  {
    keyword: 'TABLESAMPLE',
    title: 'A part of the rows by chance',
    prose:
      'TABLESAMPLE SYSTEM (p PERCENT) reads about that share of the blocks of a table, and costs as much less.',
    examples: [
      {
        question: 'Count the sales in a sample of 100 percent of them.',
        query: 'SELECT COUNT(*) FROM sale TABLESAMPLE SYSTEM (100 PERCENT)',
      },
      {
        question: 'In a full sample of the products, how many are there of each kind?',
        query: 'SELECT kind, COUNT(*) FROM product TABLESAMPLE SYSTEM (100 PERCENT) GROUP BY kind',
      },
    ],
  },
];
