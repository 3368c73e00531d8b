import { timeUnits, type Database, type Expression, type LogicalQuery } from '@momq/dialect';
import { orderAsked, resultsEqual } from '@momq/core/evaluation';
import { canonicalise } from '@momq/core/logical';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from './sqlite-dialect.js';
import { readSqlite } from './sqlite-logical-form.js';
import { shopContent, shopSchema } from './testing/shop-schema.js';

const { language, createDatabase } = sqlite();
let shop: Database;

beforeAll(async () => {
  shop = await createDatabase(shopContent);
});
afterAll(() => shop.close());

const values = [
  'id % 3, boss % 2, id / 2, id / 2.0, id * 1.0 / 3, 7 / id, 100.0 * id / 3, 3.0, -id, -(-2.5)',
  "CAST(id AS REAL) / 4, CAST('12abc' AS INTEGER), CAST(7.9 AS INT), CAST(id AS TEXT) || 'x', CAST(born AS INTEGER)",
  "name || '-' || boss, concat(name, boss, '!'), replace(name, 'n', ''), upper(name), length(name), trim(' a ')",
  'substr(name, 2), substr(name, 2, 1), substr(name, -2), substr(name, -1), substr(name, 0, 2), substr(name, 0)',
  "instr(name, 'n'), ifnull(name, 'none'), coalesce(boss, id), nullif(boss, 1), iif(boss > 1, 'a', 'b'), iif(boss > 1, 1)",
  "CASE boss WHEN 1 THEN 'one' WHEN 2 THEN 'two' END, CASE WHEN boss IS NULL THEN 0 ELSE boss END",
  'max(id, boss), min(boss, 2), round(id / 3.0, 2), round(2.5), abs(-id), pow(id, 2), sqrt(id), CAST(floor(id / 2.0) AS INTEGER)',
  "name = 'Ann', name != 'Ann', boss > 1 AND active, NOT (boss > 1 OR active), boss IS NULL, boss BETWEEN 1 AND 2",
  'boss IS 1, boss IS NOT 1, boss IS active, boss IS NOT active, active IS TRUE, active IS NOT TRUE, active IS FALSE, boss IS DISTINCT FROM 2',
  "name LIKE '%N%', name LIKE '%\\_%', name LIKE '%!_%' ESCAPE '!', name LIKE '%\\%', name GLOB 'A*', name GLOB '*n*', name GLOB 'bob'",
  "name IN ('Ann', 'bob', NULL), name NOT IN ('Ann', NULL), id IN (1, boss), id NOT IN (1, boss), id = '2', 'bob' = name",
  "strftime('%Y', born), strftime('%m', born), strftime('%d', born), strftime('%Y-%m', born), strftime('%Y-%m-%d', born), strftime('%s', born)",
  "strftime('%H', born), strftime('%w', born), CAST(strftime('%V', born) AS INTEGER), strftime('%Y', born) - 5, 2020 - born",
  "date(born), datetime(born), date(born, 'start of month'), date(born, 'start of year', '+1 month'), date(born, '+10 days'), datetime(born, '-1 hour'), date(born, '+1 month', 'floor'), unixepoch(born), datetime(id * 86400, 'unixepoch')",
  "julianday(born), julianday('2020-01-01 12:00:00') - julianday(born), time(born), strftime('%j: %d/%m, %R', born)",
  "julianday('2020-01-01') - julianday(born), CAST(julianday(born) - julianday('1970-01-01') AS INTEGER), unixepoch(born) - unixepoch('1990-01-01')",
];

const queries = [
  ...values.map((text) => `SELECT ${text} FROM person`),
  "SELECT count(*), sum(name = 'Ann'), avg(boss IS NULL), sum(iif(boss > 1, 1, 0)), count(CASE WHEN boss > 1 THEN 1 END), total(boss), sum(id) FILTER (WHERE boss = 1), count(*) FILTER (WHERE boss = 1), CAST(sum(id) AS REAL) / count(*) FROM person",
  "SELECT sum(name = 'x'), total(id), count(), max(name), group_concat_free FROM (SELECT *, 1 AS group_concat_free FROM person) WHERE id > 100",
  "SELECT id FROM person WHERE strftime('%Y', born) BETWEEN '1980' AND '1999' AND strftime('%m', born) IN ('01', '05')",
  "SELECT id FROM person WHERE NOT (name LIKE 'a%' AND boss IN (1, 2)) ORDER BY name COLLATE NOCASE, id",
  "SELECT id FROM person WHERE name = 'ANN' COLLATE NOCASE",
  "SELECT id FROM person WHERE substr(name, -1) = '%' OR substr(name, -2) = 'nn'",
  'SELECT id FROM person WHERE boss IS NOT 1 AND NOT (active IS 1)',
  'SELECT name FROM person ORDER BY boss DESC NULLS FIRST, name NULLS LAST, id LIMIT 4 OFFSET 1',
  'SELECT id FROM person ORDER BY boss, id LIMIT -1 OFFSET 3',
  'SELECT name FROM person ORDER BY boss LIMIT 1',
  'SELECT * FROM person JOIN town USING (name)',
  'SELECT * FROM person p NATURAL JOIN town ORDER BY id',
  'SELECT t.*, p.id FROM town t, orders o, person p WHERE p.id = o.person_id AND p.name = t.name',
  'SELECT * FROM town, orders, person WHERE person.id = person_id AND person.name = town.name',
  'SELECT p.id, o.total FROM person p LEFT JOIN orders o ON p.id = o.person_id AND o.total > 15',
  'SELECT p.id, o.total FROM person p LEFT JOIN orders o ON o.person_id = p.id WHERE o.total IS NULL',
  'SELECT p.id, o.id FROM orders o RIGHT JOIN person p ON p.id = o.person_id',
  'SELECT a.id, b.id FROM person a JOIN person b ON a.id < b.boss',
  'SELECT a.id, b.name FROM person a LEFT JOIN person b ON a.boss = b.id LEFT JOIN orders o ON o.person_id = b.id AND o.year = a.id',
  'SELECT p.id FROM orders o, (person p JOIN town t ON p.name = t.name) WHERE o.person_id = p.id',
  'SELECT a.id FROM person a, person b WHERE a.boss = b.id AND b.boss = 1',
  'SELECT id FROM person p WHERE EXISTS (SELECT 1 FROM orders o WHERE o.person_id = p.id AND o.total > (SELECT avg(total) FROM orders q WHERE q.year = o.year))',
  'SELECT id FROM person p WHERE id > (SELECT avg(q.id) FROM person q WHERE q.boss = p.boss)',
  'SELECT name, (SELECT count(*) FROM orders o WHERE o.person_id = p.id) AS n FROM person p ORDER BY n DESC, 1',
  'SELECT id FROM person WHERE id NOT IN (SELECT boss FROM person WHERE boss IS NOT NULL)',
  'SELECT id FROM person UNION SELECT person_id FROM orders ORDER BY 1 DESC LIMIT 3',
  'SELECT name n FROM person EXCEPT SELECT name FROM town INTERSECT SELECT name FROM person ORDER BY n NULLS LAST',
  'SELECT boss FROM person UNION ALL SELECT id FROM orders WHERE total > 10',
  'SELECT * FROM (SELECT id FROM person ORDER BY born LIMIT 2) UNION SELECT id FROM orders WHERE id = 8',
  'SELECT avg(n) FROM (SELECT count(*) AS n FROM orders GROUP BY person_id)',
  'SELECT p.name, s.n FROM person p JOIN (SELECT person_id, count(*) n FROM orders GROUP BY 1) s ON s.person_id = p.id WHERE s.n > 1',
  'SELECT p.name, s.n FROM person p LEFT JOIN (SELECT person_id, sum(total) n FROM orders GROUP BY 1) s ON s.person_id = p.id',
  'WITH rich AS (SELECT person_id, total FROM orders WHERE total > 5), top AS (SELECT max(total) m FROM rich) SELECT r.person_id FROM rich r, top WHERE r.total = top.m',
  'WITH a(x, y) AS (SELECT boss, count(*) FROM person GROUP BY boss) SELECT x FROM a WHERE y = (SELECT max(y) FROM a)',
  'SELECT boss FROM (SELECT boss, count(*) n FROM person GROUP BY boss) WHERE n > 1 ORDER BY n DESC, boss',
  'SELECT name FROM (SELECT name, max(id) FROM person)',
  'SELECT n FROM (SELECT DISTINCT boss, active AS n FROM person)',
  'SELECT count(*), max(id) FROM person GROUP BY 2.0, boss ORDER BY 1.0, 2',
  'SELECT CAST(min(id, total) AS TEXT), CAST(max(id, total) AS TEXT) FROM orders',
  'SELECT boss, count(*) n FROM person GROUP BY 1 HAVING n > 1 ORDER BY n DESC, boss',
  "SELECT strftime('%Y', born) y, count(*) FROM person GROUP BY y ORDER BY y",
  'SELECT id, rank() OVER (PARTITION BY boss ORDER BY born DESC), row_number() OVER (ORDER BY id), dense_rank() OVER (ORDER BY boss) FROM person',
  'SELECT id, lag(id, 2) OVER w, lead(name) OVER w, sum(id) OVER w, count(*) OVER (PARTITION BY active) FROM person WINDOW w AS (ORDER BY id)',
  'SELECT name FROM (SELECT name, rank() OVER (ORDER BY born) AS r FROM person WHERE born IS NOT NULL) WHERE r = 1',
  'SELECT boss, count(*), rank() OVER (ORDER BY count(*) DESC) FROM person GROUP BY boss',
  'SELECT (SELECT max(total) FROM orders) - (SELECT min(total) FROM orders)',
  'SELECT id FROM person p WHERE (SELECT count(*) FROM orders o WHERE o.person_id = p.id) IN (1, 2, 3)',
];

describe('what is read and written again gives the same rows', () => {
  it.each(queries)('%s', async (text) => {
    const written = language.render(readSqlite(text, shopSchema), shopSchema);
    const [wanted, got] = [await shop.query(text), await shop.query(written)];
    expect(wanted.rows.length, written).toBeGreaterThan(0);
    const orderMatters = orderAsked(text);
    expect(
      resultsEqual(wanted.rows, got.rows, { orderMatters }),
      `${written}\n${JSON.stringify(wanted.rows)}\n${JSON.stringify(got.rows)}`,
    ).toBe(true);
  });
});

describe('what the generator writes is read as what it was', () => {
  const field = (entity: string, name: string): Expression => ({
    kind: 'field',
    entity,
    instance: 0,
    field: name,
  });
  const placed = field('Orders', 'placed');
  const literal = (value: number): Expression => ({ kind: 'literal', value });
  /** A truncation to days is a date, one to seconds a time. */
  const readAs = (call: Expression): Expression => {
    if (call.kind !== 'call' || call.function !== 'truncate') return call;
    if (call.unit === 'day') return { kind: 'call', function: 'date', arguments: [placed] };
    return call.unit === 'second' ? { kind: 'cast', type: 'datetime', argument: placed } : call;
  };
  const calls: Expression[] = [
    ...timeUnits.flatMap((unit): Expression[] => [
      { kind: 'call', function: 'truncate', unit, arguments: [placed] },
      {
        kind: 'call',
        function: 'difference',
        unit,
        arguments: [placed, { kind: 'call', function: 'now', arguments: [] }],
      },
    ]),
    ...(
      [
        'year',
        'quarter',
        'month',
        'week',
        'weekday',
        'day',
        'hour',
        'minute',
        'second',
        'unixSeconds',
      ] as const
    ).map((name): Expression => ({ kind: 'call', function: name, arguments: [placed] })),
    { kind: 'call', function: 'mod', arguments: [field('Orders', 'id'), literal(3)] },
    { kind: 'call', function: 'floor', arguments: [field('Orders', 'total')] },
    { kind: 'call', function: 'ceiling', arguments: [field('Orders', 'total')] },
  ];
  it.each(calls.map((call) => [language.render(select(call), shopSchema), call] as const))(
    '%s',
    (text, call) => {
      expect(readSqlite(text, shopSchema)).toEqual(canonicalise(select(readAs(call)), shopSchema));
    },
  );

  function select(expression: Expression): LogicalQuery {
    return {
      kind: 'select',
      from: [{ entity: 'Orders', instance: 0 }],
      distinct: false,
      select: [expression],
      groupBy: [],
      orderBy: [],
    };
  }
});
