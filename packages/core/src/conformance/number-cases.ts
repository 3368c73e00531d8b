import type { LogicalFormCase } from './logical-form-case.js';
import {
  aggregate,
  call,
  cast,
  compare,
  field,
  math,
  select,
  up,
  value,
  when,
} from './query-builders.js';

const [id, age, pay] = [field('person.id'), field('person.age'), field('person.pay')];
const [event, amount] = [field('event.id'), field('event.amount')];
const byId = { orderBy: [up(id)] };
const byEvent = { orderBy: [up(event)] };

/** Arithmetic, functions of numbers and CASE. */
export const numberCases: readonly LogicalFormCase[] = [
  {
    title: 'nested arithmetic keeps its parentheses',
    query: select(
      'person',
      [
        math(math(id, '+', value(1)), '*', value(2)),
        math(value(10), '-', math(id, '-', value(1))),
        math(value(100), '/', math(id, '*', value(2))),
        math(math(value(2), '-', id), '-', value(-1)),
      ],
      { where: compare(id, '<=', value(2)), ...byId },
    ),
    rows: [
      [4, 10, 50, 2],
      [6, 9, 25, 1],
    ],
    ordered: true,
  },
  {
    title: 'division drops the remainder between integers, toward zero, and is NULL by zero',
    query: select('event', [math(amount, '/', value(2)), math(value(84), '/', amount)], byEvent),
    rows: [
      [3, 12],
      [-3, -12],
      [0, null],
      [6, 7],
      [2, 16],
      [null, null],
    ],
    ordered: true,
  },
  {
    title: 'division of reals keeps the fraction and is NULL by zero',
    query: select(
      'team',
      [math(value(5), '/', field('team.budget')), math(field('team.budget'), '/', value(8))],
      { orderBy: [up(field('team.id'))] },
    ),
    rows: [
      [0.05, 12.5],
      [null, 0],
      [null, null],
    ],
    ordered: true,
  },
  {
    title: 'a share of counts is real only after a cast',
    query: select('person', [
      math(aggregate('count', pay), '/', aggregate('count')),
      math(cast(aggregate('count', pay), 'real'), '/', aggregate('count')),
      math(math(aggregate('count', pay), '*', value(100)), '/', aggregate('count')),
    ]),
    rows: [[0, 0.8, 80]],
  },
  {
    title: 'absolute values and roots; the root of a negative number is NULL',
    query: select(
      'event',
      [
        call('abs', amount),
        call('sqrt', call('abs', math(amount, '-', value(3)))),
        call('sqrt', math(amount, '*', math(amount, '*', amount))),
      ],
      {
        where: compare(event, '!=', value(4)),
        ...byEvent,
      },
    ),
    rows: [
      [7, 2, Math.sqrt(343)],
      [7, Math.sqrt(10), null],
      [0, Math.sqrt(3), 0],
      [5, Math.sqrt(2), Math.sqrt(125)],
      [null, null, null],
    ],
    ordered: true,
  },
  {
    title: 'rounding takes halves away from zero',
    query: select(
      'event',
      [
        call('round', math(amount, '/', value(2.0000000001))),
        call('round', math(amount, '*', value(0.5))),
        call('round', math(amount, '*', value(0.125)), value(2)),
        call('floor', math(amount, '*', value(0.5))),
        call('ceiling', math(amount, '*', value(0.5))),
      ],
      { where: compare(event, '<', value(3)), ...byEvent },
    ),
    rows: [
      [3, 4, 0.88, 3, 4],
      [-3, -4, -0.88, -4, -3],
    ],
    ordered: true,
  },
  {
    title: 'floor and ceiling give integers',
    query: select(
      'person',
      [math(call('floor', pay), '/', value(7)), math(call('ceiling', pay), '/', value(7))],
      byId,
    ),
    rows: [
      [142, 143],
      [285, 285],
      [null, null],
      [71, 71],
      [0, 0],
    ],
    ordered: true,
  },
  {
    title: 'a remainder has the sign of the dividend and is NULL by zero',
    query: select(
      'event',
      [call('mod', amount, value(4)), call('mod', value(-9), amount)],
      byEvent,
    ),
    rows: [
      [3, -2],
      [-3, -2],
      [0, null],
      [0, -9],
      [1, -4],
      [null, null],
    ],
    ordered: true,
  },
  {
    title: 'powers',
    query: select(
      'person',
      [call('power', id, value(2)), call('power', value(2), math(id, '-', value(2)))],
      byId,
    ),
    rows: [
      [1, 0.5],
      [4, 1],
      [9, 2],
      [16, 4],
      [25, 8],
    ],
    ordered: true,
  },
  {
    title: 'the first value there is, and NULL for one value',
    query: select(
      'person',
      [
        call('coalesce', age, math(id, '*', value(10))),
        call('coalesce', field('person.note'), field('person.name')),
        call('nullif', age, value(28)),
      ],
      byId,
    ),
    rows: [
      [34, '50% off', 34],
      [20, '5_0', null],
      [28, 'a\\b', null],
      [28, ' Cid ', null],
      [61, '12.75 kg', 61],
    ],
    ordered: true,
  },
  {
    title: 'CASE takes the first true branch, else NULL; unknown is not true',
    query: select(
      'person',
      [
        {
          kind: 'case',
          branches: [
            { when: compare(age, '<', value(30)), then: value('young') },
            { when: compare(age, '<', value(40)), then: value('middle') },
          ],
        },
        when(compare(age, '>=', value(30)), value(1), value(0)),
      ],
      byId,
    ),
    rows: [
      ['middle', 1],
      [null, 0],
      ['young', 0],
      ['young', 0],
      [null, 1],
    ],
    ordered: true,
  },
  {
    title: 'aggregates over CASE count and add what meets a condition',
    query: select('person', [
      aggregate('sum', when(compare(age, '<', value(30)), value(1), value(0))),
      aggregate('count', when(compare(pay, '>', value(0)), id)),
      math(
        math(
          aggregate('sum', when(compare(age, '<', value(30)), value(1), value(0))),
          '*',
          value(100),
        ),
        '/',
        aggregate('count'),
      ),
      aggregate('avg', when(compare(pay, '>', value(600)), pay)),
    ]),
    rows: [[2, 3, 40, 1500.25]],
  },
  {
    title: 'CASE and coalesce choose between texts, numbers and booleans',
    query: select('person', [
      aggregate('sum', when(compare(id, '=', value(5)), field('person.note'), value(0.5))),
      aggregate('count', when(compare(age, '>', value(30)), field('person.name'), value(0)), true),
      aggregate('sum', call('coalesce', field('person.active'), value(7))),
    ]),
    rows: [[14.75, 3, 9]],
  },
];
