import type { TutorialPage } from '@momq/dialect';

/** Keywords and operators that MySQL has of its own, or reads in a way of its own. */
export const mysqlKeywordPages: readonly TutorialPage[] = [
  {
    keyword: 'LIMIT',
    title: 'The first rows',
    prose:
      'LIMIT n ends a query and keeps its first n rows; LIMIT n OFFSET m leaves m rows out before, which MySQL also writes LIMIT m, n. OFFSET never stands alone. Standard SQL has FETCH FIRST n ROWS ONLY, SQL Server TOP.',
    examples: [
      {
        question: 'Which two parts are the cheapest?',
        query: 'SELECT name FROM part ORDER BY price LIMIT 2',
      },
      {
        question: 'Which part is the third most expensive?',
        query: 'SELECT name FROM part ORDER BY price DESC LIMIT 1 OFFSET 2',
      },
    ],
  },
];
