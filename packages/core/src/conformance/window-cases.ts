import type { LogicalFormCase } from './logical-form-case.js';
import {
  aggregate,
  column,
  compare,
  derived,
  down,
  field,
  math,
  select,
  star,
  up,
  value,
  window,
} from './query-builders.js';

const [id, name, team, age, pay] = [
  field('person.id'),
  field('person.name'),
  field('person.team'),
  field('person.age'),
  field('person.pay'),
];
const [event, amount] = [field('event.id'), field('event.amount')];
const byId = { orderBy: [up(id)] };
const byEvent = { orderBy: [up(event)] };

/** Functions over the rows around a row. */
export const windowCases: readonly LogicalFormCase[] = [
  {
    title: 'ranks with ties and a missing value',
    query: select(
      'person',
      [
        window('rank', { orderBy: [down(age)] }),
        window('dense_rank', { orderBy: [down(age)] }),
        window('row_number', { orderBy: [down(age), down(id)] }),
        window('rank', { orderBy: [up(age, 'last')] }),
      ],
      byId,
    ),
    rows: [
      [2, 2, 2, 3],
      [5, 4, 5, 5],
      [3, 3, 4, 1],
      [3, 3, 3, 1],
      [1, 1, 1, 4],
    ],
    ordered: true,
  },
  {
    title: 'running sums and counts take peers together; NULL is the smallest',
    query: select(
      'person',
      [
        window('sum', { argument: id, orderBy: [up(age)] }),
        window('count', { argument: star, orderBy: [up(age)] }),
      ],
      byId,
    ),
    rows: [
      [10, 4],
      [2, 1],
      [9, 3],
      [9, 3],
      [15, 5],
    ],
    ordered: true,
  },
  {
    title: 'a running sum of times passes over NULL',
    query: select(
      'event',
      [window('sum', { argument: amount, orderBy: [up(field('event.at'))] })],
      byEvent,
    ),
    rows: [[24], [17], [17], [17], [5], [null]],
    ordered: true,
  },
  {
    title: 'partitions',
    query: select(
      'person',
      [
        window('avg', { argument: age, partitionBy: [team] }),
        window('max', { argument: pay, partitionBy: [team] }),
        window('count', { argument: age, partitionBy: [team] }),
        window('row_number', { partitionBy: [team], orderBy: [down(id)] }),
      ],
      byId,
    ),
    rows: [
      [34, 2000, 1, 2],
      [34, 2000, 1, 1],
      [28, 500.25, 2, 2],
      [28, 500.25, 2, 1],
      [61, -3, 1, 1],
    ],
    ordered: true,
  },
  {
    title: 'rows back and ahead',
    query: select(
      'event',
      [
        window('lag', { argument: amount, orderBy: [up(event)] }),
        window('lead', { argument: amount, offset: 2, orderBy: [up(event)] }),
      ],
      byEvent,
    ),
    rows: [
      [null, 0],
      [7, 12],
      [-7, 5],
      [0, null],
      [12, null],
      [5, null],
    ],
    ordered: true,
  },
  {
    title: 'a share of the total',
    query: select(
      'event',
      [math(math(amount, '*', value(100)), '/', window('sum', { argument: amount }))],
      byEvent,
    ),
    rows: [[41], [-41], [0], [70], [29], [null]],
    ordered: true,
  },
  {
    title: 'a rank of groups',
    query: select(
      'person',
      [team, aggregate('count'), window('rank', { orderBy: [down(aggregate('count'))] })],
      {
        groupBy: [team],
      },
    ),
    rows: [
      [null, 1, 3],
      [1, 2, 1],
      [2, 2, 1],
    ],
  },
  {
    title: 'the best of each group',
    query: select(
      [
        derived(
          select('person', [
            team,
            name,
            window('row_number', { partitionBy: [team], orderBy: [down(pay)] }),
          ]),
        ),
      ],
      [column(0), column(1)],
      { where: compare(column(2), '=', value(1)) },
    ),
    rows: [
      [1, 'José'],
      [2, ' Cid '],
      [null, 'Dora'],
    ],
  },
];
