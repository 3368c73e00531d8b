/** Texts that are no dates, days that no calendar has, keys that are constants or queries: what the logical form says of them, by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import { relationalView, requireReader } from '@momq/core/logical';
import type {
  Database,
  DatabaseContent,
  DatabaseSchema,
  Expression,
  LogicalQuery,
  Value,
} from '@momq/dialect';
import { bigquery } from '@momq/dialect-bigquery';
import { cypher } from '@momq/dialect-cypher';
import { mysql } from '@momq/dialect-mysql';
import { ngql } from '@momq/dialect-ngql';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';

/** `day` was seen to hold dates and `told` dates with times; some rows hold other texts. */
const content: DatabaseContent = {
  schema: {
    name: 'clinic',
    family: 'relational',
    entities: [
      {
        name: 'pg_visit',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'day', type: 'text', temporal: 'iso-date' },
          { name: 'told', type: 'text', temporal: 'iso-datetime' },
          { name: 'note', type: 'text' },
          { name: 'on_day', type: 'date' },
          { name: 'amount', type: 'integer' },
          { name: 'at_ms', type: 'integer', temporal: 'unix-milliseconds' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    pg_visit: [
      [1, '2024-02-29', '2024-02-29 23:59:59', 'b', '2021-06-30', 2_000_000_000, 1_709_251_199_999],
      [2, '2021-02-30', '2021-02-30 10:00:00', 'a', '2021-07-01', 3, null],
      [3, '31/12/2023', '31/12/2023 10:00', 'a', null, null, null],
      [4, '', 'unknown', 'b', '2021-06-01', 2_000_000_000, null],
      [5, '2023-13-01', '2023-01-01 25:00:00', null, '2020-01-01', -4, null],
      [6, null, null, null, null, null, null],
    ],
  },
};

const none = [null, null, null];
const cases: readonly (readonly [sql: string, rows: readonly (readonly Value[])[]])[] = [
  [
    "SELECT strftime('%Y', day), date(day), strftime('%d', told) FROM pg_visit WHERE id <> 2 ORDER BY id",
    [['2024', '2024-02-29', '29'], none, none, none, none],
  ],
  [
    "SELECT date(day, '+1 days'), strftime('%H', told) FROM pg_visit WHERE id <> 2 ORDER BY id",
    [
      ['2024-03-01', '23'],
      [null, null],
      [null, null],
      [null, null],
      [null, null],
    ],
  ],
  ["SELECT id FROM pg_visit WHERE on_day BETWEEN '2021-06-01' AND '2021-06-31' ORDER BY id", [[1], [4]]],
  ["SELECT 'x' FROM pg_visit GROUP BY note", [['x'], ['x'], ['x']]],
  ['SELECT note FROM pg_visit GROUP BY note ORDER BY note', [[null], ['a'], ['b']]],
  ['SELECT max(amount * amount) FROM pg_visit', [[4_000_000_000_000_000_000n]]],
  ['SELECT DISTINCT note FROM pg_visit ORDER BY amount DESC, note', [['b'], ['a'], [null]]],
  [
    "SELECT n FROM (SELECT substr(day, 1, 4) AS n, count(*) AS c FROM pg_visit GROUP BY substr(day, 1, 4) ORDER BY substr(day, 1, 4)) WHERE c > 1",
    [],
  ],
  ['SELECT datetime(at_ms / 1000, \'unixepoch\') FROM pg_visit WHERE id = 1', [['2024-02-29 23:59:59']]],
  [
    'SELECT DISTINCT (SELECT count(*) FROM pg_visit AS o WHERE o.note = v.note) AS n FROM pg_visit AS v ORDER BY (SELECT count(*) FROM pg_visit AS o WHERE o.note = v.note)',
    [[0], [2]],
  ],
  [
    'SELECT (SELECT count(*) FROM pg_visit AS o WHERE o.note = v.note) AS n, count(*) FROM pg_visit AS v GROUP BY (SELECT count(*) FROM pg_visit AS o WHERE o.note = v.note)',
    [
      [0, 2],
      [2, 4],
    ],
  ],
  [
    'SELECT CASE WHEN id < 3 THEN on_day ELSE note END, coalesce(note, on_day) FROM pg_visit ORDER BY id',
    [
      ['2021-06-30', 'b'],
      ['2021-07-01', 'a'],
      ['a', 'a'],
      ['b', 'b'],
      [null, '2020-01-01'],
      [null, null],
    ],
  ],
  ['SELECT on_day FROM pg_visit WHERE id < 3 UNION SELECT note FROM pg_visit WHERE id < 3', [['2021-06-30'], ['2021-07-01'], ['a'], ['b']]],
  ['SELECT id, 1 FROM pg_visit EXCEPT SELECT amount, 1 FROM pg_visit WHERE id < 4', [[1, 1], [2, 1], [4, 1], [5, 1], [6, 1]]],
]; // prettier-ignore

/** What only a calendar tells; SQLite takes 30 February for 2 March. */
const impossible: (typeof cases)[number] = [
  "SELECT strftime('%Y', day), date(day), datetime(told) FROM pg_visit WHERE id = 2",
  [none],
];

/** Constants among the keys, which the reader of SQLite takes away. */
const constantKeys = (schema: DatabaseSchema): readonly (readonly [LogicalQuery, readonly Value[][]])[] => {
  const literal = (value: string | number): Expression => ({ kind: 'literal', value });
  const grouped = (sql: string, ...keys: readonly Expression[]): LogicalQuery => {
    const query = read(sql, schema);
    if (query.kind === 'set') throw new Error('expected a SELECT');
    const orderBy = [{ expression: literal(7), descending: false }];
    return { ...query, groupBy: [...query.groupBy, ...keys], orderBy };
  };
  return [
    [grouped("SELECT 'all', count(*) FROM pg_visit WHERE id > 1", literal('all')), [['all', 5]]],
    [grouped("SELECT 'all', count(*) FROM pg_visit WHERE id > 9", literal(9)), []],
    [grouped("SELECT 'all' FROM pg_visit WHERE id > 1", literal('x')), [['all']]],
    [grouped('SELECT note, count(*) FROM pg_visit GROUP BY note', literal('x')), [[null, 2], ['a', 2], ['b', 2]]],
  ];
}; // prettier-ignore

const reader = sqlite();
const read = requireReader(reader);
const packs = { sqlite: reader, postgres: postgres(), mysql: mysql(), bigquery: bigquery(), cypher: cypher(), ngql: ngql() }; // prettier-ignore
type Name = keyof typeof packs;
/** What nGQL's pack says that it lacks. */
const lacking = /FEATURE_UNSUPPORTED/;

describe.each(Object.keys(packs) as Name[])('%s', (name) => {
  const pack = packs[name];
  let database: Database;
  beforeAll(async () => {
    database = await createDatabase(pack, content);
  }, 60_000);
  afterAll(() => database.close());

  it('reads them as the logical form does', { timeout: 60_000 }, async () => {
    const wrong: string[] = [];
    const schema = timed(await database.schema());
    const asked = (name === 'sqlite' ? cases : [...cases, impossible]).map(
      ([sql, rows]) => [read(sql, content.schema), rows, sql] as const,
    );
    const keyed = constantKeys(content.schema).map((each) => [...each, 'constant keys'] as const);
    for (const [written, rows, sql] of [...asked, ...keyed]) {
      const query = relationalView(pack, content.schema).convert(written);
      const answered = await Promise.resolve()
        .then(() => pack.language.render(query, schema))
        .then(async (text) => ({ text, got: (await database.query(text)).rows }))
        .catch((error: unknown) => {
          const { code } = error as { code?: string };
          return name === 'ngql' && lacking.test(code ?? '') ? undefined : { text: String(error) };
        });
      if (answered === undefined) continue;
      const orderMatters = / ORDER BY (?!.*GROUP)/.test(sql);
      if (!('got' in answered) || !resultsEqual(rows, answered.got, { orderMatters }))
        wrong.push(`${sql}\n → ${answered.text}\n ${shown(rows)}\n ${shown(answered)}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** The schema of the engine with what was seen of times. */
function timed(schema: DatabaseSchema): DatabaseSchema {
  const known = content.schema.entities[0]?.fields ?? [];
  const entities = schema.entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => {
      const temporal = known.find(({ name }) => name === field.name)?.temporal;
      return temporal === undefined ? field : { ...field, temporal };
    }),
  }));
  return { ...schema, entities };
}

function shown(rows: unknown): string {
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
