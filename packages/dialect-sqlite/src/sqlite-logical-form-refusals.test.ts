import { MoMQError, QuerySyntaxError, UnsupportedFeatureError } from '@momq/dialect';
import { describe, expect, it } from 'vitest';
import { readSqlite } from './sqlite-logical-form.js';
import { shopSchema } from './testing/shop-schema.js';

const read = (text: string) => readSqlite(text, shopSchema);

describe('what would change its meaning is refused by name', () => {
  it.each([
    ['SELECT id FROM nobody', /nobody/],
    ['SELECT nowhere FROM person', /nowhere/],
    ['SELECT p.id FROM person AS q', /p\.id/],
    ['SELECT person.id FROM person AS q', /person\.id/],
    ['SELECT id FROM person, orders', /id.*ambiguous/],
    ['SELECT id AS a, a + 1 FROM person', /a, which is no column/],
    ['DELETE FROM person', /DeleteStmt/],
    ['VALUES (1)', /VALUES/],
    ['SELECT id FROM temp.person', /second database/],
    ['SELECT id FROM person FULL JOIN town ON name = id', /FULL/],
    ['SELECT 1 FROM person p LEFT JOIN town t', /left join without/],
    ['SELECT 1 FROM town t, person p RIGHT JOIN orders o ON o.id = p.id', /RIGHT/],
    ["SELECT value FROM json_each('[1]')", /table-valued/],
    [
      'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n',
      /recursive/,
    ],
    ['WITH a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a', /recursive/],
    ['WITH a(x, y) AS (SELECT id FROM person) SELECT x FROM a', /2 names for the 1/],
    [
      'SELECT id FROM person UNION SELECT id FROM orders ORDER BY total',
      /order of a set operation/,
    ],
    ['SELECT id FROM person ORDER BY 2', /result column 2/],
    ['SELECT id FROM person LIMIT 1 + 1', /LIMIT/],
    ['SELECT rowid FROM person', /rowid/],
    ['SELECT max(id, name) FROM person', /different types/],
    ['SELECT "rowid" FROM person', /rowid/],
    ["SELECT count(*) FROM person GROUP BY 'x'", /constant/],
    ["SELECT id FROM person WHERE active = 'true'", /never true/],
    ["SELECT id FROM person WHERE id = '0x10'", /0x10/],
    ["SELECT id FROM person WHERE id = '9007199254740993'", /9007199254740993/],
    [
      'WITH a AS (SELECT id FROM orders WHERE boss = 1) SELECT id FROM person WHERE EXISTS (SELECT 1 FROM a)',
      /boss/,
    ],
    ['SELECT sum(id) OVER (ORDER BY id ROWS 2 PRECEDING) FROM person', /frame/],
    ['SELECT sum(id) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) FROM person', /frame/],
    ['SELECT ntile(4) OVER (ORDER BY id) FROM person', /ntile/],
    ['SELECT lag(id, 1, 0) OVER (ORDER BY id) FROM person', /default value of lag/],
    ['SELECT lag(id, boss) OVER (ORDER BY id) FROM person', /lag/],
    ['SELECT group_concat(name) FROM person', /group_concat/],
    ["SELECT printf('%d', id) FROM person", /printf/],
    ['SELECT ltrim(name) FROM person', /ltrim/],
    ["SELECT trim(name, 'x') FROM person", /trim with 2/],
    ['SELECT round(id, -1) FROM person', /round/],
    ['SELECT substr(name, -3, 2) FROM person', /substr/],
    ['SELECT random() FROM person', /random/],
    ['SELECT id & 1 FROM person', /BitwiseAnd/],
    ['SELECT ~id FROM person', /~/],
    ["SELECT name -> '$.a' FROM person", /ArrowRight/],
    ["SELECT x'00' FROM person", /BlobLiteral/],
    ['SELECT id FROM person WHERE id = ?', /VariableExpr/],
    ['SELECT id FROM person WHERE (id, boss) = (1, 2)', /row value/],
    ['SELECT id FROM person WHERE id IN town', /IN before the name/],
    ['SELECT id FROM person WHERE id IN ()', /IN \(\)/],
    ['SELECT name % 2 FROM person', /%/],
    ['SELECT CAST(name AS BLOB) FROM person', /BLOB/],
    ['SELECT CAST(name AS NUMERIC) FROM person', /NUMERIC/],
    ['SELECT CAST(name AS DATE) FROM person', /DATE/],
    ['SELECT id FROM person WHERE name', /condition/],
    ["SELECT id FROM person WHERE name MATCH 'x'", /MATCH/],
    ["SELECT id FROM person WHERE name REGEXP 'x'", /REGEXP/],
    ["SELECT id FROM person WHERE name GLOB '[a-z]*'", /GLOB/],
    ["SELECT id FROM person WHERE name GLOB 'a?'", /GLOB/],
    ["SELECT id FROM person WHERE name LIKE 'a!' ESCAPE '!'", /escape/],
    ['SELECT id FROM person WHERE name LIKE name ESCAPE name', /ESCAPE/],
    ['SELECT id FROM person ORDER BY name COLLATE RTRIM', /RTRIM/],
    ['SELECT id FROM person ORDER BY id COLLATE NOCASE', /NOCASE/],
    ["SELECT count(*) FROM person HAVING count(*) > '1'", /never true/],
    ['SELECT id FROM person WHERE substr(name, 1, 1) = 7', /never true/],
    ["SELECT id FROM person WHERE strftime('%Y', born) = 1990", /part of a date/],
    ["SELECT id FROM person WHERE strftime('%m', born) = '5'", /part of a date/],
    ["SELECT id FROM person WHERE strftime('%Y', born) > '90'", /part of a date/],
    ["SELECT strftime('%Y %I', born) FROM person", /%I/],
    ["SELECT strftime('%%', born) FROM person", /without parts/],
    ['SELECT strftime(name, born) FROM person', /format/],
    ["SELECT strftime('%Y', id) FROM person", /Julian day/],
    ["SELECT date(born, '+1 month') FROM person", /next month/],
    ["SELECT date('now', 'localtime') FROM person", /localtime/],
    ['SELECT date(born, name) FROM person', /modifier/],
    ['SELECT julianday(id) FROM person', /Julian day/],
    ['SELECT timediff(placed, placed) FROM orders', /timediff/],
    ['SELECT 9007199254740993 FROM person', /2\^53/],
    ['SELECT 1e999 FROM person', /1e999/],
    ['SELECT id FROM person WHERE id = 9223372036854775807', /2\^53/],
  ])('%s', (text, message) => {
    expect(() => read(text)).toThrowError(UnsupportedFeatureError);
    expect(() => read(text)).toThrowError(message);
  });

  it.each([
    'SELECT id FROM person EXCEPT ALL SELECT id FROM orders',
    'SELECT id FROM person INTERSECT ALL SELECT id FROM orders',
    'SELECT FROM person',
    'SELECT id FROM person LIMIT 1 UNION SELECT id FROM orders',
    'SELECT 1; SELECT 2',
    '',
  ])('SQLite has no %s', (text) => {
    expect(() => read(text)).toThrowError(QuerySyntaxError);
  });
});

/** The error of a text that must not be read. */
function refusal(text: string): unknown {
  try {
    read(text);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('hostile texts', () => {
  const deep = (open: string, inner: string, close: string, times = 5000) =>
    `SELECT ${open.repeat(times)}${inner}${close.repeat(times)} FROM person`;

  it.each([
    ['functions', deep('abs(', 'id', ')')],
    ['CASE', deep('CASE WHEN id THEN ', '1', ' END')],
    ['NOT', deep('NOT ', 'id', '')],
    ['minus signs', deep('- ', 'id', '')],
    ['subqueries', deep('(SELECT ', 'id', ')')],
    [
      'subqueries in FROM',
      `SELECT 1 FROM ${'(SELECT 1 FROM '.repeat(5000)}person${')'.repeat(5000)}`,
    ],
    ['sums', `SELECT id${' + 1'.repeat(20_000)} FROM person`],
    ['set operations', `SELECT id FROM person${' UNION SELECT id FROM person'.repeat(2000)}`],
    [
      'tables that double',
      `WITH a0 AS (SELECT DISTINCT id FROM person)${Array.from({ length: 40 }, (_, n) => `, a${n + 1} AS (SELECT DISTINCT x.id FROM a${n} x, a${n} y)`).join('')} SELECT id FROM a40`,
    ],
  ])('%s nested too deeply are refused with a code', (_, text) => {
    const error = refusal(text);
    expect(error).toBeInstanceOf(MoMQError);
    expect(['FEATURE_UNSUPPORTED', 'QUERY_SYNTAX']).toContain((error as MoMQError).code);
  });

  it('reads what is only long', () => {
    const numbers = Array.from({ length: 100_000 }, (_, n) => n).join(', ');
    expect(() => read(`SELECT id FROM person WHERE id IN (${numbers})`)).not.toThrow();
    const chain = ' AND id > 1'.repeat(20_000);
    expect(() => read(`SELECT id FROM person WHERE boss = 1${chain}`)).not.toThrow();
    expect(() => read(`SELECT ${'('.repeat(5000)}id${')'.repeat(5000)} FROM person`)).not.toThrow();
    expect(() => read(`SELECT '${'x'.repeat(1_000_000)}' FROM person`)).not.toThrow();
  });
});
