import type { Expression } from '@momq/dialect';

import { intentsOf } from '../intent.js';
import {
  asc,
  call,
  column,
  countAll,
  derived,
  ge,
  min,
  monthOf,
  percent,
  plus,
  ratio,
  windowed,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('running totals', 'rows');
const link = intentsOf('running totals', 'link');

const months = (s: Scene, what: Expression, year: number) => {
  const month = monthOf(s.f('start'));
  return derived(s.only([month, what], { where: [s.inYear(year)], group: [month] }));
};
const byFirst = [asc(column(0))];

/** What adds up over time. */
export const runningTotalIntents = [
  rows(
    'running-count-by-month',
    'start',
    (s) =>
      over(
        [months(s, countAll, s.year())],
        [column(0), windowed('sum', { of: column(1), order: byFirst })],
      ),
    [
      'Cumulative number of {rows} {start} by month of {year}',
      'running total of {rows} over the months of {year}',
      'For each month of {year}, how many {rows} had been {start} that year up to its end?',
      '{year} {rows} month by month, accumulated',
      '@show month and {rows} so far in {year}',
      '@want the accumulated {row} count through {year}, monthly',
      '@please add up the monthly {rows} of {year} as we go along',
      'year to date {rows} at each month of {year}',
    ],
  ),
  rows(
    'running-money-by-month',
    'start money',
    (s) =>
      over(
        [months(s, s.agg('sum', 'money'), s.year())],
        [column(0), windowed('sum', { of: column(1), order: byFirst })],
      ),
    [
      'Running total of the {money} of {rows} by month of {year}',
      'cumulative {row} {money} through {year}, per month',
      'year to date {money} of {rows} at each month of {year}',
      'How did the {money} of {rows} add up over the months of {year}?',
      '@show month and accumulated {money} of {rows} in {year}',
      '@want {money} of {rows} cumulated month after month for {year}',
      '@please sum {money} of {rows} as {year} goes on, one line a month',
      '{year}: {money} of {rows} so far, by month',
    ],
  ),
  rows(
    'running-count-by-year',
    'start',
    (s) => {
      const year = call('year', s.f('start'));
      return over(
        [derived(s.only([year, countAll], { group: [year] }))],
        [column(0), windowed('sum', { of: column(1), order: byFirst })],
      );
    },
    [
      'How many {rows} had been {start} in all by the end of each year?',
      'cumulative number of {rows} by year',
      'running total of {rows} year after year',
      '@show year and {rows} up to and including it',
      'total {rows} to date, per year',
      '@want the accumulated {row} count by year',
      '@please add up the yearly {rows} as we go along',
      '@know how the stock of {rows} grew by year (cumulated count)',
    ],
  ),
  rows(
    'running-sum-in-order',
    'start money',
    (s) =>
      s.only(
        [
          s.raw('id'),
          s.f('start'),
          windowed('sum', { of: s.f('money'), order: [asc(s.f('start')), asc(s.raw('key'))] }),
        ],
        { where: [s.within()] },
      ),
    [
      'For each {row} {start} {when}: {id}, when, and the running total of {money} so far',
      '{rows} {when} in time order with cumulative {money}: {id}, {start}, total so far',
      'running {money} over the {rows} {start} {when} ({id}, {start}, running sum)',
      '@show {id}, {start} and accumulated {money} of the {rows} {when}',
      '@want a ledger of {rows} {when}: {id}, {start} and {money} added up to that point',
      '@please list {rows} {start} {when} with {id}, {start} and the {money} up to and including each',
      'cumulated {money} row by row for {rows} {when}: {id}, {start}, sum',
      '@know how {money} built up over the single {rows} {when} ({id}, {start}, cumulative)',
    ],
  ),
  link(
    'running-sum-per-parent',
    'start money',
    (s) =>
      s.joined([
        s.raw('pLabel'),
        s.f('start'),
        windowed('sum', { of: s.f('money'), by: [s.raw('ref')], order: [asc(s.f('start'))] }),
      ]),
    [
      'For each {parent}, the running total of {money} over its {rows} in order of time: {parent}, {start}, total so far',
      'cumulative {money} of {rows} within every {parent} by {start}',
      '{parent}, {start} and accumulated {money} of its {rows} up to then',
      '@show how {money} of {rows} adds up over time for each {parent} ({parent}, {start}, running sum)',
      'running {row} {money} @per {parent}: {parent}, {start}, sum to date',
      '@want {parent}, {start} and the {money} of all its {rows} so far',
      '@please cumulate {money} of {rows} by {parent} in the order they were {start}: {parent}, {start}, total',
      '@know the {money} balance of every {parent} after each of its {rows} ({parent}, {start}, running total)',
    ],
  ),
  link(
    'numbered-per-parent',
    'start',
    (s) =>
      s.joined([
        s.raw('pLabel'),
        s.raw('id'),
        windowed('row_number', {
          by: [s.raw('ref')],
          order: [asc(s.f('start')), asc(s.raw('key'))],
        }),
      ]),
    [
      'Number the {rows} of each {parent} in order of time: {parent}, {id}, number',
      '{rows} with {parent}, {id} and whether it was its 1st, 2nd, 3rd… (as a number)',
      'sequence number of every {row} within its {parent}, oldest is 1: {parent}, {id}, number',
      '@show {parent}, {id} and the running number of the {row} for that {parent}',
      '@want each {row} numbered per {parent} by {start} ({parent}, {id}, no.)',
      '@please count up the {rows} of every {parent} from the first {start}: {parent}, {id}, position',
      'which {row} of its {parent} is it? {parent}, {id}, 1 for the earliest, and so on',
      '@know for all {rows} the how manieth of its {parent} each one is: {parent}, {id}, number',
    ],
  ),
  rows(
    'running-share-of-year',
    'start',
    (s) => {
      const year = s.year();
      return over(
        [months(s, countAll, year)],
        [
          column(0),
          percent(
            windowed('sum', { of: column(1), order: byFirst }),
            windowed('sum', { of: column(1) }),
          ),
        ],
      );
    },
    [
      'What percentage of the {rows} of {year} had been {start} by the end of each month?',
      'cumulative percent of {year} {rows} by month',
      "running share in percent of the year's {rows}, months of {year}",
      '@show month and the percentage of {year} {rows} reached by then',
      '@want accumulated percent of all {rows} of {year}, month by month',
      '@please cumulate the monthly {rows} of {year} as percent of the whole year',
      '{year}: percent of {rows} done so far, per month',
      '@know how much (percent) of the {rows} of {year} had come in by which month',
    ],
  ),
  rows(
    'three-month-average',
    'start',
    (s) => {
      const back = (offset: number) => windowed('lag', { of: column(1), order: byFirst, offset });
      return over(
        [months(s, countAll, s.year())],
        [column(0), ratio(plus(plus(column(1), back(1)), back(2)), 3)],
      );
    },
    [
      'Three month moving average of the number of {rows} in {year}: each month with {rows} and the two listed before it',
      'moving average over 3 months of {rows}, {year}, empty for the first two months',
      '{year} {rows} smoothed: mean of a month and the two before',
      '@show month and 3-month rolling average of {row} counts in {year}, nothing for the first two',
      'rolling mean (3 months) of monthly {rows} of {year}',
      '@want the moving average of three months for {rows} {start} in {year}',
      '@please smooth the monthly {row} counts of {year} over three months',
      '@know the trend of {rows} in {year} as a three-month average',
    ],
  ),
  rows(
    'month-total-reached',
    'start money',
    (s) => {
      const bound = s.bound('money', 0.95);
      const running = derived(
        over(
          [months(s, s.agg('sum', 'money'), s.year())],
          [column(0), windowed('sum', { of: column(1), order: byFirst })],
        ),
      );
      return over([running], [min(column(0))], { where: [ge(column(1), bound)] });
    },
    [
      'In which month of {year} did the cumulative {money} of {rows} reach {bound}?',
      'month of {year} when running {row} {money} first got to {bound} or more',
      'when in {year} (month) was a total {money} of {bound} passed or met by {rows}?',
      '@know by which month of {year} {rows} had made {bound} {money} in all',
      '@find the first month of {year} with accumulated {money} of {rows} at {bound} at least',
      '@show the month in {year} at which {money} of {rows}, added up, hit {bound}',
      '{year}: first month where cumulated {money} of {rows} >= {bound}',
      '@please tell in what month {rows} of {year} together came to {bound} {money}',
    ],
  ),
  rows(
    'running-best',
    'start number',
    (s) =>
      s.only([s.f('start'), windowed('max', { of: s.f('number'), order: [asc(s.f('start'))] })], {
        where: [s.within()],
      }),
    [
      'For each {row} {start} {when}: the time and the highest {number} seen up to then in that period',
      'running maximum of {number} over the {rows} {when}, with {start}',
      'record {number} so far at every {row} {start} {when} (time, record)',
      '@show {start} and the peak {number} reached up to that {row}, {rows} {when}',
      'cumulative max of {number} by {start}, {rows} {when}',
      '@want the best {number} to date after each {row} {start} {when}',
      '@please track the highest {number} so far through the {rows} {when}: {start}, maximum',
      '@know how the {number} record developed over {rows} {start} {when}',
    ],
  ),
  rows(
    'running-by-category',
    'start category',
    (s) => {
      const month = monthOf(s.f('start'));
      const counts = derived(
        s.only([s.raw('category'), month, countAll], {
          where: [s.inYear(s.year())],
          group: [s.raw('category'), month],
        }),
      );
      return over(
        [counts],
        [
          column(0),
          column(1),
          windowed('sum', { of: column(2), by: [column(0)], order: [asc(column(1))] }),
        ],
      );
    },
    [
      'Cumulative {rows} by month of {year} for each {category}: {category}, month, total so far',
      'running total of {rows} @per {category} over the months of {year}',
      '{category}, month and accumulated number of {rows} in {year}',
      '@show how {rows} add up month by month in {year}, separately for every {category}',
      'year to date {rows} by {category} and month, {year}',
      '@want {category}, month and {rows} so far in {year}',
      '@please cumulate {year} {rows} per {category} along the months',
      '@know the {row} count reached by each {category} in each month of {year}',
    ],
  ),
];
