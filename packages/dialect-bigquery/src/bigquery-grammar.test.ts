import type { DatabaseSchema } from '@momq/dialect';
import { grammarReach, testGrammar } from '@momq/dialect-kit';
import { expect, it } from 'vitest';
import { bigqueryGrammar } from './bigquery-grammar.js';
import { bigqueryTutorials } from './tutorials/bigquery-tutorials.js';

const field = (name: string) => ({ name, type: 'text' as const });
const entity = (name: string, ...fields: string[]) => ({ name, fields: fields.map(field) });
const schema: DatabaseSchema = {
  name: 'store',
  family: 'relational',
  entities: [
    entity('Order Details', 'orderID', 'unit price', 'product_id'),
    entity('product', 'id', 'name', 'group'),
    { ...entity('customer', 'id', 'City'), namespace: 'sales', path: ['sales', 'customer'] },
  ],
  links: [],
};
const grammar = bigqueryGrammar(schema);

testGrammar({
  grammar,
  test: it,
  takes: [
    "SELECT `unit price` * 2 FROM `Order Details` WHERE orderID = '1' LIMIT 3",
    'SELECT c.City, COUNT(*) AS n FROM sales.customer AS c GROUP BY c.City HAVING n > 1 ORDER BY n DESC NULLS LAST',
    'SELECT name FROM product UNION DISTINCT SELECT City FROM sales.customer',
    'SELECT name FROM product QUALIFY RANK() OVER (ORDER BY id) = 1',
    'SELECT DATE_TRUNC(CURRENT_DATE(), MONTH), DATE_ADD(CURRENT_DATE(), INTERVAL -3 DAY) FROM product',
    "SELECT EXTRACT(YEAR FROM DATE '2020-01-01'), SAFE_CAST(id AS INT64), DIV(1, 2) FROM product",
    "SELECT name FROM product WHERE name LIKE 'it\\'s %' AND id IN ('1', \"2\")",
    'SELECT p.name FROM product AS p JOIN sales.customer AS c ON c.id = p.id WHERE p.`group` IS NULL',
    'SELECT id FROM product UNION ALL SELECT id FROM sales.customer',
    'WITH many AS (SELECT name, COUNT(*) AS n FROM product GROUP BY name) SELECT many.n FROM many',
    'SELECT name, ROW_NUMBER() OVER (PARTITION BY name ORDER BY id) FROM product',
  ],
  refuses: [
    ['a reserved word', 'SELECT ', 'group FROM'],
    ['a name in double quotes', 'SELECT name FROM ', '"product"'],
    ['a column that no table has', 'SELECT ', 'horn FROM'],
    ['functions of other dialects', 'SELECT ', "strftime('%Y', name)"],
    ['functions that do more than read', 'SELECT ', 'session_user()'],
    ['UNION alone', 'SELECT name FROM product UNION ', 'SELECT'],
    ['a unit where no function takes one', 'SELECT name FROM product WHERE id = ', 'month'],
    ['a cast operator', 'SELECT id', '::INT64'],
  ],
});

it('takes most queries of the tutorials', () => {
  const { sample, pages } = bigqueryTutorials;
  const tutorialGrammar = bigqueryGrammar(sample.schema);
  const queries = pages
    .flatMap(({ examples }) => examples.map(({ query }) => query))
    .filter((query) => !query.includes('|>')); // it writes none with pipes
  const refused = queries.filter((query) => !grammarReach(tutorialGrammar, query).complete);
  // arrays as tables, structs, PIVOT, * EXCEPT, raw texts and USING are text that it does not write
  expect(refused.length).toBeLessThan(queries.length / 3);
});
