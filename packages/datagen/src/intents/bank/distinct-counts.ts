import { intentsOf } from '../intent.js';
import { countDistinct, desc, eq, ge, monthOf, notNull } from '../logical-pieces.js';

const rows = intentsOf('distinct counts', 'rows');
const link = intentsOf('distinct counts', 'link');

/** How many different ones. */
export const distinctIntents = [
  rows('distinct-values', 'category', (s) => s.only([countDistinct(s.raw('category'))]), [
    'How many different {category} values do {rows} have?',
    '@n distinct {category} in {rows}',
    'count of unique {category} among the {rows}',
    'how many kinds of {category} are there in {rows}?',
    '@know how many different {category} entries {rows} have',
    '@please count the unique {category} values of {rows}',
    'variety of {category} over the {rows}: how many?',
    '@want the distinct count of {category} for {rows}',
  ]),
  rows(
    'list-distinct-values',
    'category',
    (s) => s.only([s.raw('category')], { where: [notNull(s.raw('category'))], distinct: true }),
    [
      'Which different {category} values occur in {rows}?',
      'list of distinct {category} of {rows}',
      'all {category} values found in {rows}, each once',
      '@show the unique {category} entries of {rows}',
      '@want every {category} that {rows} have, no repeats',
      '@please list what {category} there is among the {rows}, without duplicates',
      'what are the possible {category} of {rows}, going by the data?',
      '@know which kinds of {category} {rows} come in',
    ],
  ),
  rows(
    'distinct-pairs',
    'categories',
    (s) => s.only([s.raw('category'), s.raw('categoryB')], { distinct: true }),
    [
      'Which combinations of {category} and {categoryB} occur in {rows}?',
      'distinct pairs of {category} and {categoryB} among {rows}',
      'unique {category}/{categoryB} combinations, {rows}',
      '@show each pair of {category} and {categoryB} that {rows} have, once',
      '@want every different combination of {category} with {categoryB} in {rows}',
      '@please list {category} and {categoryB} of {rows} without repeating a pair',
      'what {category} go with what {categoryB} in the {rows}? each pair once',
      '@know the existing {category}-{categoryB} pairings of {rows}',
    ],
  ),
  rows(
    'distinct-per-category',
    'categories',
    (s) =>
      s.only([s.raw('category'), countDistinct(s.raw('categoryB'))], {
        group: [s.raw('category')],
      }),
    [
      'How many different {categoryB} are there in {rows} for each {category}?',
      'distinct {categoryB} @per {category} among {rows}',
      '{category} and its number of unique {categoryB}, {rows}',
      '@show {category} with the count of different {categoryB} of its {rows}',
      'variety of {categoryB} within every {category} of {rows}',
      '@want unique {categoryB} counted by {category} over {rows}',
      '@please count how many kinds of {categoryB} the {rows} of each {category} have',
      '@know how many {categoryB} values occur under each {category} in {rows}',
    ],
  ),
  rows(
    'most-varied-category',
    'categories',
    (s) =>
      s.only([s.raw('category')], {
        where: [notNull(s.raw('category'))],
        group: [s.raw('category')],
        order: [desc(countDistinct(s.raw('categoryB')))],
        limit: 1,
      }),
    [
      'Which {category} has the most different {categoryB} among its {rows}?',
      '{category} with the greatest variety of {categoryB} in {rows}',
      'top {category} by distinct {categoryB}, {rows}',
      '@show the {category} whose {rows} have most unique {categoryB}',
      '@find the {category} with the highest number of different {categoryB} over {rows}',
      'where, by {category}, is {categoryB} most diverse in {rows}?',
      '@know which {category} of {rows} comes with most kinds of {categoryB}',
      '@want the most varied {category}: most distinct {categoryB} in {rows}',
    ],
  ),
  link('active-parents', '', (s) => s.only([countDistinct(s.raw('ref'))]), [
    'How many different {parents} have {rows}?',
    '@n distinct {parents} in the {rows}',
    'count of unique {parents} with at least one {row}',
    'how many {parents} appear in {rows}?',
    '@know how many {parents} ever had {aRow}',
    '@please count the different {parents} behind the {rows}',
    'unique {parents} among {rows}, how many?',
    '@want the number of {parents} that have {rows}',
  ]),
  link(
    'active-parents-in-period',
    'start',
    (s) => s.only([countDistinct(s.raw('ref'))], { where: [s.within()] }),
    [
      'How many different {parents} had {rows} {start} {when}?',
      'active {parents} {when}: distinct count by {rows}',
      '@n unique {parents} with {rows} {start} {when}',
      'count of {parents} having at least one {row} {start} {when}',
      '@know how many {parents} were active {when}, i.e. had {rows} {start}',
      '@please count the distinct {parents} in the {rows} {start} {when}',
      'unique {parents} {when} by {rows}, how many?',
      '@want the number of different {parents} with {aRow} {start} {when}',
    ],
  ),
  link(
    'active-parents-by-month',
    'start',
    (s) => {
      const month = monthOf(s.f('start'));
      return s.only([month, countDistinct(s.raw('ref'))], {
        where: [s.inYear(s.year())],
        group: [month],
      });
    },
    [
      'How many different {parents} had {rows} in each month of {year}?',
      'monthly active {parents} in {year}, by {rows}',
      'unique {parents} with {rows} per month of {year}',
      '@show month and number of distinct {parents} with {rows}, {year}',
      'MAU style: distinct {parents} having {rows}, month by month, {year}',
      '@want the count of different {parents} in the {rows} of every month of {year}',
      '@please count unique {parents} by month {start} for the {rows} of {year}',
      '@know how many {parents} were active with {rows} each month in {year}',
    ],
  ),
  link(
    'parents-per-category',
    'category',
    (s) => s.only([s.raw('category'), countDistinct(s.raw('ref'))], { group: [s.raw('category')] }),
    [
      'How many different {parents} have {rows} of each {category}?',
      'distinct {parents} @per {category} of their {rows}',
      '{category} and the number of unique {parents} with such {rows}',
      '@show {category} and how many different {parents} it reaches through {rows}',
      'reach of every {category} in {parents}, by {rows}',
      '@want unique {parents} counted by {category} of {rows}',
      '@please count for each {category} the {parents} that have {rows} in it, once each',
      '@know with how many {parents} each {category} occurs in {rows}',
    ],
  ),
  link(
    'values-per-parent',
    'category',
    (s) => s.joined([s.raw('pLabel'), countDistinct(s.raw('category'))], { group: s.perParent }),
    [
      'How many different {category} do the {rows} of each {parent} have?',
      'distinct {category} of {rows} @per {parent}',
      '{parents} and their number of unique {category} over {rows}',
      '@show {parent} with the count of different {category} in its {rows}',
      'variety of {category} by {parent}, {rows}',
      '@want unique {category} values counted per {parent} in {rows}',
      '@please count the kinds of {category} among the {rows} of every {parent}',
      '@know how many {category} each {parent} uses in {rows}',
    ],
  ),
  link(
    'parents-with-several-values',
    'category',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: ge(countDistinct(s.raw('category')), s.n(2, 4)),
      }),
    [
      'Which {parents} have {rows} of at least {n} different {category}?',
      '{parents} with {n} or more distinct {category} in {rows}',
      '{parents} whose {rows} span {n}+ {category} values',
      '@show {parents} having {rows} in a minimum of {n} different {category}',
      '@find {parents} with {n} unique {category} or more among their {rows}',
      '@want every {parent} that uses no fewer than {n} {category} in {rows}',
      'who of the {parents} has {n} kinds of {category} or more in {rows}?',
      '@know which {parents} cover {n} {category} or more with their {rows}',
    ],
  ),
  link(
    'values-of-one-parent-only',
    'category',
    (s) =>
      s.only([s.raw('category')], {
        where: [notNull(s.raw('category'))],
        group: [s.raw('category')],
        having: eq(countDistinct(s.raw('ref')), s.n(1, 3)),
      }),
    [
      'Which {category} is used in {rows} of exactly {n} different {parents}?',
      '{category} of {rows} that occurs with precisely {n} distinct {parents}',
      '{category} values shared by {n} {parents}, no more no less, in {rows}',
      '@show each {category} found with {n} different {parents} in the {rows}',
      '@find {category} entries of {rows} whose number of distinct {parents} is {n}',
      '@want every {category} that {n} {parents} and no others have in {rows}',
      'what {category} do just {n} {parents} have in their {rows}?',
      '@know which {category} belongs to {rows} of {n} different {parents} exactly',
    ],
  ),
];
