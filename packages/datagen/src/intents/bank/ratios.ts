import { intentsOf } from '../intent.js';
import {
  call,
  countAll,
  countDistinct,
  countIf,
  desc,
  gt,
  ratio,
  subquery,
} from '../logical-pieces.js';

const rows = intentsOf('ratios', 'rows');
const link = intentsOf('ratios', 'link');
const siblings = intentsOf('ratios', 'siblings');

/** One number for each of another. */
export const ratioIntents = [
  rows(
    'money-per-unit',
    'money measure',
    (s) => s.only([ratio(s.agg('sum', 'money'), s.agg('sum', 'measure'))]),
    [
      'What is the total {money} of {rows} divided by their total {measure}?',
      '{money} per unit of {measure}, over all {rows}',
      'ratio of summed {money} to summed {measure} of {rows}',
      'how much {money} for each {measure} do the {rows} make, sum over sum?',
      '@know total {money} over total {measure} for {rows}',
      '@please divide the sum of {money} by the sum of {measure} across {rows}',
      '@show {money} by {measure} for the {rows} as a whole (total / total)',
      'overall {money}-to-{measure} ratio of {rows}',
    ],
  ),
  rows(
    'money-per-unit-by-category',
    'money measure category',
    (s) =>
      s.only([s.raw('category'), ratio(s.agg('sum', 'money'), s.agg('sum', 'measure'))], {
        group: [s.raw('category')],
      }),
    [
      'For each {category}: total {money} of {rows} divided by total {measure}',
      '{money} per {measure} of {rows}, by {category} (sums)',
      'ratio of summed {money} to summed {measure} @per {category} over {rows}',
      '@show {category} and total {money} over total {measure} of its {rows}',
      'how much {money} per {measure} do {rows} have in every {category}, sum over sum?',
      '@want {category} with sum of {money} / sum of {measure} for {rows}',
      '@please divide total {money} by total {measure} of {rows}, separately for every {category}',
      '@know the {money}-to-{measure} ratio of {rows} per {category}, from the totals',
    ],
  ),
  rows(
    'measure-ratio-per-row',
    'measures',
    (s) =>
      s.only([s.raw('id'), ratio(s.raw('measure'), s.raw('measureB'))], {
        where: [gt(s.raw('measureB'), 0)],
      }),
    [
      '{measure} divided by {measureB} for each {row} with {measureB} above 0, with {id}',
      'ratio of {measure} to {measureB} per {row} ({id}), where {measureB} is positive',
      '@show {id} and {measure} / {measureB} of the {rows} having {measureB} over zero',
      'for every {row} with positive {measureB}: {id}, {measure} by {measureB}',
      'how much {measure} per {measureB} has each {row}? {id} too, {measureB} > 0 only',
      '@want {id} plus {measure} over {measureB} for all {rows} whose {measureB} is more than 0',
      '@please compute {measure} per {measureB} row by row for {rows}, {id} first, skip {measureB} of 0 or less',
      'list {rows} by {id} with their {measure}:{measureB} ratio ({measureB} greater than zero)',
    ],
  ),
  rows(
    'best-measure-ratio',
    'measures',
    (s) => {
      const value = ratio(s.raw('measure'), s.raw('measureB'));
      return s.only([s.raw('id')], {
        where: [gt(s.raw('measureB'), 0)],
        order: [desc(value)],
        limit: 1,
      });
    },
    [
      'Which {row} has the highest {measure} in relation to its {measureB} (above 0)? {id}',
      '{id} of the {row} with the best {measure} per {measureB}, {measureB} positive',
      'top {row} by {measure} divided by {measureB}, {id} only, {measureB} over 0',
      '@find the {row} whose {measure} to {measureB} ratio is largest ({measureB} > 0), {id}',
      '@show {id} of the {row} with most {measure} for each {measureB}, ignoring {measureB} of zero or below',
      '@know which {row} gets the most {measure} out of its {measureB} ({measureB} > 0): {id}',
      'max {measure}/{measureB}: which of the {rows}? {id}, {measureB} greater than 0',
      '@please name the {row} ({id}) leading in {measure} per {measureB} where {measureB} exceeds 0',
    ],
  ),
  link(
    'children-per-parent-with-none',
    '',
    (s) => s.parents([ratio(subquery(s.only([countAll])), countAll)]),
    [
      'How many {rows} are there per {parent} on average, {parents} without any included?',
      'average {rows} per {parent}, counting {parents} with none',
      'number of {rows} divided by number of {parents}',
      'ratio of {rows} to {parents}',
      '@know how many {rows} fall on one {parent} on average, over all {parents}',
      '@please divide the count of {rows} by the count of {parents}',
      'mean {row} count over all {parents}, empty ones as 0',
      '@show {rows} per {parent}, every {parent} counted',
    ],
  ),
  link(
    'children-per-active-parent',
    '',
    (s) => s.only([ratio(countAll, countDistinct(s.raw('ref')))]),
    [
      'How many {rows} does {aParent} with {rows} have on average?',
      'average {rows} per {parent} among {parents} that have some',
      'mean number of {rows} of {parents} having at least one {row}',
      '{rows} per active {parent} (one with {rows})',
      '@know the average {row} count of {parents} that have {rows}',
      '@please compute {rows} per {parent}, leaving out {parents} without {rows}',
      'avg {rows} for each {parent} that occurs in them',
      '@show number of {rows} divided by number of different {parents} in them',
    ],
  ),
  rows(
    'value-to-value',
    'category',
    (s) =>
      s.only([
        ratio(
          countIf(s.isValue('category')),
          call('nullif', countIf(s.isValue('category', 'valueB')), 0),
        ),
      ]),
    [
      'What is the ratio of {rows} with {category} {value} to those with {valueB}?',
      '{value} to {valueB} ratio of {rows} ({category})',
      'number of {value} {rows} divided by number of {valueB} {rows}, {category}',
      'how many {rows} of {category} {value} are there for each one of {valueB}?',
      '@know how {value} relates to {valueB} in number of {rows} by {category} (quotient)',
      '@please divide the {row} count of {category} {value} by that of {valueB}',
      'quotient {value}/{valueB} in {category} of {rows}',
      '@show {rows} with {category} {value} per {row} with {category} {valueB}',
    ],
  ),
  rows(
    'flag-to-rest',
    'flag',
    (s) => s.only([ratio(countIf(s.yes()), call('nullif', countIf(s.no()), 0))]),
    [
      'What is the ratio of {flag} {rows} to {rows} that are not {flag}?',
      '{flag} versus not {flag} {rows} as a ratio',
      'how many {flag} {rows} are there for every not {flag} one?',
      'number of {flag} {rows} divided by the number of the other {rows}',
      '@know the quotient of {flag} to not {flag} {rows}',
      '@please divide {flag} {rows} by not {flag} {rows}',
      '{flag} {rows} per non-{flag} {row}',
      '@show the ratio {flag} : not {flag} among {rows}',
    ],
  ),
  rows(
    'rows-per-active-day',
    'start',
    (s) =>
      s.only([ratio(countAll, countDistinct(call('date', s.f('start'))))], { where: [s.within()] }),
    [
      'How many {rows} per day were {start} {when}, on days that had any?',
      'average {rows} per active day {when}',
      '{rows} {when} divided by the number of different days on which they were {start}',
      'mean daily {rows} {when}, only counting days with {rows}',
      '@know the average number of {rows} on a day with {rows} {when}',
      '@please compute {rows} per day {when} (days without {rows} left out)',
      'daily average of {rows} {start} {when} over days that have some',
      '@show {rows} per day with {rows}, {when}',
    ],
  ),
  link(
    'children-per-parent-measure',
    'p:measure',
    (s) =>
      s.joined([s.raw('pLabel'), ratio(countAll, s.raw('pMeasure'))], {
        where: [gt(s.raw('pMeasure'), 0)],
        group: [...s.perParent, s.raw('pMeasure')],
      }),
    [
      'For each {parent} with {pMeasure} above 0: its number of {rows} divided by its {pMeasure}',
      '{rows} per {pMeasure} for every {parent} ({pMeasure} > 0)',
      'number of {rows} in relation to {pMeasure}, by {parent}, {pMeasure} positive',
      '@show {parent} and {rows} per unit of {pMeasure} where {pMeasure} is over 0',
      '@want {parents} with {row} count over {pMeasure}, {pMeasure} greater than zero',
      '@please divide the {row} count of each {parent} by its {pMeasure}, skipping {pMeasure} of 0 or below',
      'how many {rows} does each {parent} have for each {pMeasure} ({pMeasure} above zero)',
      '@know the ratio of {rows} to {pMeasure} @per {parent}, only {pMeasure} > 0',
    ],
  ),
  siblings(
    'children-to-other-children',
    '',
    (s) =>
      s.parents([
        s.raw('pLabel'),
        ratio(
          subquery(s.children([], countAll)),
          call('nullif', subquery(s.otherChildren([], countAll)), 0),
        ),
      ]),
    [
      'For each {parent}, what is the ratio of {rows} to {others}?',
      '{rows} per {other} for every {parent}, nothing where there are no {others}',
      'number of {rows} divided by number of {others}, by {parent}',
      '@show {parents} with {rows} over {others} (empty without {others})',
      'how many {rows} does each {parent} have for one {other}?',
      '@want {parent} and the quotient of its {row} and {other} counts',
      '@please divide the {rows} of each {parent} by its {others}',
      '@know the {row} to {other} ratio of all {parents}',
    ],
  ),
  rows(
    'largest-to-average',
    'number',
    (s) => s.only([ratio(s.agg('max', 'number'), s.agg('avg', 'number'))]),
    [
      'How many times the average is the highest {number} of {rows}?',
      'max {number} divided by average {number}, {rows}',
      'ratio of the largest to the mean {number} among {rows}',
      '@know by what factor the top {number} exceeds the average one in {rows}',
      'highest {number} over mean {number} for {rows}',
      '@please divide the maximum {number} by the average {number} of {rows}',
      '@show how the peak {number} of {rows} compares with the average, as a factor',
      'peak-to-average of {number} in {rows}',
    ],
  ),
];
