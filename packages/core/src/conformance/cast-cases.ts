import type { LogicalFormCase } from './logical-form-case.js';
import { cast, compare, field, math, select, up, value } from './query-builders.js';

const [age, pay] = [field('person.age'), field('person.pay')];
const byId = { orderBy: [up(field('person.id'))] };

/** Every person's value of a field as integer, real and text. */
function numbersAndText(of: string): LogicalFormCase['query'] {
  const column = field(of);
  return select(
    'person',
    [cast(column, 'integer'), cast(column, 'real'), cast(column, 'text')],
    byId,
  );
}

/** Casts to numbers and to text; those of points in time are with them. */
export const castCases: readonly LogicalFormCase[] = [
  {
    title: 'casts of numbers drop what is behind the point',
    query: select(
      'person',
      [
        cast(pay, 'integer'),
        cast(math(pay, '*', value(-1.5)), 'integer'),
        cast(age, 'text'),
        cast(age, 'real'),
      ],
      byId,
    ),
    rows: [
      [1000, -1500, '34', 34],
      [2000, -3000, null, null],
      [null, null, '28', 28],
      [500, -750, '28', 28],
      [-3, 4, '61', 61],
    ],
    ordered: true,
  },
  {
    title: 'casts of texts read as far as there is a number',
    query: select(
      'person',
      [cast(field('person.note'), 'integer'), cast(field('person.note'), 'real')],
      byId,
    ),
    rows: [
      [50, 50],
      [5, 5],
      [0, 0],
      [null, null],
      [12, 12.75],
    ],
    ordered: true,
  },
  {
    title: 'casts of constants: a fraction, a number behind spaces, no number, nothing',
    query: select(
      'team',
      [
        cast(value('12.7'), 'integer'),
        cast(value('12.7'), 'real'),
        cast(value(' -3.5 kg'), 'integer'),
        cast(value(' -3.5 kg'), 'real'),
        cast(value('kg'), 'integer'),
        cast(value(''), 'real'),
        cast(value(null), 'integer'),
      ],
      { where: compare(field('team.id'), '=', value(1)) },
    ),
    rows: [[12, 12.7, -3, -3.5, 0, 0, null]],
  },
  {
    title: 'casts of texts with powers of ten, whole ones and what only begins like one',
    query: select(
      'team',
      [
        cast(value('1e3'), 'real'),
        cast(value('2.5E-1 kg'), 'real'),
        cast(value('7e'), 'real'),
        cast(value('7 eggs'), 'real'),
      ],
      { where: compare(field('team.id'), '=', value(1)) },
    ),
    rows: [[1000, 0.25, 7, 7]],
  },
  {
    title: 'casts of booleans are 1 and 0',
    query: numbersAndText('person.active'),
    rows: [
      [1, 1, '1'],
      [0, 0, '0'],
      [1, 1, '1'],
      [null, null, null],
      [0, 0, '0'],
    ],
    ordered: true,
  },
  {
    title: 'casts of dates to numbers read the year, those to text are ISO 8601',
    query: numbersAndText('person.joined'),
    rows: [
      [2020, 2020, '2020-02-29'],
      [2021, 2021, '2021-12-31'],
      [2023, 2023, '2023-01-31'],
      [null, null, null],
      [2024, 2024, '2024-12-30'],
    ],
    ordered: true,
  },
];
