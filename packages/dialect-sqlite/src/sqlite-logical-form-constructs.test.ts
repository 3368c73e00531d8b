import { UnsupportedFeatureError } from '@momq/dialect';
import { describe, expect, it } from 'vitest';
import { sqlite } from './sqlite-dialect.js';
import { readSqlite } from './sqlite-logical-form.js';
import { notation } from './testing/query-notation.js';
import { shopSchema } from './testing/shop-schema.js';

function read(text: string): string {
  return notation(readSqlite(text, shopSchema));
}

/** What the select list, or the condition, of a query over Person becomes. */
function value(text: string): string {
  return read(`SELECT ${text} FROM person`).replace(/^select (.*) from Person$/, '$1');
}
function condition(text: string): string {
  return read(`SELECT id FROM person WHERE ${text}`).replace(
    /^select Person.id from Person where /,
    '',
  );
}

describe('values', () => {
  it.each([
    ["CASE WHEN id > 1 THEN 'a' ELSE 'b' END", 'case when Person.id > 1 then "a" else "b" end'],
    [
      "CASE name WHEN 'x' THEN 1 WHEN 'y' THEN 2 ELSE NULL END",
      'case when Person.Name = "x" then 1 when Person.Name = "y" then 2 end',
    ],
    ['iif(id > 1, 5, 6)', 'case when Person.id > 1 then 5 else 6 end'],
    ['CAST(id AS REAL) / 3', '(cast(Person.id as real) / 3)'],
    [
      'CAST(sum(id) AS FLOAT) * 100 / count(*)',
      '((cast(sum(Person.id) as real) * 100) / count(*))',
    ],
    ['CAST(name AS VARCHAR(10))', 'cast(Person.Name as text)'],
    ['CAST(id AS DECIMAL(10, 2))', 'Person.id'],
    ['id * 1.0 / boss', '(cast(Person.id as real) / Person.boss)'],
    ['100.0 * id / boss', '((100 * cast(Person.id as real)) / Person.boss)'],
    ['id / 2.0', '(cast(Person.id as real) / 2)'],
    ['avg(id) * 100.0', '(avg(Person.id) * 100)'],
    ['3.0', 'cast(3 as real)'],
    ['id % 2', 'mod(Person.id, 2)'],
    ["name || '-' || id", 'concat(Person.Name, "-", Person.id)'],
    ["concat(name, 'x')", 'concat(coalesce(Person.Name, ""), "x")'],
    ['-id', '(0 - Person.id)'],
    ["ifnull(name, '')", 'coalesce(Person.Name, "")'],
    ['coalesce(boss, id, 0)', 'coalesce(Person.boss, Person.id, 0)'],
    ['nullif(id, 0)', 'nullif(Person.id, 0)'],
    ['substr(name, 2)', 'substring(Person.Name, 2)'],
    ['substring(name, 0, 3)', 'substring(Person.Name, 1, 2)'],
    [
      'substr(name, -2)',
      'case when length(Person.Name) > 2 then substring(Person.Name, (length(Person.Name) - 1)) else Person.Name end',
    ],
    ["instr(name, 'a')", 'position(Person.Name, "a")'],
    ["replace(trim(name), 'a', 'b')", 'replace(trim(Person.Name), "a", "b")'],
    ['round(id, 2)', 'round(Person.id, 2)'],
    ['pow(id, 2)', 'power(Person.id, 2)'],
    ['floor(id)', 'floor(Person.id)'],
    [
      'max(id, boss)',
      'case when Person.id >= Person.boss then Person.id when Person.id < Person.boss then Person.boss end',
    ],
    ['total(id)', 'cast(coalesce(sum(Person.id), 0) as real)'],
    [
      "sum(name = 'x')",
      'sum(case when Person.Name = "x" then 1 when Person.Name != "x" then 0 end)',
    ],
    ['sum(name IS NULL)', 'sum(case when Person.Name is null then 1 else 0 end)'],
    [
      'NOT (id = 1 AND boss = 2)',
      'case when (Person.id != 1 or Person.boss != 2) then 1 when (Person.id = 1 and Person.boss = 2) then 0 end',
    ],
    ['count(*) FILTER (WHERE id > 1)', 'count(case when Person.id > 1 then 1 end)'],
    ["sum(id) FILTER (WHERE name = 'x')", 'sum(case when Person.Name = "x" then Person.id end)'],
    ['count()', 'count(*)'],
    ['0x10', '16'],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe('dates', () => {
  it.each([
    ["strftime('%Y', born)", 'cast(year(Person.born) as text)'],
    ["CAST(strftime('%Y', born) AS INTEGER)", 'year(Person.born)'],
    ["strftime('%m', born)", 'substring(cast(date(Person.born) as text), 6, 2)'],
    ["strftime('%Y-%m', born)", 'substring(cast(date(Person.born) as text), 1, 7)'],
    [
      "strftime('%Y', CURRENT_TIMESTAMP) - strftime('%Y', born)",
      '(year(now()) - year(Person.born))',
    ],
    ["CAST(strftime('%w', born) AS INTEGER)", 'weekday(Person.born)'],
    ["CAST(strftime('%s', born) AS INTEGER)", 'unixSeconds(Person.born)'],
    ['datetime() - born', '(year(now()) - year(Person.born))'],
    ["date('now', '-7 days')", 'add(day, today(), -7)'],
    ["date(born, 'start of month', '+1 month')", 'add(month, truncate(month, Person.born), 1)'],
    ["date(born, '+1 month', 'floor')", 'add(month, date(Person.born), 1)'],
    ["datetime(born, '+2 hours')", 'add(hour, cast(Person.born as datetime), 2)'],
    ["datetime(id, 'unixepoch')", 'fromUnixSeconds(Person.id)'],
    [
      "julianday('2020-03-01') - julianday(born)",
      'cast(difference(day, Person.born, "2020-03-01") as real)',
    ],
    [
      "CAST(julianday('now', 'start of day') - julianday(born) AS INTEGER)",
      'difference(day, Person.born, truncate(day, now()))',
    ],
    ['date()', 'today()'],
    ['current_date', 'today()'],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('compares and orders by parts as numbers', () => {
    expect(condition("strftime('%Y', born) >= '1990'")).toBe('year(Person.born) >= 1990');
    expect(condition("'05' = strftime('%m', born)")).toBe('month(Person.born) = 5');
    expect(condition("strftime('%m', born) IN ('01', '02')")).toBe('month(Person.born) in (1, 2)');
    expect(condition("strftime('%Y', born) BETWEEN '2009' AND '2010'")).toBe(
      'year(Person.born) between 2009 and 2010',
    );
    expect(condition("strftime('%Y', born) = boss")).toBe('year(Person.born) = Person.boss');
    expect(condition("strftime('%Y', born) = name")).toBe(
      'cast(year(Person.born) as text) = Person.Name',
    );
    expect(
      read("SELECT count(*) FROM person GROUP BY strftime('%m', born) ORDER BY julianday(born)"),
    ).toBe(
      'select count(*) from Person group by month(Person.born) order by unixSeconds(Person.born)',
    );
  });
});

describe('conditions', () => {
  it.each([
    ['boss IS 5', 'Person.boss = 5'],
    ['boss IS NOT 5', '(Person.boss != 5 or Person.boss is null)'],
    ['NOT boss IS 5', '(Person.boss != 5 or Person.boss is null)'],
    [
      '(boss IS NOT 5) = 1',
      'case when (Person.boss != 5 or Person.boss is null) then 1 when (Person.boss is not null and Person.boss = 5) then 0 end = 1',
    ],
    ['boss IS id', '(Person.boss = Person.id or (Person.boss is null and Person.id is null))'],
    [
      'boss IS DISTINCT FROM id',
      '(Person.boss != Person.id or (Person.boss is null and Person.id is not null) or (Person.boss is not null and Person.id is null))',
    ],
    ['active IS TRUE', 'Person.active != false'],
    ['active IS NOT TRUE', '(Person.active = false or Person.active is null)'],
    ['active', 'Person.active != false'],
    ['NOT active', 'Person.active = false'],
    ['NOT (id = 1 OR boss IS NULL)', '(Person.id != 1 and Person.boss is not null)'],
    [
      "NOT (name LIKE 'a%' AND id BETWEEN 1 AND 2)",
      '(Person.Name not like "a%" or Person.id not between 1 and 2)',
    ],
    ["name LIKE '50!%%' ESCAPE '!'", 'Person.Name like "50\\\\%%"'],
    ["name LIKE 'a\\b'", 'Person.Name like "a\\\\\\\\b"'],
    [
      "name LIKE '%' || boss || '%'",
      'Person.Name like concat("%", replace(Person.boss, "\\\\", "\\\\\\\\"), "%")',
    ],
    ["name GLOB '1?*'", 'Person.Name like "1_%"'],
    ["name GLOB 'Ab*'", 'substring(Person.Name, 1, 2) = "Ab"'],
    ["name GLOB '*Ab*'", 'position(Person.Name, "Ab") > 0'],
    ["substr(name, -2) = '19'", 'Person.Name like "%19"'],
    ["name = 'ANN' COLLATE NOCASE", 'lower(Person.Name) = "ann"'],
    ['id IN (1, boss)', '(Person.id = 1 or Person.id = Person.boss)'],
    ['id NOT IN (1, boss)', '(Person.id != 1 and Person.id != Person.boss)'],
    [
      "id = '7' AND name = 7 AND name = 7.0",
      '(Person.id = 7 and Person.Name = "7" and Person.Name = "7.0")',
    ],
    ['id > 1 AND 1 = 1', 'Person.id > 1'],
    [
      'EXISTS (SELECT 1 FROM person q WHERE q.boss = person.id)',
      'exists (select 1 from Person where Person.boss = ^Person.id)',
    ],
    [
      'id > (SELECT avg(q.id) FROM person q WHERE q.boss = person.boss)',
      'Person.id > (select avg(Person.id) from Person where Person.boss = ^Person.boss)',
    ],
  ])('%s', (text, expected) => {
    expect(condition(text)).toBe(expected);
  });
});

describe('queries', () => {
  it.each([
    [
      'SELECT id FROM person ORDER BY id LIMIT 2, 3',
      'select Person.id from Person order by Person.id limit 3 offset 2',
    ],
    [
      'SELECT id FROM person ORDER BY boss DESC NULLS FIRST, id NULLS FIRST',
      'select Person.id from Person order by Person.boss desc nulls first, Person.id',
    ],
    [
      'SELECT id FROM person UNION SELECT id FROM orders ORDER BY id DESC LIMIT 2',
      '(select Person.id from Person) union (select Orders.id from Orders) order by $0.0 desc limit 2',
    ],
    [
      'SELECT name n FROM person EXCEPT SELECT name FROM town ORDER BY n',
      '(select Person.Name from Person) except (select Town.name from Town) order by $0.0',
    ],
    [
      'SELECT p.id FROM person p JOIN orders o ON p.id < o.total',
      'select Person.id from Person join Orders on (Person.id < Orders.total)',
    ],
    [
      'SELECT p.id FROM person p JOIN orders o ON p.id = o.id AND p.name = o.year',
      'select Person.id from Person join Orders on ((Person.id = Orders.id and Person.Name = Orders.year))',
    ],
    [
      'SELECT p.id FROM person p LEFT JOIN orders o ON p.id = o.person_id AND o.total > 5',
      'select Person.id from Person left join Orders on ((Person.id = Orders.person_id and Orders.total > 5))',
    ],
    [
      'SELECT p.id FROM orders o RIGHT JOIN person p ON p.id = o.person_id',
      'select Person.id from Person left join Orders along Orders.person_id',
    ],
    [
      'SELECT p.id FROM person p LEFT JOIN orders o ON p.id = o.person_id WHERE o.id = p.boss',
      'select Person.id from Person left join Orders along Orders.person_id where Orders.id = Person.boss',
    ],
    [
      'SELECT id, rank() OVER (PARTITION BY boss ORDER BY born DESC) FROM person',
      'select Person.id, rank() over (partition by Person.boss order by Person.born desc) from Person',
    ],
    [
      'SELECT sum(id) OVER w, lag(id, 2) OVER w FROM person WINDOW w AS (ORDER BY id)',
      'select sum(Person.id) over (order by Person.id), lag(Person.id, 2) over (order by Person.id) from Person',
    ],
    [
      'SELECT sum(id) OVER (ORDER BY id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM person',
      'select sum(Person.id) over (order by Person.id) from Person',
    ],
    [
      'SELECT max(id) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM person',
      'select max(Person.id) over () from Person',
    ],
    [
      'SELECT avg(n) FROM (SELECT count(*) AS n FROM orders GROUP BY person_id)',
      'select avg($0.0) from (select count(*) from Orders group by Orders.person_id)',
    ],
    [
      'SELECT p.name, s.n FROM person p JOIN (SELECT person_id, count(*) n FROM orders GROUP BY 1) s ON s.person_id = p.id',
      'select Person.Name, $0.1 from Person join (select Orders.person_id, count(*) from Orders group by Orders.person_id) on (Person.id = $0.0)',
    ],
    [
      'WITH rich AS (SELECT person_id FROM orders WHERE total > 5) SELECT count(*) FROM rich WHERE person_id > 1',
      'select count(*) from Orders where (Orders.total > 5 and Orders.person_id > 1)',
    ],
    [
      'WITH a(x) AS (SELECT DISTINCT boss FROM person), b AS (SELECT x FROM a) SELECT x FROM b, a WHERE 1',
      null,
    ],
    [
      'SELECT s.boss FROM (SELECT boss, count(*) FROM person GROUP BY boss ORDER BY 2 DESC LIMIT 1) s',
      'select Person.boss from Person group by Person.boss order by count(*) desc limit 1',
    ],
    [
      'SELECT boss FROM (SELECT boss, count(*) n FROM person GROUP BY boss) WHERE n > 1',
      'select Person.boss from Person group by Person.boss having count(*) > 1',
    ],
    [
      'SELECT boss FROM (SELECT boss, max(id) FROM person) s',
      'select $0.0 from (select Person.boss, max(Person.id) from Person)',
    ],
    [
      'SELECT * FROM (SELECT id FROM person ORDER BY born LIMIT 2) UNION SELECT id FROM orders',
      '(select Person.id from Person order by Person.born limit 2) union (select Orders.id from Orders)',
    ],
    [
      'SELECT * FROM person JOIN town USING (name)',
      'select Person.id, Person.Name, Person.born, Person.boss, Person.active from Person join Town on Person.Name = Town.name',
    ],
    [
      'SELECT * FROM town, orders, person WHERE person.id = person_id AND person.name = town.name',
      'select Town.name, Orders.id, Orders.person_id, Orders.total, Orders.year, Orders.placed, Person.id, Person.Name, Person.born, Person.boss, Person.active from Town join Person on Town.name = Person.Name join Orders along Orders.person_id',
    ],
    [
      'SELECT (SELECT count(*) FROM orders o WHERE o.person_id = p.id AND EXISTS (SELECT 1 FROM town t WHERE t.name = p.name AND t.name > o.year)) FROM person p',
      'select (select count(*) from Orders where (Orders.person_id = ^Person.id and exists (select 1 from Town where (Town.name = ^^Person.Name and Town.name > ^Orders.year)))) from Person',
    ],
  ])('%s', (text, expected) => {
    if (expected !== null) expect(read(text)).toBe(expected);
    else expect(() => read(text)).toThrow('ambiguous');
  });
});

describe('names and constants', () => {
  it.each([
    [
      'SELECT "count(*)" FROM (SELECT count(*), boss FROM person GROUP BY boss)',
      'select count(*) from Person group by Person.boss',
    ],
    [
      "SELECT 5 AS k, name FROM person ORDER BY k, 'x', name",
      'select 5, Person.Name from Person order by Person.Name',
    ],
    [
      'SELECT count(*) FROM (SELECT 1 AS a, boss AS b FROM person) GROUP BY a, b',
      'select count(*) from Person group by Person.boss',
    ],
    [
      'SELECT * FROM person UNION SELECT * FROM person',
      '(select * from Person) union (select * from Person)',
    ],
    [
      'SELECT id FROM person WHERE id = TRUE AND active = TRUE AND name = TRUE',
      'select Person.id from Person where (Person.id = 1 and Person.active = true and Person.Name = "1")',
    ],
    [
      'SELECT id FROM person p WHERE EXISTS (WITH a AS (SELECT id FROM orders o WHERE o.person_id = p.id) SELECT 1 FROM town WHERE EXISTS (SELECT 1 FROM a LIMIT 1))',
      'select Person.id from Person where exists (select 1 from Town where exists (select 1 from (select Orders.id from Orders where Orders.person_id = ^^^Person.id) limit 1))',
    ],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  const encoded = {
    ...shopSchema,
    entities: [
      {
        name: 'Visit',
        fields: [
          { name: 'at', type: 'integer', temporal: 'unix-seconds' },
          { name: 'ms', type: 'integer', temporal: 'unix-milliseconds' },
          { name: 'since', type: 'text', temporal: 'year' },
        ],
      },
    ],
    links: [],
  } as const;
  it('reads times that are kept as numbers as the generator writes them', () => {
    const text = `SELECT CAST(strftime('%Y', at, 'unixepoch') AS INTEGER), date(ms / 1000, 'unixepoch'), date(since || '-01-01') FROM visit`;
    const query = readSqlite(text, encoded);
    expect(notation(query)).toBe(
      'select year(Visit.at), date(Visit.ms), date(Visit.since) from Visit',
    );
    expect(readSqlite(sqlite().language.render(query, encoded), encoded)).toEqual(query);
    for (const other of ["strftime('%Y', since)", "at > '2020-01-01'", "strftime('%Y', at)"])
      expect(() => readSqlite(`SELECT ${other} FROM visit`, encoded)).toThrow(
        UnsupportedFeatureError,
      );
  });
});
