import type { Expression } from '@momq/dialect';

import { intentsOf } from '../intent.js';
import {
  asc,
  avg,
  call,
  column,
  countAll,
  countIf,
  derived,
  desc,
  either,
  exists,
  gt,
  isIn,
  le,
  lt,
  minus,
  notIn,
  percent,
  sumIf,
  windowed,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('period against period', 'rows');
const link = intentsOf('period against period', 'link');

const byYear = (s: Scene) => {
  const year = call('year', s.f('start'));
  return { year, years: (what: Expression) => derived(s.only([year, what], { group: [year] })) };
};

/** One period next to another, and what has changed between them. */
export const periodComparisonIntents = [
  rows(
    'two-years-side-by-side',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      return s.only([countIf(s.inYear(one)), countIf(s.inYear(two))]);
    },
    [
      '{rows} {start} in {year} versus {nextYear}, as two columns',
      'compare {year} with {nextYear}: how many {rows} in each, side by side',
      'How many {rows} were {start} in {year} and how many in {nextYear}, in one row?',
      '{year} vs {nextYear} {row} count, two columns',
      '@show the number of {rows} of {year} next to that of {nextYear}',
      '@want {row} counts for {year} and {nextYear} in two columns',
      '@please put the {rows} of {year} and of {nextYear} side by side',
      '@know how {year} compares to {nextYear} in {rows}: one row with both counts',
    ],
  ),
  rows(
    'growth-between-years',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      const [before, after] = [countIf(s.inYear(one)), countIf(s.inYear(two))];
      return s.only([percent(minus(after, before), before)]);
    },
    [
      'By how many percent did the number of {rows} change from {year} to {nextYear}?',
      'growth in percent of {rows} {start}, {nextYear} over {year}',
      'percent change of {row} count {year} to {nextYear}',
      'how much did {rows} grow (in percent) between {year} and {nextYear}?',
      '@know the percentage growth of {rows} from {year} to {nextYear}',
      '@show {nextYear} against {year}: {rows} up or down by what percent',
      'YoY % for {rows}: {nextYear} vs {year}',
      '@please compute the relative change in percent of {rows} {start}, {year} -> {nextYear}',
    ],
  ),
  rows(
    'money-growth-between-years',
    'start money',
    (s) => {
      const [one, two] = s.twoYears();
      const sumOf = (year: number) => sumIf(s.inYear(year), s.raw('money'));
      return s.only([percent(minus(sumOf(two), sumOf(one)), sumOf(one))]);
    },
    [
      'By what percentage did the total {money} of {rows} change from {year} to {nextYear}?',
      '{money} growth of {rows} in percent, {nextYear} over {year}',
      'percent change in summed {money} of {rows} {year} to {nextYear}',
      'how many percent more or less {money} did {rows} bring in {nextYear} than in {year}?',
      '@know the percentage growth of {row} {money} from {year} to {nextYear}',
      '@show how {money} of {rows} developed from {year} to {nextYear}, as a percentage',
      'YoY % of {money}, {rows}, {nextYear} vs {year}',
      '@please work out the relative change (percent) of total {money} of {rows} between {year} and {nextYear}',
    ],
  ),
  rows(
    'years-by-category',
    'start category',
    (s) => {
      const [one, two] = s.twoYears();
      return s.only([s.raw('category'), countIf(s.inYear(one)), countIf(s.inYear(two))], {
        group: [s.raw('category')],
      });
    },
    [
      'For each {category}, how many {rows} were {start} in {year} and how many in {nextYear}?',
      '{rows} by {category}, {year} and {nextYear} as columns',
      'table with {category}, {row} count {year}, {row} count {nextYear}',
      '@show per {category} the number of {rows} in {year} next to {nextYear}',
      'compare {year} and {nextYear} {rows} per {category}',
      '@want {category} in rows and {year}, {nextYear} counts of {rows} in columns',
      '@please pivot the {rows}: one line per {category}, columns {year} and {nextYear}',
      '@know how each {category} moved from {year} to {nextYear} in number of {rows} (both counts)',
    ],
  ),
  rows(
    'growing-categories',
    'start category',
    (s) => {
      const [one, two] = s.twoYears();
      return s.only([s.raw('category')], {
        group: [s.raw('category')],
        having: gt(countIf(s.inYear(two)), countIf(s.inYear(one))),
      });
    },
    [
      'Which {category} had more {rows} in {nextYear} than in {year}?',
      '{category} values with growing {rows} from {year} to {nextYear}',
      'where did {rows} increase between {year} and {nextYear}, by {category}?',
      '@show every {category} whose {row} count rose from {year} to {nextYear}',
      '@find the {category} entries with {rows} up in {nextYear} against {year}',
      'list {category} with higher {nextYear} than {year} number of {rows}',
      '@want each {category} for which {nextYear} brought more {rows} than {year}',
      '@know which {category} grew in {rows} from {year} to {nextYear}',
    ],
  ),
  link(
    'shrinking-parents',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      return s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: lt(countIf(s.inYear(two)), countIf(s.inYear(one))),
      });
    },
    [
      'Which {parents} had fewer {rows} in {nextYear} than in {year}?',
      '{parents} with a drop in {rows} from {year} to {nextYear}',
      '{parents} losing {rows}: {nextYear} below {year}',
      '@show the {parents} whose number of {rows} fell from {year} to {nextYear}',
      'who among the {parents} went down in {rows} between {year} and {nextYear}?',
      '@find {parents} having less {rows} {start} in {nextYear} compared with {year}',
      '@want declining {parents}, i.e. {rows} {nextYear} < {rows} {year}',
      '@know which {parents} shrank in {rows} from {year} to {nextYear}',
    ],
  ),
  link(
    'biggest-rise-parent',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      const rise = minus(countIf(s.inYear(two)), countIf(s.inYear(one)));
      return s.joined([s.raw('pLabel'), rise], {
        group: s.perParent,
        order: [desc(rise)],
        limit: 1,
      });
    },
    [
      'Which {parent} gained most {rows} from {year} to {nextYear}, and how many?',
      '{parent} with the biggest increase of {rows} {year} to {nextYear}, with the increase',
      'largest rise in {rows} between {year} and {nextYear}: {parent} and difference',
      '@show the {parent} whose {row} count went up most from {year} to {nextYear} plus the gain',
      '@find the top gaining {parent}, {rows} of {nextYear} minus {rows} of {year}',
      'who of the {parents} improved most in {rows}, {nextYear} over {year}? include by how many',
      '@want the best climbing {parent} in number of {rows} from {year} to {nextYear} and the difference',
      '@know which {parent} had the largest plus in {rows} in {nextYear} against {year} (and the plus)',
    ],
  ),
  link(
    'active-in-both-years',
    'start',
    (s) => {
      const [one, two] = s.twoYears();
      return s.parents([s.raw('pLabel')], {
        where: [exists(s.children([s.inYear(one)])), exists(s.children([s.inYear(two)]))],
      });
    },
    [
      'Which {parents} had {rows} both in {year} and in {nextYear}?',
      '{parents} with {rows} {start} in {year} as well as {nextYear}',
      '{parents} active in {year} and {nextYear} (at least one of the {rows} in each)',
      '@show {parents} that have {rows} in {year} and again in {nextYear}',
      'who among the {parents} came with {rows} in both {year} and {nextYear}?',
      '@find the {parents} present in the {rows} of {year} and those of {nextYear}',
      '@want {parents} with one {row} or more in each of {year} and {nextYear}',
      '@know which {parents} stayed from {year} to {nextYear}, judged by {rows}',
    ],
  ),
  rows(
    'change-year-on-year',
    'start',
    (s) => {
      const { years } = byYear(s);
      return over(
        [years(countAll)],
        [
          column(0),
          column(1),
          minus(column(1), windowed('lag', { of: column(1), order: [asc(column(0))] })),
        ],
      );
    },
    [
      'For each year: how many {rows}, and the change against the year before?',
      'yearly {row} count with the difference to the previous year',
      '{rows} per year and year over year change (absolute)',
      '@show year, number of {rows} and how many more or less than the year before',
      'annual {rows} plus delta to prior year, nothing for the first',
      '@want {rows} by year together with the increase over the previous one',
      '@please list the years with their {row} count and the change from the year earlier',
      '@know how {rows} changed from one year to the next, count and difference',
    ],
  ),
  rows(
    'percent-change-year-on-year',
    'start money',
    (s) => {
      const { years } = byYear(s);
      const before = windowed('lag', { of: column(1), order: [asc(column(0))] });
      return over(
        [years(s.agg('sum', 'money'))],
        [column(0), percent(minus(column(1), before), before)],
      );
    },
    [
      'By how many percent did the total {money} of {rows} change each year against the year before?',
      'year over year growth of {row} {money} in percent, all years',
      'yearly percent change of total {money}, {rows}',
      '@show each year with the percentage by which {money} of its {rows} rose or fell',
      '{money} of {rows}: YoY in %, empty for the first year',
      '@want year and growth rate (percent) of summed {money} over {rows}',
      '@please compute annual growth in percent for the {money} of {rows}',
      '@know the percent increase of {row} {money} from year to year',
    ],
  ),
  rows(
    'halves-of-year',
    'start',
    (s) => {
      const month = call('month', s.f('start'));
      return s.only([countIf(le(month, 6)), countIf(gt(month, 6))], {
        where: [s.inYear(s.year())],
      });
    },
    [
      'How many {rows} were {start} in the first and how many in the second half of {year}, in two columns?',
      '{year}: {rows} H1 versus H2, side by side',
      'first half against second half of {year}, {row} counts as two columns',
      '@show {rows} of January to June {year} next to July to December',
      '@want H1 and H2 {year} number of {rows} in one line',
      '@please compare both halves of {year} in {rows}, one column each',
      'split the {year} {rows} into H1 and H2 counts, one row',
      '@know whether H1 or H2 of {year} had more {rows}: give both counts in a row',
    ],
  ),
  rows(
    'weekdays-against-weekends',
    'start measure',
    (s) => {
      const weekend = isIn(call('weekday', s.f('start')), 0, 6);
      return s.only([
        avg(either(weekend, s.raw('measure'))),
        avg(either(notIn(call('weekday', s.f('start')), 0, 6), s.raw('measure'))),
      ]);
    },
    [
      'Average {measure} of {rows} {start} on weekends and of those on other days, two columns',
      'weekend versus weekday mean {measure} of {rows}',
      'compare {measure} of {rows}: Saturday/Sunday average against Monday to Friday average',
      '@show average {measure} for weekend {rows} next to weekday {rows}',
      '@want two averages of {measure}: {rows} {start} at the weekend, {rows} {start} on weekdays',
      '@know whether {measure} of {rows} differs between weekends and working days (both means)',
      'mean {measure}, weekend {rows} against weekday {rows}',
      '@please average {measure} separately for {rows} on weekends and for {rows} during the week, one row',
    ],
  ),
];
