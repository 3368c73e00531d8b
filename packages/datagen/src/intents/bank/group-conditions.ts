import { intentsOf } from '../intent.js';
import { countAll, ge, gt, lt, notNull } from '../logical-pieces.js';

const rows = intentsOf('groups with conditions', 'rows');
const link = intentsOf('groups with conditions', 'link');

/** Aggregates of groups, and groups by their aggregates. */
export const groupConditionIntents = [
  rows(
    'count-per-category',
    'category',
    (s) => s.only([s.raw('category'), countAll], { group: [s.raw('category')] }),
    [
      'How many {rows} are there of each {category}?',
      '{rows} by {category}',
      'number of {rows} per {category}',
      '@show {category} and @n {rows}',
      'split of the {rows} by {category}',
      '@want {rows} counted for every {category}',
      '@please group {rows} by {category} and count them',
      '@know how the {rows} spread over {category}',
    ],
  ),
  rows(
    'average-per-category',
    'category measure',
    (s) => s.only([s.raw('category'), s.agg('avg', 'measure')], { group: [s.raw('category')] }),
    [
      'What is the average {measure} of {rows} for each {category}?',
      '@avg {measure} by {category}, {rows}',
      'mean {measure} of the {rows} in every {category}',
      '@show {category} with the average {measure} of its {rows}',
      'how does average {measure} of {rows} differ by {category}?',
      '@want {measure} of {rows} averaged per {category}',
      '@please average {measure} over {rows}, one figure per {category}',
      '@know the typical (mean) {measure} of {rows} @per {category}',
    ],
  ),
  rows(
    'two-way-count',
    'categories',
    (s) =>
      s.only([s.raw('category'), s.raw('categoryB'), countAll], {
        group: [s.raw('category'), s.raw('categoryB')],
      }),
    [
      'How many {rows} are there for each combination of {category} and {categoryB}?',
      '{rows} by {category} and {categoryB}',
      'cross table: {category} against {categoryB}, {row} counts',
      '@show {category}, {categoryB} and number of {rows}',
      'count the {rows} per {category} within {categoryB}',
      '@want every pair of {category} and {categoryB} with its count of {rows}',
      '@please group {rows} by {category}, then {categoryB}, and count',
      '@know how {category} and {categoryB} combine in the {rows} (counts)',
    ],
  ),
  rows(
    'frequent-categories',
    'category',
    (s) =>
      s.only([s.raw('category'), countAll], {
        group: [s.raw('category')],
        having: ge(countAll, s.n(3, 8)),
      }),
    [
      'Which {category} have at least {n} {rows}? With the count',
      '{category} with {n} or more {rows}, and how many',
      '{category} values reaching {n} {rows}, counts included',
      '@show each {category} that has no fewer than {n} {rows}, with number',
      '@find {category} that occur {n} times or more in {rows} (plus count)',
      '@want {category} and {row} count where the count is {n} at least',
      'common {category}: {n}+ {rows}, with figures',
      '@know which {category} come with {n} or more {rows} and how many',
    ],
  ),
  rows(
    'rare-categories',
    'category',
    (s) =>
      s.only([s.raw('category')], {
        where: [notNull(s.raw('category'))],
        group: [s.raw('category')],
        having: lt(countAll, s.n(3, 9)),
      }),
    [
      'Which {category} have fewer than {n} {rows}?',
      'rare {category}: under {n} {rows}',
      '{category} values with less than {n} {rows}',
      '@show each {category} that does not reach {n} {rows}',
      '@find {category} that occur less often than {n} times in {rows}',
      '@want {category} with a {row} count below {n}',
      'uncommon {category} among {rows} (fewer than {n})',
      '@know which {category} stay below {n} {rows}',
    ],
  ),
  rows(
    'categories-over-average',
    'category measure',
    (s) =>
      s.only([s.raw('category')], {
        group: [s.raw('category')],
        having: gt(s.agg('avg', 'measure'), s.bound('measure', 0.5)),
      }),
    [
      'Which {category} have an average {measure} of {rows} above {bound}?',
      '{category} whose {rows} average more than {bound} {measure}',
      '{category} with mean {measure} over {bound}, {rows}',
      '@show each {category} where the average {measure} of {rows} exceeds {bound}',
      '@find {category} having avg {measure} > {bound} over their {rows}',
      '@want every {category} with {rows} of more than {bound} {measure} on average',
      'in which {category} is {measure} of {rows} higher than {bound} on average?',
      '@know what {category} get past {bound} in mean {measure} of {rows}',
    ],
  ),
  rows(
    'filtered-average',
    'category measure',
    (s) => s.only([s.agg('avg', 'measure')], { where: [s.isValue('category')] }),
    [
      'What is the average {measure} of {rows} with {category} {value}?',
      '@avg {measure} of {value} {rows} ({category})',
      'mean {measure}, {rows} of {category} {value} only',
      '@show the average {measure} over {rows} whose {category} is {value}',
      'how much {measure} do {rows} of {category} {value} have on average?',
      '@know the average {measure} for {category} {value} in {rows}',
      '@please average {measure} of the {rows} having {value} as {category}',
      '{category} {value}: mean {measure} of {rows}',
    ],
  ),
  rows('total-measure', 'measure', (s) => s.only([s.agg('sum', 'measure')]), [
    'What is the total {measure} of all {rows}?',
    'sum of {measure} over the {rows}',
    '@sum {measure}, {rows}',
    'how much {measure} do the {rows} have altogether?',
    '@know what the {rows} add up to in {measure}',
    '@please add up {measure} over every {row}',
    '@show the overall {measure} of {rows}',
    'grand total of {measure} across {rows}',
  ]),
  link(
    'count-per-parent',
    '',
    (s) => s.joined([s.raw('pLabel'), countAll], { group: s.perParent }),
    [
      'How many {rows} does each {parent} with {rows} have?',
      '{rows} per {parent} (only {parents} with some)',
      'number of {rows} by {parent}, leaving out {parents} with none',
      '@show {parents} that have {rows} and how many',
      'count of {rows} for every {parent} in them',
      '@want {rows} counted by {parent}, no zeros',
      '@please count the {rows} of each {parent} that has any',
      '@know how the {rows} are spread over {parents} (without empty ones)',
    ],
  ),
  link(
    'busy-parents',
    '',
    (s) => s.joined([s.raw('pLabel')], { group: s.perParent, having: ge(countAll, s.n(2, 6)) }),
    [
      'Which {parents} have at least {n} {rows}?',
      '{parents} with {n} or more {rows}',
      '{parents} reaching {n} {rows}',
      '@show the {parents} that have no fewer than {n} {rows}',
      '@find {parents} with a minimum of {n} {rows}',
      '@want every {parent} with {n}+ {rows}',
      'who of the {parents} has {n} {rows} or more?',
      '@know which {parents} come to {n} {rows} at least',
    ],
  ),
  link(
    'busy-in-year',
    'start',
    (s) => {
      const year = s.year();
      return s.joined([s.raw('pLabel'), countAll], {
        where: [s.inYear(year)],
        group: s.perParent,
        having: gt(countAll, s.n(1, 3)),
      });
    },
    [
      'Which {parents} had more than {n} {rows} {start} in {year}, and how many?',
      '{parents} with over {n} {rows} in {year}, with the count',
      '{year}: {parents} exceeding {n} {rows}, counts included',
      '@show {parents} and their {rows} of {year} where there are more than {n}',
      '@find {parents} with upwards of {n} {rows} (more than that) {start} in {year}, and number',
      '@want {parent} and {row} count for {year}, above {n} only',
      'who of the {parents} passed {n} {rows} in {year}? with counts',
      '@know which {parents} had more than {n} {rows} in {year} and how many that were',
    ],
  ),
  link(
    'parents-average-over',
    'measure',
    (s) =>
      s.joined([s.raw('pLabel'), s.agg('avg', 'measure')], {
        group: s.perParent,
        having: gt(s.agg('avg', 'measure'), s.bound('measure', 0.55)),
      }),
    [
      'Which {parents} have {rows} averaging more than {bound} {measure}? With the average',
      '{parents} whose {rows} have a mean {measure} over {bound}, and it',
      '{parents} above {bound} in average {row} {measure}, with figure',
      '@show {parents} and average {measure} of {rows} where it exceeds {bound}',
      '@find {parents} with avg {measure} of {rows} > {bound}, with the avg',
      '@want {parent} and mean {measure} of its {rows}, only above {bound}',
      'who of the {parents} gets past {bound} {measure} per {row} on average? average too',
      '@know the {parents} with more than {bound} {measure} on average over {rows} (and how much)',
    ],
  ),
];
