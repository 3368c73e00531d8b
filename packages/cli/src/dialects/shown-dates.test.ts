/** Parts of dates that SQLite shows as text mean the same in other dialects: the same rows through their engines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseContent, LogicalQuery } from '@momq/dialect';
import { resultsEqual } from '@momq/core/evaluation';
import { requireReader } from '@momq/core/logical';
import { bigquery } from '@momq/dialect-bigquery';
import { mysql } from '@momq/dialect-mysql';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';

/** Days and months below and above 10, two of a month, a missing time. */
const visits: DatabaseContent = {
  schema: {
    name: 'clinic',
    family: 'relational',
    entities: [
      {
        name: 'visit',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'day', type: 'date' },
          { name: 'at', type: 'datetime' },
          { name: 'told', type: 'text', temporal: 'iso-datetime' },
          { name: 'note', type: 'text' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    visit: (
      [
        [1, '2023-05-01', '2023-05-01 09:30:00'],
        [2, '2023-05-18', '2023-05-18 18:00:05'],
        [3, '2023-11-02', '2023-11-02 00:00:00'],
        [4, '2024-01-15', '2024-01-15 12:00:00'],
        [5, '2023-12-31', '2023-12-31 23:59:59'],
        [6, null, null],
        [7, '2024-02-29', '2024-02-29 07:08:09'],
        [8, '2020-05-30', '2020-05-30 00:00:01'],
        [9, '1969-12-31', '1969-12-31 23:59:58'],
      ] as const
    ).map(([id, day, at]) => [id, day, at, at, id % 2 === 0 ? day : at]),
  },
};

const parts = [
  ...['%Y', '%m', '%w', '%s', '%Y-%m'].map((format) => `strftime('${format}', day)`),
  ...['%d', '%H', '%Y-%m-01'].map((format) => `strftime('${format}', at)`),
];

/** Questions about a part of a date, `p`. */
const shapes = [
  'SELECT p, count(*) FROM visit GROUP BY 1',
  'SELECT p AS m, count(*) FROM visit GROUP BY m',
  'SELECT p, count(*) FROM visit GROUP BY p',
  'SELECT p AS m, count(*) FROM visit GROUP BY m ORDER BY m DESC',
  'SELECT p AS m, count(*) AS n FROM visit GROUP BY 1 ORDER BY n DESC, 1',
  'SELECT p FROM visit GROUP BY p HAVING count(*) > 1',
  "SELECT p AS m, count(*) FROM visit GROUP BY m HAVING m > '02'",
  'SELECT p FROM visit GROUP BY p ORDER BY count(*) DESC, p LIMIT 2',
  'SELECT count(*) FROM visit GROUP BY p',
  "SELECT p || '!', count(*) FROM visit GROUP BY p",
  'SELECT CAST(p AS INTEGER) AS m, count(*) FROM visit GROUP BY m ORDER BY m',
  'SELECT CAST(p AS INTEGER), count(*) FROM visit GROUP BY p',
  'SELECT p, CAST(p AS INTEGER) + 1, count(*) FROM visit GROUP BY 1',
  'SELECT DISTINCT p FROM visit ORDER BY 1',
  'SELECT DISTINCT p AS m FROM visit ORDER BY m DESC',
  'SELECT p AS m, id FROM visit ORDER BY m, id',
  'SELECT count(DISTINCT p), min(p), max(p) FROM visit',
  'SELECT m, n FROM (SELECT p AS m, count(*) AS n FROM visit GROUP BY m) WHERE n > 1',
  'SELECT p, rank() OVER (ORDER BY count(*)) FROM visit GROUP BY 1',
  'SELECT p, count(*) FROM visit GROUP BY 1 UNION SELECT p, 0 FROM visit ORDER BY 1, 2',
  'SELECT id FROM visit WHERE p IN (SELECT p FROM visit GROUP BY 1 HAVING count(*) > 1)',
];
/** Dates, times and texts of both, `t`. */
const times = ['day', 'at', 'told', 'note'];
const elapsed = [
  "SELECT julianday(t), julianday(t) - julianday('2020-01-01') FROM visit",
  "SELECT CAST(julianday('2024-06-01') - julianday(t) AS INTEGER) FROM visit",
  // A Julian day number has no place for parts of a millisecond.
  'SELECT round(julianday(t) - julianday(day), 7), round(julianday(at) - julianday(t), 7) FROM visit',
  'SELECT a.id, b.id FROM visit a, visit b WHERE abs(julianday(a.t) - julianday(b.t)) < 30',
  "SELECT id FROM visit WHERE julianday(t) > julianday('2023-06-01') ORDER BY julianday(t)",
  "SELECT strftime('%Y/%m/%d %H:%M', t), time(t) FROM visit",
  "SELECT strftime('%j', t) AS x, count(*) FROM visit GROUP BY x ORDER BY x",
];
const texts = [
  ...elapsed.flatMap((text) => times.map((time) => text.replaceAll(/\bt\b/g, time))),
  ...parts.flatMap((part) => shapes.map((shape) => shape.replaceAll(/\bp\b/g, part))),
];
/** Forms with the number of the part, so that its texts are among what follows from the keys. */
const numbered =
  "SELECT CAST(strftime('%m', day) AS INTEGER), strftime('%m', day), count(*) FROM visit GROUP BY CAST(strftime('%m', day) AS INTEGER)";

const packs = { sqlite: sqlite(), postgres: postgres(), mysql: mysql(), bigquery: bigquery() };
const read = requireReader(packs.sqlite);
type Name = keyof typeof packs;
const open: Partial<Record<Name, Database>> = {};
beforeAll(async () => {
  for (const name of Object.keys(packs) as Name[])
    open[name] = await packs[name].createDatabase(visits);
}, 60_000);
afterAll(() => Promise.all(Object.values(open).map((database) => database.close())));

const rowsOf = async (name: Name, text: string) =>
  (await open[name]!.query(text, { maxRows: 1000 })).rows;

async function written(name: Name, query: LogicalQuery): Promise<string> {
  return packs[name].language.render(query, await open[name]!.schema());
}

describe.each(Object.keys(packs) as Name[])('%s', (name) => {
  it('has the rows of SQLite', { timeout: 60_000 }, async () => {
    const wrong: string[] = [];
    for (const text of [...texts, numbered]) {
      const query = read(text, await open.sqlite!.schema());
      const own = await written(name, query);
      const wanted = await rowsOf('sqlite', text);
      const got = await rowsOf(name, own).catch((error: unknown) => String(error));
      const orderMatters = /ORDER BY (?!count\(\*\)\))/.test(text);
      if (typeof got === 'string' || !resultsEqual(wanted, got, { orderMatters }))
        wrong.push(`${text}\n → ${own}\n ${JSON.stringify(wanted)}\n ${JSON.stringify(got)}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('the form', () => {
  const groups = (text: string): unknown => {
    const query = read(text, visits.schema);
    return query.kind === 'select' && query.groupBy.map(({ kind }) => kind);
  };
  it('has the number where only the number is asked for', () => {
    expect(groups("SELECT count(*) FROM visit GROUP BY strftime('%m', day)")).toEqual(['call']);
    expect(groups("SELECT strftime('%Y', day) FROM visit GROUP BY 1")).toEqual(['cast']);
    expect(groups(numbered)).toEqual(['call', 'call']);
  });
});
