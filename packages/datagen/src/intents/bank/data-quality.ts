import { intentsOf } from '../intent.js';
import {
  avg,
  call,
  count,
  countAll,
  derived,
  gt,
  lt,
  ne,
  notNull,
  or,
  percent,
  subquery,
  timed,
  times,
} from '../logical-pieces.js';
import { over } from '../scene.js';

const rows = intentsOf('data quality', 'rows');
const link = intentsOf('data quality', 'link');

/** What looks wrong. */
export const dataQualityIntents = [
  rows(
    'repeated-values',
    'label',
    (s) => s.only([s.raw('label'), countAll], { group: [s.raw('label')], having: gt(countAll, 1) }),
    [
      'Which {label} do several {rows} share, and how many?',
      'duplicate {label} among {rows}, with counts',
      '{label} occurring more than once in {rows}, and how often',
      '@show every {label} that two or more {rows} have, plus count',
      '@find duplicated {rows} by {label} and their number',
      '@want {label} values that are not unique in {rows}, with how many',
      'are there {rows} of the same {label}? list {label} and count',
      '@know which {label} of {rows} is used more than once and how many times',
    ],
  ),
  rows(
    'count-repeated-combinations',
    'categories',
    (s) =>
      over(
        [
          derived(
            s.only([s.raw('category'), s.raw('categoryB')], {
              group: [s.raw('category'), s.raw('categoryB')],
              having: gt(countAll, 1),
            }),
          ),
        ],
        [countAll],
      ),
    [
      'How many combinations of {category} and {categoryB} occur in more than one {row}?',
      'number of repeated {category}/{categoryB} pairs among {rows}',
      'count the pairs of {category} and {categoryB} that two or more {rows} share',
      '@know how many {category}-{categoryB} combinations are not unique in {rows}',
      '@please count combinations of {category} with {categoryB} found in several {rows}',
      'how many times do {rows} share both {category} and {categoryB}, counted as pairs?',
      '@want the number of {category} and {categoryB} pairs with 2+ {rows}',
      'non-unique pairs ({category}, {categoryB}) in {rows}: how many?',
    ],
  ),
  link(
    'same-day-twice',
    'start',
    (s) => {
      const day = call('date', s.f('start'));
      return s.joined([s.raw('pLabel'), day, countAll], {
        group: [...s.perParent, day],
        having: gt(countAll, 1),
      });
    },
    [
      'Which {parents} had more than one {row} on the same day? {parent}, day, count',
      '{parents} with two or more {rows} {start} on one date, date and count',
      'possible double entries: {parent} and day with several {rows}, and how many',
      '@show {parent}, date and count where {rows} were {start} more than once a day',
      '@find days on which {aParent} has multiple {rows} (with {parent}, day, number)',
      '@want {parent}, day, {row} count if above one',
      '@please check for {parents} with repeated {rows} on a day: {parent}, day, count',
      '@know when which {parent} had more than a single {row} per day (and how many)',
    ],
  ),
  rows('zero-or-less', 'number', (s) => s.only([countAll], { where: [s.is('number', '<=', 0)] }), [
    'How many {rows} have {number} of zero or less?',
    '@n {rows} with {number} not above 0',
    'suspicious {rows}: {number} <= 0, count',
    'count {rows} where {number} is zero or negative',
    '@know how many {rows} have no positive {number} although it is given',
    '@please count the {rows} whose {number} is 0 or below',
    'are there {rows} with {number} at or under zero? how many',
    '@want the number of {rows} with non-positive {number}',
  ]),
  rows(
    'fractions',
    'money',
    (s) => s.only([countAll], { where: [ne(call('floor', s.f('money')), s.f('money'))] }),
    [
      'How many {rows} have a {money} that is not a whole number?',
      '@n {rows} with an uneven {money} (something behind the point)',
      'count {rows} whose {money} has decimals other than .00',
      '{rows} with fractional {money}, how many?',
      '@know how many {rows} are not round to whole units in {money}',
      '@please count the {rows} where {money} is not an integer amount',
      'how often does {money} of {rows} have cents?',
      '@want the number of {rows} with {money} having a fraction',
    ],
  ),
  rows(
    'same-number',
    'number',
    (s) =>
      s.only([s.f('number'), countAll], {
        where: [notNull(s.raw('number'))],
        group: [s.raw('number')],
        having: gt(countAll, 1),
      }),
    [
      'Which {number} do several {rows} share, and how many {rows} each?',
      '{number} values occurring in more than one {row}, with counts (unknown aside)',
      'repeated {number} among {rows}: value and how often, blanks not counted',
      '@show every {number} that two or more {rows} have and how many have it, known only',
      '@find {rows} with identical {number}: the {number} and the count (no empty ones)',
      '@want {number} found more than once in {rows}, plus number of times, where known',
      'are there {rows} of exactly the same {number}? {number} and count',
      '@know which {number} of {rows} is not unique and its frequency',
    ],
  ),
  rows(
    'outliers',
    'number',
    (s) => {
      const mean = subquery(s.only([avg(s.raw('number'))]));
      return s.only([s.raw('id'), s.f('number')], {
        where: [or(gt(s.raw('number'), times(2, mean)), lt(times(2, s.raw('number')), mean))],
      });
    },
    [
      'Which {rows} have {number} over twice or under half of the average? {id} and {number}',
      'outliers by {number}: {rows} above 2x or below 0.5x the mean, {id} and {number}',
      '{id} and {number} of {rows} off the average by a factor of more than two, up or down',
      '@show {rows} whose {number} is more than double or less than half the average, {id}, {number}',
      '@find odd {rows}: {number} > 2 * average or < average / 2 ({id}, {number})',
      '@want {id} plus {number} for {rows} outside half to double of the mean {number}',
      'unusual {rows} in {number} (beyond double or beneath half of average): {id}, {number}',
      '@know which {rows} lie far from the mean {number}, over 2x or under half ({id}, {number})',
    ],
  ),
  rows(
    'end-before-next-day',
    'start end',
    (s) =>
      s.only([s.raw('id')], {
        where: [lt(timed('difference', 'day', s.f('start'), s.f('end')), 1)],
      }),
    [
      'Which {rows} were {end} less than a day after they were {start}? {id}',
      '{id} of {rows} with under one day between {start} and {end}',
      'suspiciously quick {rows}: {end} within a day (less than 1), {id}',
      '@show {id} for {rows} that took below one full day from {start} to {end}',
      '@find {rows} {end} in under a day ({id})',
      '@want the {id} of {rows} whose way from {start} to {end} is shorter than a day',
      'zero-day {rows}: {start} and {end} less than one day apart, {id}',
      '@know which {rows} needed no whole day until {end}: {id}',
    ],
  ),
  link(
    'children-of-deleted',
    'p:deleted',
    (s) => s.joined([countAll], { where: [s.gone('pDeleted')] }),
    [
      'How many {rows} belong to {parents} that were deleted?',
      '{rows} of deleted {parents}, count',
      '@n {rows} whose {parent} is deleted',
      'count {rows} still hanging on deleted {parents}',
      '@know how many {rows} refer to {aParent} that has been deleted',
      '@please count the {rows} with a deleted {parent}',
      'orphans: {rows} of {parents} marked deleted, how many?',
      '@want the number of {rows} under deleted {parents}',
    ],
  ),
  rows(
    'fill-rates',
    'category measure',
    (s) =>
      s.only([
        percent(count(s.raw('category')), countAll),
        percent(count(s.raw('measure')), countAll),
      ]),
    [
      'How complete are {category} and {measure} of {rows}, in percent? Two columns',
      'fill rates in percent of {category} and {measure} over {rows}',
      'percent of {rows} with {category} and percent with {measure}',
      '@show what percentage of {rows} has {category} and what has {measure}, in one row',
      'completeness of {category} / {measure} in {rows} as percentages',
      '@want two percentages for {rows}: {category} known, {measure} known',
      '@please check how much (percent) of {category} and of {measure} is filled in {rows}',
      '@know the filled share in percent for {category} and {measure} in {rows}',
    ],
  ),
  link(
    'children-differ-from-parent',
    'category p:category',
    (s) => s.joined([countAll], { where: [ne(s.raw('category'), s.raw('pCategory'))] }),
    [
      'How many {rows} have another {category} than the {pCategory} of their {parent}?',
      "@n {rows} whose {category} differs from their {parent}'s {pCategory}",
      'count {rows} where {category} is not the same as {pCategory} of the {parent}',
      '{rows} with {category} unlike {pCategory} of {parent}, how many?',
      '@know in how many {rows} {category} and {pCategory} of the {parent} do not match',
      '@please count mismatches between {category} of {rows} and {pCategory} of their {parent}',
      "how often does {category} of {aRow} deviate from the {parent}'s {pCategory}?",
      '@want the number of {rows} with {category} other than {pCategory} of the {parent}',
    ],
  ),
];
