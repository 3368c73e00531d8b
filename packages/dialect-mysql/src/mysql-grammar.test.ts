import type { DatabaseSchema } from '@momq/dialect';
import { grammarReach, testGrammar } from '@momq/dialect-kit';
import { expect, it } from 'vitest';
import { mysqlGrammar } from './mysql-grammar.js';
import { mysqlTutorials } from './tutorials/mysql-tutorials.js';

const field = (name: string) => ({ name, type: 'text' as const });
const entity = (name: string, ...fields: string[]) => ({ name, fields: fields.map(field) });
const schema: DatabaseSchema = {
  name: 'store',
  family: 'relational',
  entities: [
    entity('Order Details', 'orderID', 'unit price', 'product_id'),
    entity('product', 'id', 'name', 'rank', 'made_on'),
  ],
  links: [],
};
const grammar = mysqlGrammar(schema);

testGrammar({
  grammar,
  test: it,
  takes: [
    "SELECT `unit price` * 2 FROM `Order Details` WHERE orderID = '1' LIMIT 3",
    'SELECT p.`rank`, COUNT(*) AS n FROM product AS p GROUP BY p.`rank` HAVING n > 1 ORDER BY n DESC LIMIT 2, 5',
    "SELECT CONCAT(name, \"'s\"), YEAR(made_on) FROM product WHERE name LIKE 'a%' OR name NOT REGEXP '^b'",
    "SELECT made_on + INTERVAL 1 MONTH, DATE_SUB(made_on, INTERVAL '3' DAY), TIMESTAMPDIFF(YEAR, made_on, NOW()) FROM product",
    "SELECT GROUP_CONCAT(DISTINCT name ORDER BY name DESC SEPARATOR ', ') FROM product",
    'SELECT id DIV 2, id MOD 3, id / 4, IF(id > 2, name, NULL), CAST(id AS SIGNED) FROM product',
    "SELECT name FROM product WHERE made_on > DATE '2020-01-01' AND id <=> NULL",
    "SELECT EXTRACT(YEAR FROM made_on), LEFT(name, 2), REPLACE(name, 'a', 'it\\'s') FROM product",
    '(SELECT id FROM product) UNION (SELECT product_id FROM `Order Details`) ORDER BY 1',
    'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n',
    'SELECT name, ROW_NUMBER() OVER (PARTITION BY `rank` ORDER BY id) AS place FROM product',
  ],
  refuses: [
    ['a reserved word', 'SELECT ', 'rank FROM'],
    ['double quotes around a column that is none', 'SELECT id FROM ', '"product"'],
    ['a column that no table has', 'SELECT p.', 'price FROM'],
    ['functions of other dialects', 'SELECT ', "strftime('%Y', name)"],
    ['functions that do more than read', 'SELECT ', "load_file('x')"],
    ['a cast of another dialect', 'SELECT id', '::int FROM product'],
    ['a lock', 'SELECT id FROM product ', 'FOR UPDATE'],
  ],
});

/** What the constraint leaves out, though MySQL has it. */
const LEFT_OUT =
  /ROLLUP|STRAIGHT_JOIN|TABLE |VALUES|BINARY |CONVERT|INTERVAL [^'\d]|_[A-Z]+ ?\)|WINDOW|YEAR_MONTH|(USE|FORCE) INDEX|0x|AS '|DISTINCTROW|DUAL|HIGH_PRIORITY|MEMBER OF|MINUTE_SECOND|UTC_(DATE|TIMESTAMP)/;

it('takes the queries of the tutorials', () => {
  const { sample, pages } = mysqlTutorials;
  const tutorialGrammar = mysqlGrammar(sample.schema);
  const queries = pages.flatMap(({ examples }) => examples.map(({ query }) => query));
  const refused = queries
    .filter((query) => !LEFT_OUT.test(query))
    .filter((query) => !grammarReach(tutorialGrammar, query).complete);
  expect(refused).toEqual([]);
});
