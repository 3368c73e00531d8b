import { intentsOf } from '../intent.js';
import {
  avg,
  call,
  cases,
  countAll,
  countIf,
  desc,
  eq,
  gt,
  isNull,
  le,
  lt,
  max,
  min,
  monthOf,
  notNull,
  percent,
  sum,
  timed,
} from '../logical-pieces.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('durations', 'rows');
const link = intentsOf('durations', 'link');

/** Whole days from the beginning of a row to its end. */
const days = (s: Scene) => timed('difference', 'day', s.f('start'), s.f('end'));
const ended = (s: Scene) => notNull(s.raw('end'));

/** How long things take from their beginning to their end. */
export const durationIntents = [
  rows('average-days', 'start end', (s) => s.only([avg(days(s))]), [
    'How many days does it take on average until {aRow} is {end}, from when it was {start}?',
    'average days from {start} to {end} for {rows}',
    'mean time in days between {start} and {end}, all {rows}',
    '@know how long {rows} take on average, in days, {start} to {end}',
    'avg duration of {rows} in days ({start} to {end})',
    '@show the average number of days from {start} until {end} over all {rows}',
    '@please work out the mean days it takes {rows} to go from {start} to {end}',
    'typical lead time (mean, days) of {rows} between {start} and {end}',
  ]),
  rows('longest-days', 'start end', (s) => s.only([max(days(s))]), [
    'What is the longest time in days from {start} to {end} of any {row}?',
    'maximum days between {start} and {end} for {rows}',
    'longest {row} in days, {start} to {end}',
    'how many days did the slowest of the {rows} take to be {end}?',
    '@show the most days it ever took until {aRow} was {end}',
    '@know the worst case in days for {rows} from {start} to {end}',
    'record duration of {rows} in days, from {start} until {end}',
    '@please give the max number of days {rows} needed to be {end}',
  ]),
  rows('shortest-days', 'start end', (s) => s.only([min(days(s))]), [
    'What is the shortest time in days from {start} to {end} among the {rows}?',
    'minimum days between {start} and {end} for {rows}',
    'fastest {row} in days, {start} to {end}',
    'how many days did the quickest of the {rows} take to be {end}?',
    '@show the least days it ever took until {aRow} was {end}',
    '@know the best case in days for {rows} from {start} to {end}',
    'smallest duration of {rows} in days, from {start} until {end}',
    '@please give the min number of days {rows} needed to be {end}',
  ]),
  rows(
    'days-by-category',
    'start end category',
    (s) => s.only([s.raw('category'), avg(days(s))], { group: [s.raw('category')] }),
    [
      'Average days from {start} to {end} of {rows} by {category}',
      'How long do {rows} take in days on average for each {category}?',
      'mean duration in days @per {category}, {rows} from {start} to {end}',
      '@show {category} and the average number of days until {rows} are {end}',
      'does it depend on {category} how many days {rows} take until {end}? give averages',
      '@please split the average days to {end} of {rows} by {category}',
      '@know the avg days {rows} need to be {end}, per {category}',
      '{rows}: {category} against mean days ({start} to {end})',
    ],
  ),
  rows(
    'days-by-month',
    'start end',
    (s) => {
      const month = monthOf(s.f('start'));
      return s.only([month, avg(days(s))], {
        where: [ended(s), s.inYear(s.year())],
        group: [month],
      });
    },
    [
      'Average days until {end} of the {rows} {start} in each month of {year}',
      'per month of {year}, how many days did {rows} take on average to be {end}? Leave out those that are not {end}',
      'monthly mean duration in days of {end} {rows} from {year}, by month {start}',
      '{year}: average days from {start} to {end} by month, {rows} that are {end}',
      '@show month {start} and average days to {end} for {rows} of {year}, finished ones only',
      'did {rows} get faster during {year}? mean days to {end} by month {start}, {end} ones',
      '@please chart the average number of days to {end} by month of {year} for {end} {rows}',
      '@know the mean days {rows} {start} in {year} needed, month by month, if {end}',
    ],
  ),
  rows(
    'longer-than-days',
    'start end',
    (s) => s.only([countAll], { where: [gt(days(s), s.oneOf([2, 3, 5, 7, 10, 14, 20, 30]))] }),
    [
      'How many {rows} took more than {n} days to be {end}?',
      '@n {rows} with over {n} days between {start} and {end}',
      '{rows} that needed longer than {n} days until {end}, count',
      'count {rows} where {start} to {end} exceeds {n} days',
      '@know how many {rows} were slower than {n} days',
      '@please count the {rows} whose way from {start} to {end} lasted more than {n} days',
      'how often did it take over {n} days until {aRow} was {end}?',
      'slow {rows} (more than {n} days to {end}), how many',
    ],
  ),
  rows(
    'list-longer-than-days',
    'start end',
    (s) =>
      s.only([s.raw('id'), days(s)], { where: [gt(days(s), s.oneOf([5, 7, 10, 14, 20, 30, 60]))] }),
    [
      'Which {rows} took more than {n} days from {start} to {end}? {id} and days',
      '{id} and number of days of {rows} that took over {n} days to be {end}',
      'list {rows} slower than {n} days with how many days they took until {end} ({id}, days)',
      '@show the {id} of every {row} which needed more than {n} days, and the days',
      '@want {rows} with a duration above {n} days: {id} plus duration in days',
      '@find all {rows} that were {end} later than {n} days after being {start}, {id} and days',
      '{rows} beyond {n} days ({start} to {end}), {id}, days taken',
      '@please list {id} and days for the {rows} exceeding {n} days',
    ],
  ),
  rows(
    'share-within-days',
    'start end',
    (s) =>
      s.only([percent(countIf(le(days(s), s.oneOf([1, 2, 3, 5, 7, 10, 14, 30]))), countAll)], {
        where: [ended(s)],
      }),
    [
      'What percentage of the {rows} that are {end} made it within {n} days?',
      'percent of {end} {rows} done in {n} days or less',
      'service level: share in percent of {end} {rows} that took at most {n} days',
      'what percentage of {end} {rows} needed no more than {n} days from {start}?',
      '@know what percentage of {end} {rows} stayed within {n} days',
      '@show the percent of {rows} {end} in up to {n} days, out of those that are {end}',
      'of all {end} {rows}, the percentage that was {end} within {n} days',
      '@please compute the percentage within {n} days for {rows} that have been {end}',
    ],
  ),
  rows(
    'same-day',
    'start end',
    (s) =>
      s.only([countAll], { where: [eq(call('date', s.f('start')), call('date', s.f('end')))] }),
    [
      'How many {rows} were {end} on the day they were {start}?',
      'same day {rows}: {start} and {end} on one date, count',
      '@n {rows} {start} and {end} on the very same day',
      'count {rows} whose {start} date equals the {end} date',
      '{rows} finished the same day, how many',
      '@know how many {rows} we {end} on the day itself',
      '@please count {rows} that were {end} without waiting for the next day',
      'how often is {aRow} {end} on the same date as it was {start}',
    ],
  ),
  rows(
    'slowest-few',
    'start end',
    (s) =>
      s.only([s.raw('id'), days(s)], {
        where: [ended(s)],
        order: [desc(days(s))],
        limit: s.n(2, 5),
      }),
    [
      'Which {n} {rows} took longest to be {end}? {id} and days',
      'top {n} slowest {rows} with {id} and days from {start} to {end}',
      'the {n} {rows} with the most days between {start} and {end}: {id}, days',
      '@show {id} and duration in days of the {n} longest {rows}',
      '@want the {n} {rows} that dragged on longest, {id} and number of days',
      '@please list the {n} worst {rows} by days until {end} ({id}, days)',
      'longest running {n} {rows}, {id} with days taken',
      '@find {n} {rows} with the longest duration; show {id} and days',
    ],
  ),
  rows(
    'duration-bands',
    'start end',
    (s) => {
      const low = s.oneOf([2, 3, 5], 'n');
      const high = s.oneOf([7, 10, 14, 20], 'm');
      const band = cases(
        [
          [lt(days(s), low), 'fast'],
          [lt(days(s), high), 'normal'],
        ],
        'slow',
      );
      return s.only([band, countAll], { where: [ended(s)], group: [band] });
    },
    [
      'How many {end} {rows} were fast (under {n} days), normal (under {m}) or slow?',
      'bucket {end} {rows} by days taken: fast below {n}, normal below {m}, slow otherwise, with counts',
      "count {rows} that are {end} as 'fast' (< {n} days), 'normal' (< {m} days) and 'slow'",
      '@show fast/normal/slow counts of {end} {rows}; limits are {n} and {m} days',
      'classify {end} {rows} by duration: less than {n} days fast, less than {m} days normal, else slow; count each',
      '@want {end} {rows} split into fast (<{n} days), normal (<{m} days) and slow',
      '@please count how many {end} {rows} are fast, normal and slow with cut-offs {n} and {m} days',
      'speed classes of {end} {rows} (fast under {n} days, normal under {m}, rest slow)',
    ],
  ),
  rows('total-days', 'start end', (s) => s.only([sum(days(s))], { where: [s.within()] }), [
    'How many days in total did the {rows} {start} {when} take until they were {end}?',
    'sum of days from {start} to {end} over {rows} {start} {when}',
    'total duration in days of {rows} {when}',
    'add up the days between {start} and {end} of {rows} {start} {when}',
    '@know the days spent altogether on {rows} {start} {when}',
    '@show the overall number of days of {rows} {when}, {start} to {end}',
    '@please sum the durations in days, {rows} {start} {when}',
    'days of work in {rows} {when}, all together, {start} until {end}',
  ]),
  link(
    'days-by-parent',
    'start end',
    (s) =>
      s.joined([s.raw('pLabel'), avg(days(s))], {
        where: [ended(s)],
        group: [s.raw('pKey'), s.raw('pLabel')],
      }),
    [
      'Average days until {end} of {rows} for each {parent}',
      'How many days do the {end} {rows} of each {parent} take on average?',
      'mean {row} duration in days @per {parent}, {end} ones only',
      '@show {parent} {pLabel} and average days from {start} to {end} of its {rows}',
      'which {parent} is how fast? average days to {end} over its {rows}',
      '@please average the days between {start} and {end} of {rows} by {parent}',
      '@know the avg number of days {rows} of every {parent} need',
      '{parents} with their mean {row} lead time in days',
    ],
  ),
  link(
    'slowest-parent',
    'start end',
    (s) =>
      s.joined([s.raw('pLabel')], {
        where: [ended(s)],
        group: [s.raw('pKey'), s.raw('pLabel')],
        order: [desc(avg(days(s)))],
        limit: 1,
      }),
    [
      'Which {parent} has the slowest {rows} on average, from {start} to {end}?',
      'slowest {parent} by average days until {rows} are {end}',
      '{parent} whose {rows} take longest on average',
      'name the {parent} with the highest mean days to {end} of {rows}',
      '@know for which {parent} {rows} take longest on average',
      '@find the {parent} with the longest average {row} duration in days',
      '@show the {parent} where {rows} wait longest on average to be {end}',
      'worst {parent} in average days between {start} and {end} of {rows}',
    ],
  ),
  rows(
    'open-longer-than',
    'start end',
    (s) => {
      const day = s.day(0.97);
      const n = s.oneOf([30, 60, 90, 180, 365]);
      return s.only([countAll], {
        where: [isNull(s.raw('end')), gt(timed('difference', 'day', s.f('start'), day), n)],
      });
    },
    [
      'How many {rows} that are not yet {end} were open for more than {n} days on {day}?',
      'as of {day}: {rows} not {end}, older than {n} days, count',
      '@n {rows} still not {end} which on {day} were more than {n} days old',
      'backlog on {day}: {rows} not {end} and {start} more than {n} days before',
      'count {rows} without being {end} whose age on {day} exceeds {n} days',
      '@know how many not {end} {rows} had been waiting over {n} days by {day}',
      '@please count {rows} not {end} that were {start} over {n} days before {day}',
      'ageing of {rows} at {day}: how many unfinished ones are past {n} days',
    ],
  ),
];
