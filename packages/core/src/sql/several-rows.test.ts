import type { Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { expect, it } from 'vitest';
import { mayHaveSeveralRows } from './several-rows.js';

const name: Expression = { kind: 'field', entity: 'ship', instance: 0, field: 'name' };
const count: Expression = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: name,
};
const select = (change: Partial<SelectQuery>): SelectQuery => ({
  kind: 'select',
  from: [{ entity: 'ship', instance: 0 }],
  distinct: false,
  select: [name],
  groupBy: [],
  orderBy: [],
  ...change,
});
const set: LogicalQuery = {
  kind: 'set',
  operator: 'union',
  all: false,
  left: select({ select: [count] }),
  right: select({ select: [count] }),
  orderBy: [],
};

it.each<[string, LogicalQuery, boolean]>([
  ['fields', select({}), true],
  ['fields, two at most', select({ limit: 2 }), true],
  ['fields, one at most', select({ limit: 1 }), false],
  ['aggregates alone', select({ select: [count, count] }), false],
  ['an aggregate beside a field', select({ select: [count, name] }), true],
  ['an aggregate of each group', select({ select: [count], groupBy: [name] }), true],
  ['a set of aggregates', set, true],
  ['a set, one row at most', { ...set, limit: 1 }, false],
])('%s', (_, query, several) => {
  expect(mayHaveSeveralRows(query)).toBe(several);
});
