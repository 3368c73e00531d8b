import { intentsOf } from '../intent.js';
import {
  call,
  column,
  countAll,
  countDistinct,
  countIf,
  derived,
  eq,
  exists,
  gt,
  isIn,
  lt,
  min,
  monthOf,
  notExists,
  percent,
  ratio,
  subquery,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const link = intentsOf('cohorts and retention', 'link');

/** Each parent with the year of its first row. */
const firsts = (s: Scene) =>
  derived(s.only([s.raw('ref'), min(call('year', s.f('start')))], { group: [s.raw('ref')] }));
/** As {@link firsts}, joined to the rows of the parent. */
const cohorts = (s: Scene) => [
  { entity: s.raw('ref').entity, instance: 0 },
  derived(s.only([s.raw('ref'), min(call('year', s.f('start')))], { group: [s.raw('ref')] }), {
    kind: 'condition' as const,
    condition: eq(column(0), s.raw('ref')),
    optional: false,
  }),
];
const activeIn = (s: Scene, year: number) => s.only([s.raw('ref')], { where: [s.inYear(year)] });

/** Parents by when they began, and whether they came back. */
export const cohortIntents = [
  link(
    'parents-by-first-year',
    'start',
    (s) => over([firsts(s)], [column(1), countAll], { group: [column(1)] }),
    [
      'How many {parents} had their first {row} in each year?',
      'new {parents} per year, by first {row}',
      'number of {parents} by the year of their earliest {row}',
      '@show year and how many {parents} came with a first {row} in it',
      'cohort sizes: {parents} by year of first {row}',
      '@want the count of {parents} starting (first {row}) per year',
      '@please count new {parents} by year, going by their very first {row}',
      '@know how many {parents} joined each year, i.e. had {aRow} for the first time',
    ],
  ),
  link(
    'new-parents-in-year',
    'start',
    (s) => {
      const year = s.year();
      return s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: eq(min(call('year', s.f('start'))), year),
      });
    },
    [
      'Which {parents} had their first {row} in {year}?',
      'new {parents} of {year}: those whose earliest {row} is from {year}',
      '{parents} that began in {year}, judged by first {row}',
      '@show the {parents} with a first ever {row} in {year}',
      'who of the {parents} was new in {year}, no {row} before?',
      '@find {parents} whose oldest {row} was {start} in {year}',
      '@want {parents} acquired in {year} (first {row} that year)',
      '@know which {parents} had {aRow} for the first time in {year}',
    ],
  ),
  link(
    'retained-count',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      return over(
        [derived(s.only([s.raw('ref')], { where: [s.inYear(one)], distinct: true }))],
        [countAll],
        { where: [isIn(column(0), subquery(activeIn(s, two)))] },
      );
    },
    [
      'How many {parents} with {rows} in {year} came back with {rows} in {nextYear}?',
      'retained {parents} {year} to {nextYear}, count (with {rows} in both)',
      'number of {parents} having {rows} in {year} and again in {nextYear}',
      '@know how many {parents} of {year} still had {rows} in {nextYear}',
      'count {parents} with {rows} {start} in {year} who also had some in {nextYear}',
      '@please count the {parents} kept from {year} to {nextYear}, by {rows}',
      'how many of the {year} {parents} returned in {nextYear}, going by {rows}?',
      '@show the number of {parents} active with {rows} in both {year} and {nextYear}',
    ],
  ),
  link(
    'retention-rate',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      return over(
        [derived(s.only([s.raw('ref')], { where: [s.inYear(one)], distinct: true }))],
        [percent(countIf(isIn(column(0), subquery(activeIn(s, two)))), countAll)],
      );
    },
    [
      'What percentage of {parents} with {rows} in {year} had {rows} in {nextYear} as well?',
      'retention rate of {parents} from {year} to {nextYear} in percent, based on {rows}',
      'percent of {year} {parents} that came back with {rows} in {nextYear}',
      '@know which share (percent) of the {parents} of {year} stayed in {nextYear}, by {rows}',
      'of the {parents} with {rows} in {year}, what percentage returned in {nextYear}?',
      '@please compute the {year} -> {nextYear} retention of {parents} in percent ({rows} in both years)',
      '@show what percentage of {parents} active with {rows} in {year} is active in {nextYear}',
      'returning {parents} in {nextYear} as a percentage of those with {rows} in {year}',
    ],
  ),
  link(
    'churned',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      return s.parents([s.raw('pLabel')], {
        where: [exists(s.children([s.inYear(one)])), notExists(s.children([s.inYear(two)]))],
      });
    },
    [
      'Which {parents} had {rows} in {year} but none in {nextYear}?',
      'churned {parents}: {rows} in {year}, no {rows} in {nextYear}',
      '{parents} of {year} that did not come back in {nextYear}, by {rows}',
      '@show the {parents} active with {rows} in {year} and absent in {nextYear}',
      'who of the {parents} did we lose between {year} and {nextYear}, in terms of {rows}?',
      '@find {parents} having {rows} {start} in {year} without any in {nextYear}',
      '@want {parents} gone in {nextYear} after {rows} in {year}',
      '@know which {parents} with {rows} in {year} are missing from {nextYear}',
    ],
  ),
  link(
    'reactivated',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      return s.parents([s.raw('pLabel')], {
        where: [
          exists(s.children([lt(call('year', s.f('start')), one)])),
          notExists(s.children([s.inYear(one)])),
          exists(s.children([s.inYear(two)])),
        ],
      });
    },
    [
      'Which {parents} had {rows} before {year}, none in {year}, and some again in {nextYear}?',
      'reactivated {parents}: {rows} before {year}, a break in {year}, back in {nextYear}',
      '{parents} that skipped {year} but had {rows} earlier and in {nextYear}',
      '@show {parents} with {rows} prior to {year} and in {nextYear}, but not in {year}',
      'who of the {parents} paused in {year} and returned with {rows} in {nextYear} (known from before {year})?',
      '@find {parents} without {rows} in {year} who had them before and then in {nextYear}',
      '@want comeback {parents}: {rows} earlier than {year}, nothing in {year}, {rows} in {nextYear}',
      '@know which {parents} were won back in {nextYear} after no {rows} in {year}, having had some before',
    ],
  ),
  link(
    'repeat-count',
    '',
    (s) =>
      over([derived(s.only([s.raw('ref'), countAll], { group: [s.raw('ref')] }))], [countAll], {
        where: [gt(column(1), 1)],
      }),
    [
      'How many {parents} have more than one {row}?',
      'repeat {parents}: number with two or more {rows}',
      '@n {parents} having at least two {rows}',
      '@know how many {parents} came back for a second {row}',
      'count {parents} with several {rows}',
      '@please count the {parents} who have {rows} more than once',
      'how many {parents} are regulars, i.e. have 2+ {rows}?',
      '@show the number of {parents} with multiple {rows}',
    ],
  ),
  link(
    'one-timers',
    '',
    (s) => s.joined([s.raw('pLabel')], { group: s.perParent, having: eq(countAll, 1) }),
    [
      'Which {parents} have exactly one {row}?',
      '{parents} with a single {row}',
      'one-time {parents}: only one {row} each',
      '@show the {parents} that have just one {row}',
      'who of the {parents} had {aRow} once and never again?',
      '@find {parents} whose number of {rows} is 1',
      '@want every {parent} with precisely one {row}',
      '@know which {parents} did not come back after the first {row}',
    ],
  ),
  link(
    'repeat-rate',
    '',
    (s) =>
      over(
        [derived(s.only([s.raw('ref'), countAll], { group: [s.raw('ref')] }))],
        [percent(countIf(gt(column(1), 1)), countAll)],
      ),
    [
      'What percentage of {parents} with {rows} has more than one?',
      'repeat rate in percent: {parents} with two or more {rows} among those with any',
      'percent of {parents} having {rows} that have several {rows}',
      '@know what percentage of the {parents} with {rows} came more than once',
      'share of repeat {parents} in percent (2+ {rows}, of all with {rows})',
      '@please compute what percent of {parents} with at least one {row} have a second',
      'of {parents} that have {rows}, the percentage with multiple {rows}',
      '@show the repeat percentage of {parents} by {rows}',
    ],
  ),
  link(
    'money-by-cohort',
    'start money',
    (s) => over(cohorts(s), [column(1), s.agg('sum', 'money')], { group: [column(1)] }),
    [
      'Total {money} of {rows} by the year in which their {parent} had its first {row}',
      "{row} {money} per cohort, the cohort being the year of the {parent}'s first {row}",
      'how much {money} do {parents} of each starting year bring in all their {rows}? (start: first {row})',
      '@show first-{row} year of {parents} and the {money} of all their {rows}',
      'lifetime {money} by cohort of {parents} (year of earliest {row}), {rows} summed',
      '@want total {money} of {rows} grouped by when the {parent} began (year of first {row})',
      '@please sum {money} of {rows} by year in which the {parent} first appeared with {aRow}',
      '@know which starting years of {parents} (first {row}) were worth how much {money}',
    ],
  ),
  link(
    'cohort-by-year',
    'start',
    (s) => {
      const year = call('year', s.f('start'));
      return over(cohorts(s), [column(1), year, countDistinct(s.raw('ref'))], {
        group: [column(1), year],
      });
    },
    [
      'How many {parents} of each starting year had {rows} in which year? First {row} year, year, number of {parents}',
      'cohort table: {parents} by year of first {row} and year of activity ({rows}), distinct {parents}',
      'retention matrix of {parents}: year of first {row}, year, how many had {rows}',
      '@show first {row} year, {row} year and count of different {parents}',
      'for every cohort of {parents} (by first {row}) the number with {rows} in each year',
      '@want starting year, year, active {parents}, from {rows}',
      '@please make a cohort analysis by year: first {row}, activity by {rows}, distinct {parents}',
      '@know how many {parents} that began in a year (first {row}) had {rows} in that and later years',
    ],
  ),
  link(
    'average-children-by-cohort',
    'start',
    (s) =>
      over(cohorts(s), [column(1), ratio(countAll, countDistinct(s.raw('ref')))], {
        group: [column(1)],
      }),
    [
      'How many {rows} on average do {parents} have, by the year of their first {row}?',
      'average {rows} per {parent} by starting year (first {row})',
      'mean number of {rows} @per {parent} in each cohort of first {row} year',
      '@show year of first {row} and average {row} count of those {parents}',
      'do older {parents} have more {rows}? average per {parent} by year of first {row}',
      '@want cohorts of {parents} by first {row} year with their {rows} per head',
      '@please compute {rows} divided by {parents} for every year in which {parents} had their first {row}',
      '@know the average {rows} of {parents} depending on the year of their first one',
    ],
  ),
  link(
    'cohort-size-by-month',
    'start',
    (s) => {
      const firsts = derived(
        s.only([s.raw('ref'), min(monthOf(s.f('start')))], { group: [s.raw('ref')] }),
      );
      return over([firsts], [column(1), countAll], { group: [column(1)] });
    },
    [
      'How many {parents} had their first {row} in each month?',
      'new {parents} per month (year and month), by first {row}',
      'number of {parents} by the month of their earliest {row}',
      '@show month and how many {parents} came with a first {row} in it',
      'monthly acquisition: {parents} by month of first {row}',
      '@want the count of {parents} starting (first {row}) per calendar month',
      '@please count new {parents} month by month, going by their very first {row}',
      '@know how many {parents} had {aRow} for the first time in every month',
    ],
  ),
];
