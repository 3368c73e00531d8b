import type { LogicalFormCase } from './logical-form-case.js';
import {
  aggregate,
  all,
  call,
  cast,
  column,
  compare,
  derived,
  field,
  select,
  timed,
  up,
  value,
} from './query-builders.js';

const [event, at, seconds, millis, day, moment, season] = [
  field('event.id'),
  field('event.at'),
  field('event.seconds'),
  field('event.millis'),
  field('event.day'),
  field('event.moment'),
  field('event.season'),
];
const byEvent = { orderBy: [up(event)] };

/** Functions of points in time that are kept as numbers or texts (`EntityField.temporal`), and casts to dates. */
export const encodedDateCases: readonly LogicalFormCase[] = [
  {
    title: 'parts of unix seconds and milliseconds',
    query: select(
      'event',
      [
        call('year', seconds),
        call('month', millis),
        call('hour', seconds),
        call('second', millis),
        call('week', seconds),
      ],
      byEvent,
    ),
    rows: [
      [2023, 1, 0, 0, 52],
      [2024, 2, 23, 59, 9],
      [2021, 1, 12, 15, 53],
      [2020, 12, 6, 0, 53],
      [1969, 12, 23, 58, 1],
      [null, null, null, null, null],
    ],
    ordered: true,
  },
  {
    title: 'unix seconds truncated, moved and subtracted',
    query: select(
      'event',
      [
        timed('truncate', 'month', seconds),
        timed('truncate', 'hour', millis),
        timed('add', 'day', seconds, value(1)),
        timed('difference', 'day', seconds, value('2024-03-01')),
        timed('difference', 'month', millis, value('2024-03-01')),
        call('date', millis),
        call('unixSeconds', millis),
      ],
      { where: compare(event, '<', value(3)), ...byEvent },
    ),
    rows: [
      [
        '2023-01-01',
        '2023-01-01 00:00:00',
        '2023-01-02 00:00:00',
        425,
        14,
        '2023-01-01',
        1_672_531_200,
      ],
      [
        '2024-02-01',
        '2024-02-29 23:00:00',
        '2024-03-01 23:59:59',
        0,
        0,
        '2024-02-29',
        1_709_251_199,
      ],
    ],
    ordered: true,
  },
  {
    title: 'texts that are dates or times',
    query: select(
      'event',
      [
        call('year', day),
        call('weekday', day),
        call('minute', moment),
        timed('truncate', 'quarter', day),
        timed('add', 'month', day, value(1)),
        timed('add', 'day', moment, value(1)),
        timed('difference', 'day', day, value('2024-02-29')),
      ],
      { where: compare(event, '<', value(4)), ...byEvent },
    ),
    rows: [
      [2023, 0, 0, '2023-01-01', '2023-02-01', '2023-01-02 00:00:00', 424],
      [2024, 4, 59, '2024-01-01', '2024-03-29', '2024-03-01 23:59:59', 0],
      [2021, 0, 30, '2021-01-01', '2021-02-03', '2021-01-04 12:30:15', 1152],
    ],
    ordered: true,
  },
  {
    title: 'years as numbers',
    query: select(
      'event',
      [
        call('year', season),
        timed('truncate', 'year', season),
        timed('difference', 'year', season, value('2024-01-01')),
      ],
      byEvent,
    ),
    rows: [
      [2023, '2023-01-01', 1],
      [2024, '2024-01-01', 0],
      [2021, '2021-01-01', 3],
      [2020, '2020-01-01', 4],
      [1969, '1969-01-01', 55],
      [null, null, null],
    ],
    ordered: true,
  },
  {
    title: 'unix seconds and milliseconds compared with dates',
    query: select('event', [event], {
      where: all(
        compare(seconds, '>=', value('2020-12-31 06:00:00')),
        compare(millis, '<', value('2023-06-01 00:00:00')),
        compare(seconds, '=', at),
      ),
    }),
    rows: [[1], [3], [4]],
  },
  {
    title: 'unix seconds keep their meaning through a subquery and an extreme',
    query: select(
      [
        derived(
          select('event', [event, seconds, aggregate('max', millis)], {
            groupBy: [event, seconds],
          }),
        ),
      ],
      [call('year', column(1)), call('month', column(2))],
      { where: compare(column(0), '<', value(3)) },
    ),
    rows: [
      [2023, 1],
      [2024, 2],
    ],
  },
  {
    title: 'casts to dates and times',
    query: select(
      'event',
      [
        cast(moment, 'date'),
        cast(day, 'datetime'),
        cast(at, 'date'),
        cast(seconds, 'datetime'),
        cast(at, 'text'),
      ],
      byEvent,
    ),
    rows: [
      [
        '2023-01-01',
        '2023-01-01 00:00:00',
        '2023-01-01',
        '2023-01-01 00:00:00',
        '2023-01-01 00:00:00',
      ],
      [
        '2024-02-29',
        '2024-02-29 00:00:00',
        '2024-02-29',
        '2024-02-29 23:59:59',
        '2024-02-29 23:59:59',
      ],
      [
        '2021-01-03',
        '2021-01-03 00:00:00',
        '2021-01-03',
        '2021-01-03 12:30:15',
        '2021-01-03 12:30:15',
      ],
      [
        '2020-12-31',
        '2020-12-31 00:00:00',
        '2020-12-31',
        '2020-12-31 06:00:00',
        '2020-12-31 06:00:00',
      ],
      [
        '1969-12-31',
        '1969-12-31 00:00:00',
        '1969-12-31',
        '1969-12-31 23:59:58',
        '1969-12-31 23:59:58',
      ],
      [null, null, null, null, null],
    ],
    ordered: true,
  },
];
