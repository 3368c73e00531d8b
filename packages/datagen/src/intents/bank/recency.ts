import { intentsOf } from '../intent.js';
import {
  asc,
  call,
  countAll,
  desc,
  isNull,
  le,
  lt,
  max,
  min,
  subquery,
  timed,
} from '../logical-pieces.js';

const rows = intentsOf('recency', 'rows');
const link = intentsOf('recency', 'link');

/** How long ago, the newest, the oldest. */
export const recencyIntents = [
  rows(
    'newest-few',
    'start',
    (s) => s.only([s.raw('id'), s.f('start')], { order: [desc(s.f('start'))], limit: s.n(2, 10) }),
    [
      'What are the {n} most recent {rows}? {id} and when {start}',
      'last {n} {rows} with {id} and time {start}, newest first',
      'latest {n} {rows}: {id}, when {start}',
      '@show the {n} newest {rows} ({id} and {start})',
      '@want {id} and moment of the {n} {rows} {start} last, most recent on top',
      '@please list the {n} {rows} that were {start} most recently, {id} plus date',
      'the {n} freshest {rows}, {id} and {start} date',
      '@can pull the last {n} {rows} {start}, {id} and when?',
    ],
  ),
  rows(
    'oldest-few',
    'start',
    (s) => s.only([s.raw('id')], { order: [asc(s.f('start'))], limit: s.n(2, 6) }),
    [
      'Which {n} {rows} were {start} first? {id}',
      '{id} of the {n} oldest {rows}',
      'earliest {n} {rows}, {id} only',
      '@show {id} of the first {n} {rows} ever {start}',
      '@want the {id} of {n} {rows} with the earliest {start} date',
      '@find the {n} {rows} that were {start} longest ago ({id})',
      'the {n} {rows} going back furthest: {id}',
      '@please list {id} for the first {n} {rows} {start}',
    ],
  ),
  rows(
    'days-covered',
    'start',
    (s) => s.only([timed('difference', 'day', min(s.f('start')), max(s.f('start')))]),
    [
      'How many days lie between the first and the last {row} {start}?',
      'days from the oldest to the newest {row}',
      'time span of the {rows} in days',
      '@know over how many days the {rows} stretch, first to last',
      'number of days from earliest to latest {row}',
      '@please compute the days between the very first and the most recent {row}',
      'how long, in days, have we had {rows}, first to last?',
      '@show the length in days of the period covered by {rows}',
    ],
  ),
  rows(
    'days-before-newest',
    'start',
    (s) =>
      s.only([countAll], {
        where: [
          le(
            timed('difference', 'day', s.f('start'), subquery(s.only([max(s.f('start'))]))),
            s.oneOf([7, 14, 30, 60, 90, 180]),
          ),
        ],
      }),
    [
      'How many {rows} were {start} in the {n} days up to the latest {row}?',
      '{rows} in the last {n} days of the data, count',
      'count {rows} at most {n} days older than the newest {row}',
      '@n {rows} within {n} days of the most recent {row}',
      '@know how many {rows} there were in the final {n} days on record',
      '@please count the {rows} from the last {n} days before the newest one',
      'recent {rows}: {n} days back from the latest {row}, how many',
      '@want the number of {rows} {start} no more than {n} days before the last {row}',
    ],
  ),
  link(
    'last-per-parent',
    'start',
    (s) => s.joined([s.raw('pLabel'), max(s.f('start'))], { group: s.perParent }),
    [
      'When was the last {row} of each {parent} {start}?',
      'latest {row} date per {parent}',
      '{parents} with the moment of their most recent {row}',
      '@show {parent} and when its newest {row} was {start}',
      'last activity by {parent}: most recent {row} {start}',
      '@want each {parent} with the date of the last {row}',
      '@please give for every {parent} the latest {start} of its {rows}',
      '@know when every {parent} last had {aRow}',
    ],
  ),
  link(
    'first-per-parent',
    'start',
    (s) => s.joined([s.raw('pLabel'), min(s.f('start'))], { group: s.perParent }),
    [
      'When was the first {row} of each {parent} {start}?',
      'earliest {row} date per {parent}',
      '{parents} with the moment of their very first {row}',
      '@show {parent} and when its oldest {row} was {start}',
      'since when do {parents} have {rows}? first {start} each',
      '@want each {parent} with the date of the first {row}',
      '@please give for every {parent} the earliest {start} of its {rows}',
      '@know when every {parent} had {aRow} for the first time',
    ],
  ),
  link(
    'span-per-parent',
    'start',
    (s) =>
      s.joined(
        [s.raw('pLabel'), timed('difference', 'day', min(s.f('start')), max(s.f('start')))],
        { group: s.perParent },
      ),
    [
      'How many days are there between the first and the last {row} of each {parent}?',
      '{parent} and days from first to last {row}',
      'lifetime of {parents} in days, oldest to newest {row}',
      '@show for each {parent} the days between its earliest and latest {row}',
      'active span in days @per {parent}, judged by {rows}',
      '@want {parents} with the number of days their {rows} span',
      '@please compute days from first {row} to last {row} for every {parent}',
      '@know how long (days) each {parent} has been around, first to last {row}',
    ],
  ),
  link(
    'most-recently-active',
    'start',
    (s) => s.joined([s.raw('pLabel')], { order: [desc(s.f('start'))], limit: 1 }),
    [
      'Which {parent} had the most recent {row}?',
      '{parent} of the newest {row}',
      'who of the {parents} had {aRow} last?',
      '@show the {parent} that the latest {row} belongs to',
      'name the {parent} behind the last {row} {start}',
      '@know to which {parent} the most recently {start} {row} belongs',
      '@find the {parent} with the latest {row}',
      'last {row}: which {parent}?',
    ],
  ),
  link(
    'parents-by-last-activity',
    'start',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        order: [asc(max(s.f('start')))],
        limit: s.n(2, 6),
      }),
    [
      'Which {n} {parents} have gone longest without a new {row}?',
      'the {n} {parents} whose last {row} is longest ago (of those with {rows})',
      '{n} most dormant {parents} going by their latest {row}, longest silent first',
      '@show the {n} {parents} with the oldest last {row}',
      '@want the top {n} sleeping {parents}: latest {row} furthest back',
      '@find {n} {parents} that we have not seen in {rows} for the longest time',
      '@please list the {n} {parents} with {rows} whose most recent one is the oldest',
      '@know which {n} {parents} have been quiet longest in {rows}',
    ],
  ),
  rows(
    'days-since-last',
    'start',
    (s) => s.only([timed('difference', 'day', max(s.f('start')), call('today'))]),
    [
      'How many days ago was the last {row} {start}?',
      'days since the latest {row}',
      'how long has it been, in days, since {aRow} was {start}?',
      '@know how many days have passed since the most recent {row}',
      'number of days from the newest {row} until today',
      '@show today minus the date of the last {row}, in days',
      'how old is our newest {row} (days)',
      '@please tell how many days there has been no new {row}',
    ],
  ),
  link(
    'no-row-in-last-months',
    'start',
    (s) => {
      const since = timed('add', 'month', call('today'), -s.oneOf([3, 6, 12, 18]));
      return s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: lt(max(s.f('start')), since),
      });
    },
    [
      'Which {parents} with {rows} have not had one in the last {n} months?',
      '{parents} whose latest {row} is more than {n} months ago',
      'inactive {parents}: last {row} over {n} months back from today',
      '@show {parents} with no {row} for {n} months, having had {rows} before',
      '@find {parents} that had {rows} once but nothing in the past {n} months',
      '@want {parents} asleep for {n} months (their {rows} all older than that)',
      'who of the {parents} stopped {n} months ago or earlier, by {rows}?',
      '@know which {parents} have had no new {row} since {n} months',
    ],
  ),
  rows(
    'open-for-years',
    'start end',
    (s) =>
      s.only([countAll], {
        where: [
          isNull(s.raw('end')),
          lt(s.f('start'), timed('add', 'year', call('today'), -s.n(1, 3))),
        ],
      }),
    [
      'How many {rows} {start} more than {n} years ago are still not {end}?',
      '{rows} not {end} although {start} over {n} years ago, count',
      '@n {rows} open for longer than {n} years as of today',
      'count not {end} {rows} that are older than {n} years',
      '@know how many {rows} have been waiting for more than {n} years to be {end}',
      '@please count the {rows} that nobody {end} in over {n} years',
      'stale {rows}: {start} more than {n} years before today, no {end} date, how many',
      '@want the number of {rows} at least {n} years back and never {end}',
    ],
  ),
];
