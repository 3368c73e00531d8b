import type { FunctionName, TimeUnit } from '@momq/dialect';
import type { LogicalFormCase } from './logical-form-case.js';
import {
  aggregate,
  all,
  call,
  cast,
  compare,
  down,
  field,
  missing,
  select,
  timed,
  up,
  value,
} from './query-builders.js';

const [person, joined] = [field('person.id'), field('person.joined')];
const [event, at] = [field('event.id'), field('event.at')];
const byPerson = { orderBy: [up(person)] };
const byEvent = { orderBy: [up(event)] };
const ofJoined = (...names: readonly FunctionName[]) => names.map((name) => call(name, joined));
const ofAt = (...names: readonly FunctionName[]) => names.map((name) => call(name, at));
const beginnings = (...units: readonly TimeUnit[]) =>
  units.map((unit) => timed('truncate', unit, joined));

/** Functions of dates and times whose columns say that they are dates. */
export const dateCases: readonly LogicalFormCase[] = [
  {
    title: 'parts of dates: year, quarter, month, ISO week, weekday from Sunday, day',
    query: select(
      'person',
      ofJoined('year', 'quarter', 'month', 'week', 'weekday', 'day'),
      byPerson,
    ),
    rows: [
      [2020, 1, 2, 9, 6, 29],
      [2021, 4, 12, 52, 5, 31],
      [2023, 1, 1, 5, 2, 31],
      [null, null, null, null, null, null],
      [2024, 4, 12, 1, 1, 30],
    ],
    ordered: true,
  },
  {
    title: 'parts of times; ISO weeks around new year',
    query: select('event', ofAt('week', 'weekday', 'hour', 'minute', 'second'), byEvent),
    rows: [
      [52, 0, 0, 0, 0],
      [9, 4, 23, 59, 59],
      [53, 0, 12, 30, 15],
      [53, 4, 6, 0, 0],
      [1, 3, 23, 59, 58],
      [null, null, null, null, null],
    ],
    ordered: true,
  },
  {
    title: 'a date without a time has the hour 0',
    query: select('person', ofJoined('hour', 'minute', 'second'), {
      where: compare(person, '=', value(1)),
    }),
    rows: [[0, 0, 0]],
  },
  {
    title: 'parts of constants',
    query: select(
      'team',
      [
        call('month', value('2024-02-29')),
        call('hour', value('2024-02-29 23:10:00')),
        call('year', value('2024-02-29 23:10:00')),
      ],
      { where: compare(field('team.id'), '=', value(1)) },
    ),
    rows: [[2, 23, 2024]],
  },
  {
    title: 'text that is no date has no parts',
    query: select(
      'person',
      [call('year', field('person.note')), call('day', field('person.note'))],
      {
        where: compare(person, '<', value(3)),
      },
    ),
    rows: [
      [null, null],
      [null, null],
    ],
  },
  {
    title: 'beginnings of years, quarters, months, weeks and days are dates',
    query: select('person', beginnings('year', 'quarter', 'month', 'week', 'day'), byPerson),
    rows: [
      ['2020-01-01', '2020-01-01', '2020-02-01', '2020-02-24', '2020-02-29'],
      ['2021-01-01', '2021-10-01', '2021-12-01', '2021-12-27', '2021-12-31'],
      ['2023-01-01', '2023-01-01', '2023-01-01', '2023-01-30', '2023-01-31'],
      [null, null, null, null, null],
      ['2024-01-01', '2024-10-01', '2024-12-01', '2024-12-30', '2024-12-30'],
    ],
    ordered: true,
  },
  {
    title: 'beginnings of hours, minutes and seconds are times',
    query: select(
      'event',
      [
        timed('truncate', 'hour', at),
        timed('truncate', 'minute', at),
        timed('truncate', 'second', at),
        timed('truncate', 'week', at),
        timed('truncate', 'day', at),
      ],
      byEvent,
    ),
    rows: [
      [
        '2023-01-01 00:00:00',
        '2023-01-01 00:00:00',
        '2023-01-01 00:00:00',
        '2022-12-26',
        '2023-01-01',
      ],
      [
        '2024-02-29 23:00:00',
        '2024-02-29 23:59:00',
        '2024-02-29 23:59:59',
        '2024-02-26',
        '2024-02-29',
      ],
      [
        '2021-01-03 12:00:00',
        '2021-01-03 12:30:00',
        '2021-01-03 12:30:15',
        '2020-12-28',
        '2021-01-03',
      ],
      [
        '2020-12-31 06:00:00',
        '2020-12-31 06:00:00',
        '2020-12-31 06:00:00',
        '2020-12-28',
        '2020-12-31',
      ],
      [
        '1969-12-31 23:00:00',
        '1969-12-31 23:59:00',
        '1969-12-31 23:59:58',
        '1969-12-29',
        '1969-12-31',
      ],
      [null, null, null, null, null],
    ],
    ordered: true,
  },
  {
    title: 'whole months, quarters and years between dates',
    query: select(
      'person',
      [
        timed('difference', 'month', joined, value('2023-02-28')),
        timed('difference', 'quarter', joined, value('2023-02-28')),
        timed('difference', 'year', joined, value('2023-02-28')),
        timed('difference', 'month', value('2023-01-31'), joined),
      ],
      byPerson,
    ),
    rows: [
      [35, 11, 2, -35],
      [13, 4, 1, -13],
      [0, 0, 0, 0],
      [null, null, null, null],
      [-22, -7, -1, 22],
    ],
    ordered: true,
  },
  {
    title: 'days and weeks between dates',
    query: select(
      'person',
      [
        timed('difference', 'day', value('2020-03-01'), joined),
        timed('difference', 'week', value('2020-03-01'), joined),
        timed('difference', 'hour', value('2020-03-01'), joined),
      ],
      byPerson,
    ),
    rows: [
      [-1, 0, -24],
      [670, 95, 16_080],
      [1066, 152, 25_584],
      [null, null, null],
      [1765, 252, 42_360],
    ],
    ordered: true,
  },
  {
    title: 'elapsed time between times, what is left dropped toward zero',
    query: select(
      'event',
      (['week', 'day', 'hour', 'minute', 'second'] as const).map((unit) =>
        timed('difference', unit, value('2021-01-01 00:00:00'), at),
      ),
      byEvent,
    ),
    rows: [
      [104, 730, 17_520, 1_051_200, 63_072_000],
      [164, 1154, 27_719, 1_663_199, 99_791_999],
      [0, 2, 60, 3630, 217_815],
      [0, 0, -18, -1080, -64_800],
      [-2661, -18_628, -447_072, -26_824_320, -1_609_459_202],
      [null, null, null, null, null],
    ],
    ordered: true,
  },
  {
    title: 'a month is whole once its day and time are reached again',
    query: select(
      'event',
      [
        timed('difference', 'month', at, value('2024-03-29 23:59:58')),
        timed('difference', 'month', at, value('2024-03-29 23:59:59')),
      ],
      { where: compare(event, '=', value(2)) },
    ),
    rows: [[0, 1]],
  },
  {
    title: 'dates moved by years, quarters and months end in the month that is reached',
    query: select(
      'person',
      [
        timed('add', 'year', joined, value(1)),
        timed('add', 'quarter', joined, value(-1)),
        timed('add', 'month', joined, value(1)),
      ],
      byPerson,
    ),
    rows: [
      ['2021-02-28', '2019-11-29', '2020-03-29'],
      ['2022-12-31', '2021-09-30', '2022-01-31'],
      ['2024-01-31', '2022-10-31', '2023-02-28'],
      [null, null, null],
      ['2025-12-30', '2024-09-30', '2025-01-30'],
    ],
    ordered: true,
  },
  {
    title: 'dates moved by weeks, days and hours, and by a column',
    query: select(
      'person',
      [
        timed('add', 'week', joined, value(2)),
        timed('add', 'day', joined, value(-1)),
        timed('add', 'day', joined, person),
        timed('add', 'month', joined, person),
        timed('add', 'hour', joined, value(36)),
      ],
      byPerson,
    ),
    rows: [
      ['2020-03-14', '2020-02-28', '2020-03-01', '2020-03-29', '2020-03-01 12:00:00'],
      ['2022-01-14', '2021-12-30', '2022-01-02', '2022-02-28', '2022-01-01 12:00:00'],
      ['2023-02-14', '2023-01-30', '2023-02-03', '2023-04-30', '2023-02-01 12:00:00'],
      [null, null, null, null, null],
      ['2025-01-13', '2024-12-29', '2025-01-04', '2025-05-30', '2024-12-31 12:00:00'],
    ],
    ordered: true,
  },
  {
    title: 'times moved keep their time',
    query: select(
      'event',
      [
        timed('add', 'month', at, value(1)),
        timed('add', 'second', at, value(1)),
        timed('add', 'minute', at, value(-90)),
      ],
      { where: compare(event, '<', value(6)), ...byEvent },
    ),
    rows: [
      ['2023-02-01 00:00:00', '2023-01-01 00:00:01', '2022-12-31 22:30:00'],
      ['2024-03-29 23:59:59', '2024-03-01 00:00:00', '2024-02-29 22:29:59'],
      ['2021-02-03 12:30:15', '2021-01-03 12:30:16', '2021-01-03 11:00:15'],
      ['2021-01-31 06:00:00', '2020-12-31 06:00:01', '2020-12-31 04:30:00'],
      ['1970-01-31 23:59:58', '1969-12-31 23:59:59', '1969-12-31 22:29:58'],
    ],
    ordered: true,
  },
  {
    title: 'the day of a time, and unix seconds both ways',
    query: select(
      'event',
      [call('date', at), call('unixSeconds', at), call('fromUnixSeconds', field('event.amount'))],
      byEvent,
    ),
    rows: [
      ['2023-01-01', 1_672_531_200, '1970-01-01 00:00:07'],
      ['2024-02-29', 1_709_251_199, '1969-12-31 23:59:53'],
      ['2021-01-03', 1_609_677_015, '1970-01-01 00:00:00'],
      ['2020-12-31', 1_609_394_400, '1970-01-01 00:00:12'],
      ['1969-12-31', -2, '1970-01-01 00:00:05'],
      [null, null, null],
    ],
    ordered: true,
  },
  {
    title: 'now and today',
    query: select('team', [timed('difference', 'second', call('now'), call('now'))], {
      where: all(
        compare(field('team.id'), '=', value(1)),
        compare(call('today'), '=', call('date', call('now'))),
        compare(call('year', call('now')), '>=', value(2025)),
        compare(
          timed('difference', 'day', call('today'), timed('add', 'day', call('today'), value(3))),
          '=',
          value(3),
        ),
      ),
    }),
    rows: [[0]],
  },
  {
    title: 'times compared with constants and with each other',
    query: select('event', [event], {
      where: all(
        compare(at, '>=', value('2020-12-31 06:00:00')),
        compare(call('date', at), '<', value('2024-02-29')),
      ),
    }),
    rows: [[1], [3], [4]],
  },
  {
    title: 'groups by a part of a date',
    query: select('event', [call('year', at), aggregate('count')], {
      where: missing(at, true),
      groupBy: [call('year', at)],
    }),
    rows: [
      [2023, 1],
      [2024, 1],
      [2021, 1],
      [2020, 1],
      [1969, 1],
    ],
  },
  {
    title: 'groups show what is computed from the part of a date that they are of',
    query: select('event', [cast(call('year', at), 'text'), aggregate('count')], {
      where: missing(at, true),
      groupBy: [call('year', at)],
    }),
    rows: [
      ['2023', 1],
      ['2024', 1],
      ['2021', 1],
      ['2020', 1],
      ['1969', 1],
    ],
  },
  {
    title: 'distinct texts of dates in their order',
    query: select('event', [cast(call('year', at), 'text')], {
      where: compare(event, '<', value(4)),
      distinct: true,
      orderBy: [down(cast(call('year', at), 'text'))],
    }),
    rows: [['2024'], ['2023'], ['2021']],
    ordered: true,
  },
];
