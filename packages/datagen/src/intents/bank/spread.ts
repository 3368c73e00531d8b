import type { Expression } from '@momq/dialect';

import { intentsOf } from '../intent.js';
import {
  asc,
  avg,
  call,
  column,
  derived,
  desc,
  eq,
  ge,
  le,
  max,
  min,
  minus,
  notNull,
  plus,
  real,
  subquery,
  times,
  windowed,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('medians and spread', 'rows');
const link = intentsOf('medians and spread', 'link');

/** The middle values of a sorted column: one, or the two whose mean is the median. */
const median = (s: Scene, by: readonly Expression[], shown: readonly Expression[]) => {
  const sorted = derived(
    s.only(
      [
        ...shown,
        s.f('number'),
        windowed('row_number', { by, order: [asc(s.raw('number')), asc(s.raw('key'))] }),
        windowed('count', { of: s.raw('number'), by }),
      ],
      { where: [notNull(s.raw('number'))] },
    ),
  );
  const at = shown.length;
  const twice = times(2, column(at + 1));
  return over([sorted], [...shown.map((_, index) => column(index)), avg(column(at))], {
    where: [ge(twice, column(at + 2)), le(twice, plus(column(at + 2), 2))],
    ...(at > 0 && { group: shown.map((_, index) => column(index)) }),
  });
};
const raw = (s: Scene) => s.raw('number');

/** The middle of the values, and how far they lie apart. */
export const spreadIntents = [
  rows('median', 'number', (s) => median(s, [], []), [
    'What is the median {number} of {rows}?',
    'median {number}, {rows}',
    'middle value of {number} over the {rows}',
    'the {number} that half of the {rows} lie below (median)',
    '@know the median of {number} for {rows}',
    '@please compute median {number} over all {rows}',
    '@show what {number} the {row} in the middle has (the median)',
    'typical {number} of {rows} as a median',
  ]),
  rows(
    'median-per-category',
    'number category',
    (s) => median(s, [s.raw('category')], [s.raw('category')]),
    [
      'What is the median {number} of {rows} for each {category}?',
      'median {number} @per {category}, {rows}',
      'middle value of {number} of {rows} by {category}',
      '@show {category} with the median {number} of its {rows}',
      'medians instead of means: {number} of {rows} for every {category}',
      '@want the median of {number} within each {category} of {rows}',
      '@please compute median {number} by {category} over {rows}',
      '@know the typical (median) {number} of {rows} @per {category}',
    ],
  ),
  rows('range', 'number', (s) => s.only([minus(s.agg('max', 'number'), s.agg('min', 'number'))]), [
    'How far apart are the highest and the lowest {number} of {rows}?',
    'range of {number} among {rows} (max minus min)',
    'difference between largest and smallest {number} in {rows}',
    'spread of {number} over the {rows}: max - min',
    '@know how wide {number} ranges in {rows}, as one number',
    '@please subtract the minimum {number} from the maximum, {rows}',
    '@show max less min of {number} for all {rows}',
    'how big is the gap between top and bottom {number} of {rows}?',
  ]),
  rows(
    'low-mean-high',
    'number',
    (s) => s.only([s.agg('min', 'number'), s.agg('avg', 'number'), s.agg('max', 'number')]),
    [
      'What are the lowest, average and highest {number} of {rows}?',
      'min, mean and max {number} of {rows}',
      '{number} of {rows}: minimum, average, maximum',
      '@show smallest, mean and largest {number} over the {rows} in one row',
      'summary of {number} for {rows} (min, avg, max)',
      '@want minimum, average and maximum of {number} in {rows}',
      '@please give me the min/avg/max of {number} across {rows}',
      '@know the bounds and the mean of {number} in {rows}: low, average, high',
    ],
  ),
  rows(
    'low-and-high-per-category',
    'number category',
    (s) =>
      s.only([s.raw('category'), s.agg('min', 'number'), s.agg('max', 'number')], {
        group: [s.raw('category')],
      }),
    [
      'What are the lowest and highest {number} of {rows} in each {category}?',
      'min and max {number} @per {category}, {rows}',
      '{category} with smallest and largest {number} of its {rows}',
      '@show for every {category} the {number} range of {rows}: minimum, maximum',
      'from what to what does {number} go in each {category} of {rows}?',
      '@want {category}, lowest {number}, highest {number} over {rows}',
      '@please list each {category} with the minimum and maximum {number} of {rows}',
      '@know the {number} bounds of {rows} by {category}',
    ],
  ),
  rows(
    'standard-deviation',
    'number',
    (s) => {
      const mean = avg(real(s.f('number')));
      return s.only([
        call('sqrt', minus(avg(times(real(s.f('number')), s.f('number'))), times(mean, mean))),
      ]);
    },
    [
      'What is the standard deviation of {number} over the {rows} (population)?',
      'population standard deviation of {number}, {rows}',
      'std dev of {number} in {rows}, dividing by n',
      'how much does {number} scatter around its mean in {rows}? (population standard deviation)',
      '@know the population stdev of {number} for {rows}',
      '@please compute the standard deviation of {number} across all {rows} (whole population)',
      '@show the population standard deviation of {number} for the {rows}',
      'spread of {number} of {rows} as standard deviation (n, not n-1)',
    ],
  ),
  rows(
    'top-quarter',
    'number',
    (s) => {
      const ranked = derived(
        s.only(
          [
            s.raw('id'),
            windowed('row_number', { order: [desc(raw(s)), asc(s.raw('key'))] }),
            windowed('count', { of: s.raw('number') }),
          ],
          { where: [notNull(raw(s))] },
        ),
      );
      return over([ranked], [column(0)], { where: [le(times(4, column(1)), column(2))] });
    },
    [
      'Which {rows} are in the top 25 percent by {number}? {id}, only {rows} with {number}',
      'upper quarter of {rows} by {number}: {id} (unknown {number} left out)',
      '{id} of the best quarter of {rows} in {number}, where known',
      '@show {id} for the 25% of {rows} with the highest {number}, of those having one',
      '@find the top quartile of {rows} by {number} ({id}), ignoring blanks',
      '@want the {id} of {rows} among the first 25 percent in {number} (known values)',
      'leading quarter by {number}: {id} of {rows} that have {number}',
      '@please list {id} of the {rows} in the highest quarter of {number}, missing ones aside',
    ],
  ),
  rows(
    'closest-to-average',
    'number',
    (s) => {
      const gap = call('abs', minus(raw(s), subquery(s.only([avg(raw(s))]))));
      return s.only([s.raw('id')], { where: [notNull(raw(s))], order: [asc(gap)], limit: 1 });
    },
    [
      'Which {row} is closest to the average {number}? {id}',
      '{id} of the {row} with the most average {number}',
      'most typical {row}: {number} nearest to the mean, {id}',
      '@show the {id} of the {row} whose {number} differs least from the average',
      '@find the {row} with {number} nearest to the mean of all {rows} ({id})',
      '@want {id} of the most ordinary {row} in terms of {number} (nearest average)',
      'what {row} lies closest to mean {number}? {id} please',
      '@know which {row} comes nearest to the average {number}: {id}',
    ],
  ),
  rows(
    'bigger-than-n-others',
    'number',
    (s) => {
      const share = derived(
        s.only([s.raw('id'), s.f('number'), windowed('rank', { order: [asc(raw(s))] })], {
          where: [notNull(raw(s))],
        }),
      );
      return over([share], [column(0), column(1)], { where: [eq(column(2), s.n(3, 8))] });
    },
    [
      'Which {row} stands at place {n} counted from the lowest {number}? {id} and {number}',
      '{id} and {number} of the number {n} from below by {number}, {rows}',
      'rank {n} ascending in {number} among {rows}: {id}, {number} (unknown ones not ranked)',
      '@show the {row} ranked {n} by {number}, smallest first, with {id} and {number}',
      '@find which {row} is on position {n} from the bottom in {number}: {id}, {number}',
      '@want {id} plus {number} of the {row} in place {n} when {rows} go up by {number}',
      '{rows} sorted upwards by {number}: who is ranked {n}? {id} and {number}',
      '@know the {row} at rank {n} from the lowest {number} up ({id}, {number})',
    ],
  ),
  link(
    'range-per-parent',
    'number',
    (s) =>
      s.joined([s.raw('pLabel'), minus(s.agg('max', 'number'), s.agg('min', 'number'))], {
        group: s.perParent,
      }),
    [
      'How far apart are the highest and lowest {number} of the {rows} of each {parent}?',
      'range of {number} of {rows} @per {parent} (max minus min)',
      '{parents} with the difference of largest and smallest {number} in their {rows}',
      '@show {parent} and the spread (max - min) of {number} over its {rows}',
      'by how much does {number} of {rows} vary within every {parent}? max less min',
      '@want max minus min {number} of {rows} for all {parents}',
      '@please compute the {number} range of the {rows} of each {parent}',
      '@know how wide {number} of {rows} ranges per {parent}',
    ],
  ),
  link(
    'widest-range-parent',
    'number',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        order: [desc(minus(max(raw(s)), min(raw(s))))],
        limit: 1,
      }),
    [
      'Which {parent} has the widest range of {number} over its {rows}?',
      '{parent} with the biggest gap between highest and lowest {number} of {rows}',
      'most uneven {parent} by {number} of its {rows} (max minus min)',
      '@show the {parent} whose {rows} differ most in {number}, largest to smallest',
      '@find the {parent} with the greatest spread of {number} among {rows}',
      'for which {parent} do {rows} vary most in {number} (range)?',
      '@know the {parent} with the largest {number} range of {rows}',
      '@want the {parent} having maximum max-minus-min {number} over its {rows}',
    ],
  ),
];
