import type { TutorialPage } from '@momq/dialect';

/** Clauses of queries. */
export const queryPages: readonly TutorialPage[] = [
  {
    keyword: 'QUALIFY',
    title: 'Filter by a window function',
    prose:
      'QUALIFY keeps the rows for which a condition over window functions holds, as HAVING does for aggregates. It is the shortest way to the best row of each group. Other dialects number the rows in a subquery and filter around it; PostgreSQL has DISTINCT ON.',
    examples: [
      {
        question: 'What is the largest sale of each shop?',
        query:
          'SELECT shop_id, id, quantity FROM sale QUALIFY ROW_NUMBER() OVER (PARTITION BY shop_id ORDER BY quantity DESC, id) = 1 ORDER BY shop_id',
      },
      {
        question: 'Who was the first baker to be hired in each shop?',
        query:
          'SELECT name, shop_id FROM baker QUALIFY RANK() OVER (PARTITION BY shop_id ORDER BY hired_on) = 1 ORDER BY shop_id',
      },
    ],
  },
  {
    keyword: 'EXCEPT (',
    title: 'All columns but some',
    prose:
      'SELECT * EXCEPT (a, b) gives every column except those in brackets. SQLite, PostgreSQL and MySQL have no such thing: there the columns are written out.',
    examples: [
      {
        question: 'Show all about the cakes but their details.',
        query: "SELECT * EXCEPT (details) FROM product WHERE kind = 'cake'",
      },
    ],
  },
  {
    keyword: 'REPLACE (',
    title: 'All columns, one with another value',
    prose:
      'SELECT * REPLACE (x AS a) gives every column, and x in the place of a. Other dialects write the columns out.',
    examples: [
      {
        question: 'Show the drinks with their price rounded to whole euros.',
        query: "SELECT * REPLACE (ROUND(price) AS price) FROM product WHERE kind = 'drink'",
      },
    ],
  },
  {
    keyword: 'UNION DISTINCT',
    title: 'Rows of one query or of another',
    prose:
      'UNION needs a word behind it: DISTINCT leaves repeated rows out, as plain UNION does in other dialects, ALL keeps them.',
    examples: [
      {
        question: 'Which names do shops and bakers have?',
        query: 'SELECT name FROM shop UNION DISTINCT SELECT name FROM baker ORDER BY 1',
      },
    ],
  },
  {
    keyword: 'UNION ALL',
    title: 'Rows of both queries',
    prose: 'UNION ALL puts the rows of two queries one behind the other, repeated ones included.',
    examples: [
      {
        question: 'List all dates on which a shop opened or a baker was hired.',
        query:
          'SELECT opened_on AS day FROM shop UNION ALL SELECT hired_on FROM baker ORDER BY day',
      },
    ],
  },
  {
    keyword: 'INTERSECT DISTINCT',
    title: 'Rows that both queries have',
    prose:
      'INTERSECT DISTINCT gives the rows that are in both results. The word DISTINCT is needed, and INTERSECT ALL does not exist.',
    examples: [
      {
        question: 'Which products were sold both in shop 1 and in shop 3?',
        query:
          'SELECT product_id FROM sale WHERE shop_id = 1 INTERSECT DISTINCT SELECT product_id FROM sale WHERE shop_id = 3',
      },
    ],
  },
  {
    keyword: 'EXCEPT DISTINCT',
    title: 'Rows that the second query lacks',
    prose:
      'EXCEPT DISTINCT gives the rows of the first result that the second does not have. Oracle calls it MINUS. EXCEPT ALL does not exist.',
    examples: [
      {
        question: 'Which products were sold in shop 2 but never in shop 1?',
        query:
          'SELECT product_id FROM sale WHERE shop_id = 2 EXCEPT DISTINCT SELECT product_id FROM sale WHERE shop_id = 1 ORDER BY 1',
      },
    ],
  },
  {
    keyword: 'WITH',
    title: 'Name a query',
    prose:
      'WITH gives names to queries, which the ones behind may use like tables. It makes long queries readable; the result is the same as with subqueries.',
    examples: [
      {
        question: 'Which shops sold more than ten pieces in all?',
        query:
          'WITH total AS (SELECT shop_id, SUM(quantity) AS pieces FROM sale GROUP BY shop_id) SELECT shop.name, total.pieces FROM total JOIN shop ON shop.id = total.shop_id WHERE total.pieces > 10 ORDER BY shop.name',
      },
    ],
  },
  {
    keyword: 'WITH RECURSIVE',
    title: 'A query that uses itself',
    prose:
      'WITH RECURSIVE names a query whose second half, behind UNION ALL, reads what the query has given so far. It counts, and follows chains of rows. GENERATE_ARRAY and GENERATE_DATE_ARRAY are shorter where only numbers or days are wanted.',
    examples: [
      {
        question: 'What are the powers of two up to 100?',
        query:
          'WITH RECURSIVE power AS (SELECT 1 AS n UNION ALL SELECT n * 2 FROM power WHERE n * 2 <= 100) SELECT n FROM power ORDER BY n',
      },
    ],
  },
  {
    keyword: 'LIMIT',
    title: 'The first rows',
    prose:
      'LIMIT n ends a query and keeps its first n rows; OFFSET m behind it leaves m out before. OFFSET alone is an error in BigQuery. On the service a LIMIT does not make a query cheaper.',
    examples: [
      {
        question: 'Which three products are the cheapest?',
        query: 'SELECT name, price FROM product ORDER BY price LIMIT 3',
      },
      {
        question: 'Which product is the second most expensive?',
        query: 'SELECT name FROM product ORDER BY price DESC LIMIT 1 OFFSET 1',
      },
    ],
  },
  {
    keyword: 'NULLS LAST',
    title: 'Where NULL stands in an order',
    prose:
      'BigQuery counts NULL as the smallest value: first in ascending order, last in descending. NULLS FIRST and NULLS LAST behind a key say otherwise. PostgreSQL counts it as the largest.',
    examples: [
      {
        question: 'List the shops by their seats, those without a number at the end.',
        query: 'SELECT name, seats FROM shop ORDER BY seats NULLS LAST',
      },
    ],
  },
  {
    keyword: 'IS DISTINCT FROM',
    title: 'Different, NULL included',
    prose:
      'a IS DISTINCT FROM b is true where the two differ, and takes NULL for a value like others: it never gives NULL. SQLite writes IS NOT, MySQL NOT a <=> b.',
    examples: [
      {
        question: 'Which sales had no discount of exactly 10 percent?',
        query: 'SELECT id FROM sale WHERE discount_percent IS DISTINCT FROM 10 ORDER BY id',
      },
    ],
  },
  {
    keyword: 'UNNEST',
    title: 'An array as rows',
    prose:
      'UNNEST(array) in FROM gives a row for each element; a comma before it pairs each row of a table with the elements of its own array. WITH OFFSET numbers them from 0. PostgreSQL has unnest too, others turn JSON into rows.',
    examples: [
      {
        question: 'Which languages does each baker speak, one a row?',
        query:
          "SELECT baker.name, language FROM baker, UNNEST(SPLIT(baker.languages, ',')) AS language ORDER BY baker.name, language",
      },
      {
        question: 'How many bakers speak each language?',
        query:
          "SELECT language, COUNT(*) AS bakers FROM baker, UNNEST(SPLIT(languages, ',')) AS language GROUP BY language ORDER BY bakers DESC, language",
      },
    ],
  },
  {
    keyword: 'WITH OFFSET',
    title: 'Number the elements of an array',
    prose:
      'UNNEST(array) AS x WITH OFFSET AS place gives each element its place, counted from 0. PostgreSQL says WITH ORDINALITY and counts from 1.',
    examples: [
      {
        question: 'What is the first language of each baker?',
        query:
          "SELECT name, language FROM baker, UNNEST(SPLIT(languages, ',')) AS language WITH OFFSET AS place WHERE place = 0 ORDER BY name",
      },
    ],
  },
  {
    keyword: 'IN UNNEST',
    title: 'Is it an element of an array?',
    prose:
      'x IN UNNEST(array) is true where the array has x. With a parameter it takes a list of any length: id IN UNNEST(@ids). PostgreSQL writes = ANY (array).',
    examples: [
      {
        question: 'Which bakers speak French?',
        query: "SELECT name FROM baker WHERE 'fr' IN UNNEST(SPLIT(languages, ',')) ORDER BY name",
      },
    ],
  },
  {
    keyword: 'STRUCT',
    title: 'Several values as one',
    prose:
      'STRUCT(a AS x, b AS y) is one value with named fields; a point reaches them. Structs compare field by field, and an array of structs is a table inside a row.',
    examples: [
      {
        question: 'Give each shop its place as one value.',
        query: 'SELECT name, STRUCT(city, seats AS size) AS place FROM shop ORDER BY name',
      },
      {
        question: 'What is the best price of each kind, with the product that has it?',
        query:
          'SELECT kind, MAX(price) AS price, ARRAY_AGG(STRUCT(name, price) ORDER BY price DESC LIMIT 1)[OFFSET(0)].name AS product FROM product GROUP BY kind ORDER BY kind',
      },
    ],
  },
  {
    keyword: 'PIVOT',
    title: 'Rows to columns',
    prose:
      'PIVOT(aggregate FOR column IN (values)) makes a column of each value. Other dialects write an aggregate with CASE for each column.',
    examples: [
      {
        question: 'How many pieces of bread, cake and drink did each shop sell?',
        query:
          "SELECT * FROM (SELECT sale.shop_id, product.kind, sale.quantity FROM sale JOIN product ON product.id = sale.product_id) PIVOT(SUM(quantity) FOR kind IN ('bread', 'cake', 'drink')) ORDER BY shop_id",
      },
    ],
  },
  {
    keyword: 'UNPIVOT',
    title: 'Columns to rows',
    prose:
      'UNPIVOT(value FOR name IN (columns)) makes a row of each column, leaving NULL out. Other dialects write a UNION ALL of one SELECT a column.',
    examples: [
      {
        question: 'List quantity and discount of sale 2 as rows.',
        query:
          'SELECT name, value FROM (SELECT quantity, discount_percent FROM sale WHERE id = 2) UNPIVOT(value FOR name IN (quantity, discount_percent)) ORDER BY name',
      },
    ],
  },
  {
    keyword: 'CASE',
    title: 'A value by conditions',
    prose:
      'CASE WHEN … THEN … ELSE … END is the value of the first condition that is true. IF(condition, a, b) is short for two branches.',
    examples: [
      {
        question: 'Call each product cheap, fair or dear.',
        query:
          "SELECT name, CASE WHEN price < 2.5 THEN 'cheap' WHEN price < 4 THEN 'fair' ELSE 'dear' END AS verdict FROM product ORDER BY name",
      },
    ],
  },
  {
    keyword: 'EXISTS',
    title: 'Is there a row?',
    prose: 'EXISTS (query) is true where the query has a row; NOT EXISTS where it has none.',
    examples: [
      {
        question: 'Which shops have an apprentice?',
        query:
          'SELECT name FROM shop WHERE EXISTS (SELECT 1 FROM baker WHERE baker.shop_id = shop.id AND baker.apprentice) ORDER BY name',
      },
    ],
  },
  {
    keyword: 'HAVING',
    title: 'Filter groups',
    prose:
      'HAVING keeps the groups for which a condition over aggregates holds. BigQuery knows the aliases of SELECT in it.',
    examples: [
      {
        question: 'Which shops had more than two sales?',
        query:
          'SELECT shop_id, COUNT(*) AS sales FROM sale GROUP BY shop_id HAVING sales > 2 ORDER BY shop_id',
      },
    ],
  },
  {
    keyword: 'WINDOW',
    title: 'Name a window',
    prose:
      'WINDOW w AS (…) behind FROM and its conditions names a window, which several functions may use: OVER w.',
    examples: [
      {
        question: 'Number the sales of each shop by time, with the pieces sold so far.',
        query:
          'SELECT shop_id, id, ROW_NUMBER() OVER w AS number, SUM(quantity) OVER w AS so_far FROM sale WINDOW w AS (PARTITION BY shop_id ORDER BY sold_at) ORDER BY shop_id, number',
      },
    ],
  },
  {
    keyword: 'ROWS BETWEEN',
    title: 'Rows around a row',
    prose:
      'ROWS BETWEEN 1 PRECEDING AND CURRENT ROW says over which rows of the window an aggregate runs; RANGE counts by value instead.',
    examples: [
      {
        question: 'How many pieces did each sale and the one before it have together?',
        query:
          'SELECT id, SUM(quantity) OVER (ORDER BY sold_at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS pieces FROM sale ORDER BY id',
      },
    ],
  },
  {
    keyword: 'LEFT JOIN',
    title: 'Rows without a partner too',
    prose:
      'LEFT JOIN keeps the rows of the first table that find no partner, with NULL for the second.',
    examples: [
      {
        question: 'How often was each product sold, also those that never were?',
        query:
          'SELECT product.name, COUNT(sale.id) AS sales FROM product LEFT JOIN sale ON sale.product_id = product.id GROUP BY product.name ORDER BY product.name',
      },
    ],
  },
  {
    keyword: 'USING',
    title: 'Join on columns of one name',
    prose:
      'JOIN … USING (column) joins on equality of a column that both sides have; it stands once in SELECT *.',
    examples: [
      {
        question: 'How many sales and how many bakers does each shop have?',
        query:
          'SELECT shop_id, sales, bakers FROM (SELECT shop_id, COUNT(*) AS sales FROM sale GROUP BY shop_id) JOIN (SELECT shop_id, COUNT(*) AS bakers FROM baker GROUP BY shop_id) USING (shop_id) ORDER BY shop_id',
      },
    ],
  },
];
