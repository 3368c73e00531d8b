import { intentsOf } from '../intent.js';
import { call, countAll, eq, ge, isNull, lt, max, min, or } from '../logical-pieces.js';

const rows = intentsOf('points in time', 'rows');

/** When something happened: in a period, since a day, at an hour. */
export const pointInTimeIntents = [
  rows('count-in-period', 'start', (s) => s.only([countAll], { where: [s.within()] }), [
    'How many {rows} were {start} {when}?',
    '@n {rows} {start} {when}',
    '{rows} {start} {when}, how many?',
    'how often was {aRow} {start} {when}',
    '@please count the {rows} {start} {when}',
    '@know how many {rows} we had {when}',
    '{when}: {row} count',
    '@want the number of {rows} that were {start} {when}',
  ]),
  rows('list-since-day', 'start', (s) => s.only([s.raw('id')], { where: [s.since(s.day(0.88))] }), [
    'Which {rows} were {start} since {day}? Give the {id}.',
    '{id} of {rows} {start} since {day}',
    '@show the {id} of all {rows} {start} on {day} or later',
    'list the {rows} from {day} on, {id} only',
    '@find every {row} {start} on or after {day} ({id})',
    '@want the {id} of {rows} that are not older than {day}',
    '{rows} {start} from {day} onwards: {id}',
    '@can give me the {id} of {rows} {start} since {day}?',
  ]),
  rows(
    'list-before-day',
    'start',
    (s) => s.only([s.raw('id')], { where: [s.before(s.day(0.12))] }),
    [
      'Which {rows} were {start} before {day}? Give the {id}.',
      '{id} of {rows} {start} before {day}',
      '@show the {id} of all {rows} {start} earlier than {day}',
      'list the {rows} prior to {day}, {id} only',
      '@find every {row} {start} ahead of {day} ({id})',
      '@want the {id} of {rows} older than {day}',
      '{rows} {start} up to but not on {day}: {id}',
      '@can give me the {id} of {rows} that were {start} before {day}?',
    ],
  ),
  rows(
    'count-between-days',
    'start',
    (s) => {
      const [from, to] = [s.day(0.3), s.day(0.7, 'start', 'dayB')];
      return s.only([countAll], { where: [s.since(from), s.before(to)] });
    },
    [
      'How many {rows} were {start} from {day} until before {dayB}?',
      '@n {rows} {start} on or after {day} and before {dayB}',
      '{rows} between {day} (included) and {dayB} (excluded), count',
      'count {rows} {start} >= {day} and < {dayB}',
      '@know how many {rows} fall in the time from {day} up to, not including, {dayB}',
      '@please count the {rows} {start} since {day} but earlier than {dayB}',
      'how many {rows} came in from {day} on, ending the day before {dayB}?',
      '@want the {row} count for the window {day} to {dayB}, last day excluded',
    ],
  ),
  rows('first-and-last-moment', 'start', (s) => s.only([min(s.f('start')), max(s.f('start'))]), [
    'When were the first and the last {row} {start}?',
    'earliest and latest time at which {aRow} was {start}',
    'date range of the {rows}: first {start}, last {start}',
    '@show from when to when {rows} were {start}',
    '@know what period the {rows} cover (min and max)',
    'oldest and newest {row}, just the moments they were {start}',
    '@please give the earliest and the most recent {start} of {rows}',
    'what time span do our {rows} cover',
  ]),
  rows('ended-in-period', 'end', (s) => s.only([countAll], { where: [s.within('end')] }), [
    'How many {rows} were {end} {when}?',
    '@n {rows} {end} {when}',
    '{rows} {end} {when}, how many?',
    'how often was {aRow} {end} {when}',
    '@please count the {rows} {end} {when}',
    '@know how many {rows} got {end} {when}',
    '{when}: how many {rows} were {end}',
    '@want the number of {rows} {end} {when}',
  ]),
  rows(
    'begun-in-period-and-not-ended',
    'start end',
    (s) => s.only([s.raw('id')], { where: [s.within(), isNull(s.raw('end'))] }),
    [
      'Which {rows} {start} {when} are still not {end}? {id}',
      '{id} of {rows} {start} {when} that have not been {end}',
      '{rows} from {when} yet to be {end}, {id} only',
      '@show {id} of the {rows} {start} {when} and not {end} so far',
      '@find {rows} that were {start} {when} but never {end} ({id})',
      '@want the {id} of all {rows} of {when} waiting to be {end}',
      'unfinished {rows} {start} {when}: {id}',
      'list {id} where {aRow} was {start} {when} and there is no {end} date',
    ],
  ),
  rows(
    'value-in-period',
    'start category',
    (s) => s.only([countAll], { where: [s.isValue('category'), s.within()] }),
    [
      'How many {rows} with {category} {value} were {start} {when}?',
      '@n {rows} {start} {when} whose {category} is {value}',
      '{value} {rows} {start} {when} ({category}), count',
      'count {rows} {when} where {category} = {value}',
      '@know how many {rows} of {category} {value} there were {when}',
      '@please count {rows} {start} {when} having {value} as {category}',
      '{when}, {category} {value}: how many {rows}?',
      'how often did we have {aRow} with {category} {value} {when}',
    ],
  ),
  rows(
    'money-in-period',
    'start money',
    (s) => s.only([s.agg('sum', 'money')], { where: [s.within()] }),
    [
      'What is the total {money} of {rows} {start} {when}?',
      '@sum {money} of {rows} {when}',
      'how much {money} did {rows} {start} {when} come to',
      '{money} of {rows} {when}, added up',
      '@please sum the {money} over the {rows} {start} {when}',
      '@know what {rows} {when} amount to in {money}',
      '{when}: {row} {money} in total',
      '@show the {money} total for {rows} {start} {when}',
    ],
  ),
  rows(
    'before-noon',
    'clock',
    (s) => s.only([countAll], { where: [lt(call('hour', s.f('start')), 12)] }),
    [
      'How many {rows} were {start} before noon?',
      "morning {rows}: {start} before 12 o'clock, count",
      '@n {rows} {start} in the morning (before 12:00)',
      'count {rows} with a {start} time earlier than noon',
      '@know how many {rows} come in before midday',
      '@please count {rows} {start} between midnight and noon',
      'how often is {aRow} {start} in the first half of the day, before noon',
      '{rows} {start} a.m., how many?',
    ],
  ),
  rows(
    'outside-office-hours',
    'clock',
    (s) => {
      const [low, high] = [s.n(8, 10), s.n(16, 18, 'm')];
      const hour = call('hour', s.f('start'));
      return s.only([countAll], { where: [or(lt(hour, low), ge(hour, high))] });
    },
    [
      'How many {rows} were {start} before {n}:00 or from {m}:00 on?',
      '{rows} outside office hours ({n}:00 to {m}:00), count',
      "@n {rows} {start} earlier than {n} o'clock or at {m} o'clock and later",
      "count {rows} not {start} between {n} and {m} o'clock",
      '@know how many {rows} fall outside {n}-{m}h',
      '@please count the {rows} {start} out of hours: before {n}, or {m} and after',
      'off-hours {rows} (we work {n}:00 to {m}:00), how many',
      "how often is {aRow} {start} outside of {n} to {m} o'clock",
    ],
  ),
  rows(
    'first-day-of-month',
    'start',
    (s) => s.only([countAll], { where: [eq(call('day', s.f('start')), 1)] }),
    [
      'How many {rows} were {start} on the first day of a month?',
      '@n {rows} {start} on the 1st of any month',
      '{rows} on firsts of the month, count',
      'count {rows} whose {start} day of month is 1',
      '@know how many {rows} were {start} on a first',
      '@please count all {rows} {start} on the 1st',
      'how often is {aRow} {start} on day 1 of the month',
      'first-of-month {rows}: how many?',
    ],
  ),
];
