import type { TutorialPage } from '@momq/dialect';

/** Pages about queries with pipes, which other dialects of this project do not have. */
export const pipePages: readonly TutorialPage[] = [
  {
    keyword: 'AGGREGATE',
    title: 'Pipes: group and add up',
    prose:
      'A query may begin with FROM, and go on with steps behind |>, each of which takes the rows of the one before: WHERE, JOIN, AGGREGATE, ORDER BY, LIMIT, SELECT. AGGREGATE … GROUP BY gives the grouped columns first, then the aggregates, and needs no SELECT; a WHERE behind it does what HAVING does. Other dialects write SELECT … GROUP BY … HAVING.',
    examples: [
      {
        question: 'How many pieces did each shop sell, the most first?',
        query:
          'FROM sale |> AGGREGATE SUM(quantity) AS pieces GROUP BY shop_id |> ORDER BY pieces DESC',
      },
      {
        question: 'Which kinds of product have more than one product, and how many?',
        query: 'FROM product |> AGGREGATE COUNT(*) AS products GROUP BY kind |> WHERE products > 1',
      },
    ],
  },
  {
    keyword: 'EXTEND',
    title: 'Pipes: add a column',
    prose:
      '|> EXTEND x AS a keeps all columns and adds one, also by a window function; later steps may use it. |> SET changes a column, |> DROP leaves one out, |> RENAME gives it another name. Other dialects write a subquery, or SELECT *, x AS a.',
    examples: [
      {
        question: 'Which three sales brought in the most, by pieces times price?',
        query:
          'FROM sale AS s |> JOIN product AS p ON p.id = s.product_id |> EXTEND s.quantity * p.price AS revenue |> SELECT s.id, p.name, revenue |> ORDER BY revenue DESC, id |> LIMIT 3',
      },
      {
        question: 'In which order were the bakers of each shop hired?',
        query:
          'FROM baker |> EXTEND RANK() OVER (PARTITION BY shop_id ORDER BY hired_on) AS place |> ORDER BY shop_id, place |> SELECT shop_id, name, place',
      },
    ],
  },
];
