import type { LogicalFormCase } from './logical-form-case.js';
import {
  aggregate,
  all,
  any,
  call,
  compare,
  down,
  field,
  member,
  missing,
  select,
  up,
  value,
  when,
} from './query-builders.js';

const [id, name, team, age] = [
  field('person.id'),
  field('person.name'),
  field('person.team'),
  field('person.age'),
];
const byId = { orderBy: [up(id)] };
const ids = (...list: readonly number[]) => list.map((each) => [each]);

/** Conditions, groups, orders, limits. */
export const orderCases: readonly LogicalFormCase[] = [
  {
    title: 'NULL is the smallest value, ascending',
    query: select('person', [id], { orderBy: [up(age), up(id)] }),
    rows: ids(2, 3, 4, 1, 5),
    ordered: true,
  },
  {
    title: 'NULL is the smallest value, descending',
    query: select('person', [id], { orderBy: [down(age), up(id)] }),
    rows: ids(5, 1, 3, 4, 2),
    ordered: true,
  },
  {
    title: 'NULL last, ascending',
    query: select('person', [id], { orderBy: [up(age, 'last'), down(id)] }),
    rows: ids(4, 3, 1, 5, 2),
    ordered: true,
  },
  {
    title: 'NULL first, descending',
    query: select('person', [id], { orderBy: [down(age, 'first'), up(id)] }),
    rows: ids(2, 5, 1, 3, 4),
    ordered: true,
  },
  {
    title: 'NULL where it would stand anyway',
    query: select('person', [id], { orderBy: [up(age, 'first'), down(team, 'last'), up(id)] }),
    rows: ids(2, 3, 4, 1, 5),
    ordered: true,
  },
  {
    title: 'a limit and an offset',
    query: select('person', [id], { ...byId, limit: 2, offset: 1 }),
    rows: ids(2, 3),
    ordered: true,
  },
  {
    title: 'an offset without a limit',
    query: select('person', [id], { ...byId, offset: 3 }),
    rows: ids(4, 5),
    ordered: true,
  },
  {
    title: 'an offset beyond the end',
    query: select('person', [id], { ...byId, limit: 3, offset: 9 }),
    rows: [],
  },
  {
    title: 'an order by what is not selected',
    query: select('person', [id], { orderBy: [down(call('length', name)), up(id)] }),
    rows: ids(1, 4, 2, 5, 3),
    ordered: true,
  },
  {
    title: 'an order by CASE',
    query: select('person', [id], {
      orderBy: [up(when(compare(name, '=', value('Bob')), value(0), value(1))), down(id)],
    }),
    rows: ids(3, 5, 4, 2, 1),
    ordered: true,
  },
  {
    title: 'aggregates over no rows',
    query: select(
      'person',
      [aggregate('count'), aggregate('sum', age), aggregate('avg', age), aggregate('max', name)],
      {
        where: compare(id, '>', value(99)),
      },
    ),
    rows: [[0, null, null, null]],
  },
  {
    title: 'no groups of no rows',
    query: select('person', [team, aggregate('count')], {
      where: compare(id, '>', value(99)),
      groupBy: [team],
    }),
    rows: [],
  },
  {
    title: 'aggregates pass over NULL; distinct values',
    query: select('person', [
      aggregate('count', age),
      aggregate('count', age, true),
      aggregate('avg', age),
      aggregate('sum', age, true),
    ]),
    rows: [[4, 3, 37.75, 123]],
  },
  {
    title: 'NULL is a group; conditions on groups',
    query: select('person', [team, aggregate('min', age)], {
      groupBy: [team],
      having: any(
        compare(aggregate('count'), '=', value(1)),
        compare(aggregate('max', age), '<', value(30)),
      ),
    }),
    rows: [
      [null, 61],
      [2, 28],
    ],
  },
  {
    title: 'groups by a computed key, and what is computed of it',
    query: select('person', [call('length', name), aggregate('count')], {
      groupBy: [call('length', name)],
      having: compare(call('length', name), '>', value(3)),
      orderBy: [up(call('length', name))],
    }),
    rows: [
      [4, 2],
      [5, 1],
      [7, 1],
    ],
    ordered: true,
  },
  {
    title: 'a column that is shown twice',
    query: select('person', [id, name, name], {
      where: compare(id, '<', value(3)),
      orderBy: [down(name), up(id)],
    }),
    rows: [
      [2, 'José', 'José'],
      [1, 'Ann Lee', 'Ann Lee'],
    ],
    ordered: true,
  },
  {
    title: 'a number that is shown twice',
    query: select('person', [aggregate('count'), aggregate('max', age), aggregate('count')]),
    rows: [[5, 61, 5]],
  },
  {
    title: 'a group that is shown twice',
    query: select('person', [team, aggregate('count'), team, aggregate('count')], {
      where: missing(team, true),
      groupBy: [team],
      orderBy: [up(team)],
    }),
    rows: [
      [1, 2, 1, 2],
      [2, 2, 2, 2],
    ],
    ordered: true,
  },
  {
    title: 'distinct rows with a column that is shown twice',
    query: select('person', [team, team], { distinct: true, orderBy: [up(team)] }),
    rows: [
      [null, null],
      [1, 1],
      [2, 2],
    ],
    ordered: true,
  },
  {
    title: 'distinct rows',
    query: select('person', [team, when(missing(age), value(0), value(1))], { distinct: true }),
    rows: [
      [1, 1],
      [1, 0],
      [2, 1],
      [null, 1],
    ],
  },
  {
    title: 'a comparison with NULL is not true, nor is its contrary',
    query: select('person', [id], {
      where: any(compare(age, '=', value(28)), compare(age, '!=', value(28))),
    }),
    rows: ids(1, 3, 4, 5),
  },
  {
    title: 'or inside and, lists and ranges',
    query: select('person', [id], {
      where: all(
        any(member(age, [value(28), value(61)]), missing(age)),
        { kind: 'between', negated: true, value: id, low: value(2), high: value(3) },
        member(team, [value(7)], true),
      ),
    }),
    rows: ids(4),
  },
  {
    title: 'computed sides of comparisons and ranges',
    query: select('person', [id], {
      where: {
        kind: 'between',
        negated: false,
        value: call('abs', call('coalesce', field('person.pay'), value(0))),
        low: call('nullif', id, value(99)),
        high: call('power', id, value(7)),
      },
    }),
    rows: ids(4),
  },
];
