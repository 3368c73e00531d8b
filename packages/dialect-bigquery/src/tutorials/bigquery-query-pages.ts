import type { TutorialPage } from '@momq/dialect';

/** Clauses of queries. */
export const queryPages: readonly TutorialPage[] = [
  {
    keyword: 'QUALIFY',
    title: 'Filter by a window function',
    prose:
      'QUALIFY keeps the rows for which a condition over window functions holds, as HAVING does for aggregates. It is the shortest way to the best row of each group. Other dialects number the rows in a subquery and filter around it.',
    examples: [
      {
        question: 'What is the largest sale of each shop?',
        query:
          'SELECT shop_id, id, quantity FROM sale QUALIFY ROW_NUMBER() OVER (PARTITION BY shop_id ORDER BY quantity DESC, id) = 1',
      },
      {
        question: 'Which bakers were the first to be hired in their shop?',
        query:
          'SELECT name, shop_id FROM baker QUALIFY RANK() OVER (PARTITION BY shop_id ORDER BY hired_on) = 1',
      },
    ],
  },
];
