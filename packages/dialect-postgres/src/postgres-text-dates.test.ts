import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, DatabaseContent, Expression, FunctionName } from '@momq/dialect';
import { postgres } from './index.js';

/** Two columns that some of their values show to hold dates, and the rows that a look at some does not show. */
const content: DatabaseContent = {
  schema: {
    name: 'visits',
    family: 'relational',
    entities: [
      {
        name: 'visit',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'day', type: 'text', temporal: 'iso-date' },
          { name: 'moment', type: 'text', temporal: 'iso-datetime' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    visit: [
      [1, '2024-02-29', '2024-02-29T23:59:59Z'],
      [2, '', ''],
      [3, 'unknown', 'n/a'],
      [4, null, null],
    ],
  },
};
const of = (name: string): Expression => ({
  kind: 'field',
  entity: 'visit',
  instance: 0,
  field: name,
});
const call = (name: FunctionName, argument: Expression): Expression => ({
  kind: 'call',
  function: name,
  arguments: [argument],
});

const pack = postgres();
let database: Database;
beforeAll(async () => {
  database = await pack.createDatabase(content);
});
afterAll(() => database.close());

it('texts that are no dates are NULL, and no error', async () => {
  const { rows } = await database.query(
    pack.language.render(
      {
        kind: 'select',
        from: [{ entity: 'visit', instance: 0 }],
        distinct: false,
        select: [
          call('year', of('day')),
          call('date', of('day')),
          call('hour', of('moment')),
          { kind: 'cast', type: 'date', argument: of('moment') },
        ],
        groupBy: [],
        orderBy: [{ expression: of('id'), descending: false }],
      },
      content.schema,
    ),
  );
  const nothing = [null, null, null, null];
  expect(rows.map((row) => row.map((value) => (value === null ? null : String(value))))).toEqual([
    ['2024', '2024-02-29', '23', '2024-02-29'],
    nothing,
    nothing,
    nothing,
  ]);
});
