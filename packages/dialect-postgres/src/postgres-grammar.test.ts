import type { DatabaseSchema } from '@momq/dialect';
import { grammarReach, testGrammar } from '@momq/dialect-kit';
import { expect, it } from 'vitest';
import { postgresGrammar } from './postgres-grammar.js';
import { postgresTutorials } from './tutorials/postgres-tutorials.js';

const field = (name: string) => ({ name, type: 'text' as const });
const entity = (name: string, ...fields: string[]) => ({ name, fields: fields.map(field) });
const schema: DatabaseSchema = {
  name: 'store',
  family: 'relational',
  entities: [
    entity('Order Details', 'orderID', 'unit price', 'product_id'),
    entity('product', 'id', 'name', 'user'),
    { ...entity('sales.customer', 'id', 'City'), namespace: 'sales', path: ['sales', 'customer'] },
  ],
  links: [],
};
const grammar = postgresGrammar(schema);

testGrammar({
  grammar,
  test: it,
  takes: [
    'SELECT "unit price" * 2 FROM "Order Details" WHERE "orderID" = \'1\' LIMIT 3',
    'SELECT c."City", count(*) FILTER (WHERE c.id > 1) AS n FROM sales.customer AS c GROUP BY c."City" ORDER BY n DESC NULLS LAST',
    "SELECT p.name::text || 'x', date_trunc('month', now()) FROM product p WHERE name ILIKE 'a%' AND id = ANY(ARRAY[1, 2])",
    "SELECT EXTRACT(YEAR FROM DATE '2020-01-01'), CAST(id AS numeric(10, 2)), now() - INTERVAL '3 days' FROM product",
    'SELECT DISTINCT ON (name) name, "user" FROM product ORDER BY name, id',
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n',
    'SELECT customer.id FROM sales.customer WHERE customer.id > 1',
    '(SELECT id FROM product) UNION (SELECT id FROM sales.customer) ORDER BY id',
    'SELECT p.name FROM product p CROSS JOIN LATERAL (SELECT max(c.id) AS top FROM sales.customer c WHERE c.id = p.id) x WHERE x.top > 2',
    "SELECT string_agg(name, ', ' ORDER BY name), percentile_cont(0.5) WITHIN GROUP (ORDER BY id) FROM product",
    'SELECT t.name, t.max_id FROM (SELECT name, max(id) AS max_id FROM product GROUP BY name) AS t',
    'SELECT avg(Product_Count) FROM (SELECT count(*) AS product_count FROM product GROUP BY name) AS t',
  ],
  refuses: [
    ['capitals without quotes', 'SELECT c.', 'City FROM'],
    ['a name in quotes with other capitals', 'SELECT ', '"orderid" FROM'],
    ['a text in the quotes of names', 'SELECT name FROM product WHERE name = ', '"x"'],
    ['a reserved word', 'SELECT ', 'user FROM'],
    ['a table without its namespace', 'SELECT id FROM ', 'customer '],
    ['a table of no namespace', 'SELECT id FROM ', 'sales.product '],
    ['functions of other dialects', 'SELECT ', "strftime('%Y', name)"],
    ['functions that do more than read', 'SELECT ', "pg_read_file('x')"],
    ['a computed column that no table has', 'SELECT max_id FROM product ', 'WHERE'],
    ['one in quotes', 'SELECT "', 'max_x"'],
    ['a lock', 'SELECT id FROM product ', 'FOR UPDATE'],
  ],
});

/** What the constraint leaves out, though PostgreSQL has it. */
const LEFT_OUT = /SYMMETRIC|\bONLY\b|OVERLAY|TABLESAMPLE|VARIADIC/;

it('takes the queries of the tutorials', () => {
  const { sample, pages } = postgresTutorials;
  const tutorialGrammar = postgresGrammar(sample.schema);
  const queries = pages.flatMap(({ examples }) => examples.map(({ query }) => query));
  expect(queries.length).toBeGreaterThan(20);
  const refused = queries
    .filter((query) => !LEFT_OUT.test(query))
    .filter((query) => !grammarReach(tutorialGrammar, query).complete);
  expect(refused).toEqual([]);
});
