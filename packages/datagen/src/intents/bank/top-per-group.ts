import { intentsOf } from '../intent.js';
import {
  asc,
  call,
  column,
  countAll,
  derived,
  desc,
  eq,
  le,
  monthOf,
  notNull,
  sum,
  windowed,
} from '../logical-pieces.js';
import { over } from '../scene.js';

const rows = intentsOf('top per group', 'rows');
const link = intentsOf('top per group', 'link');

/** The best in each group. */
export const topPerGroupIntents = [
  rows(
    'best-row-per-category',
    'category number',
    (s) => {
      const place = windowed('rank', { by: [s.raw('category')], order: [desc(s.raw('number'))] });
      return over(
        [
          derived(
            s.only([s.raw('category'), s.raw('id'), s.f('number'), place], {
              where: [notNull(s.raw('number'))],
            }),
          ),
        ],
        [column(0), column(1), column(2)],
        { where: [eq(column(3), 1)] },
      );
    },
    [
      'Which {row} has the highest {number} in each {category}? {category}, {id} and {number}',
      'top {row} by {number} @per {category}: {category}, {id}, {number}',
      'winner in {number} for every {category} with {id} and {number}, {rows}',
      '@show for each {category} the {id} and {number} of the {row} with most {number}',
      'best {row} of each {category} measured by {number} ({category}, {id}, {number})',
      '@want the leading {row} by {number} in every {category}: {category}, {id}, {number}',
      '@please pick the largest {row} by {number} per {category}; {category}, {id} and {number}',
      '@know who is on top in {number} within each {category} of {rows}: {category}, {id}, {number}',
    ],
  ),
  rows(
    'worst-row-per-category',
    'category number',
    (s) => {
      const place = windowed('rank', { by: [s.raw('category')], order: [asc(s.raw('number'))] });
      return over(
        [
          derived(
            s.only([s.raw('category'), s.raw('id'), place], { where: [notNull(s.raw('number'))] }),
          ),
        ],
        [column(0), column(1)],
        { where: [eq(column(2), 1)] },
      );
    },
    [
      'Which {row} has the lowest known {number} in each {category}? {category} and {id}',
      'bottom {row} by {number} @per {category}: {category}, {id}, unknown {number} ignored',
      'smallest {number} of every {category}: which {row}? {category} with {id}, empty ones aside',
      '@show for each {category} the {id} of the {row} with least {number}, where known',
      'weakest {row} of each {category} in {number} ({category}, {id}), missing values left out',
      '@want the {row} at the bottom by known {number} in every {category}: {category}, {id}',
      '@please pick the {row} with minimum {number} per {category}; {category} and {id}',
      '@know which {row} has the smallest {number} within its {category}: {category}, {id}',
    ],
  ),
  link(
    'top-rows-per-parent',
    'money',
    (s) => {
      const place = windowed('rank', { by: [s.raw('pKey')], order: [desc(s.raw('money'))] });
      return over(
        [derived(s.joined([s.raw('pLabel'), s.raw('id'), s.f('money'), place]))],
        [column(0), column(1), column(2)],
        { where: [le(column(3), s.n(2, 3))] },
      );
    },
    [
      'What are the {n} largest {rows} by {money} of each {parent}? {parent}, {id}, {money}',
      'top {n} {rows} by {money} @per {parent}, with {id} and {money}',
      '{n} dearest {rows} for every {parent}: {parent}, {id}, {money}',
      '@show for each {parent} the {id} and {money} of its {n} biggest {rows} by {money}',
      '@want the first {n} {rows} of every {parent} ranked on {money}: {parent}, {id} and {money}',
      '@please list {parent}, {id}, {money} of the {n} {rows} with most {money} within each {parent}',
      'highest {n} {money} {rows} inside each {parent} ({parent}, {id}, {money})',
      '@know the {n} top {rows} in {money} of all {parents}, {id} and {money} included',
    ],
  ),
  link(
    'top-parent-per-group',
    'p:category',
    (s) => {
      const counts = derived(
        s.joined(
          [
            s.raw('pCategory'),
            s.raw('pLabel'),
            countAll,
            windowed('rank', { by: [s.raw('pCategory')], order: [desc(countAll)] }),
          ],
          { group: [...s.perParent, s.raw('pCategory')] },
        ),
      );
      return over([counts], [column(0), column(1), column(2)], { where: [eq(column(3), 1)] });
    },
    [
      'In each {pCategory}, which {parent} has the most {rows}? {pCategory}, {parent}, count',
      'leading {parent} by {rows} @per {pCategory}, with the count',
      '{parent} with most {rows} within every {pCategory} and how many',
      '@show for each {pCategory} the {parent} having the highest number of {rows}, plus that number',
      'busiest {parent} of each {pCategory} in terms of {rows}: {pCategory}, {parent}, count',
      '@want the top {parent} per {pCategory} by {row} count, count included',
      '@please find for every {pCategory} the {parent} with the largest number of {rows} (and the number)',
      '@know which {parent} is number one in {rows} in its {pCategory}, with counts',
    ],
  ),
  link(
    'usual-value-per-parent',
    'category',
    (s) => {
      const counts = derived(
        s.joined(
          [
            s.raw('pLabel'),
            s.raw('category'),
            windowed('rank', { by: [s.raw('pKey')], order: [desc(countAll)] }),
          ],
          { where: [notNull(s.raw('category'))], group: [...s.perParent, s.raw('category')] },
        ),
      );
      return over([counts], [column(0), column(1)], { where: [eq(column(2), 1)] });
    },
    [
      'What is the most frequent {category} among the {rows} of each {parent}? All of them if tied',
      'most common {category} of {rows} @per {parent}, ties included',
      '{parents} with the {category} that occurs most in their {rows} (several when equal)',
      '@show {parent} and its usual {category}, the one most {rows} have, ties too',
      'favourite {category} by {parent}, going by number of {rows}, ties kept',
      '@want for every {parent} the top {category} of its {rows}, more than one if they tie',
      '@please determine which {category} dominates the {rows} of each {parent}, listing ties',
      '@know the prevailing {category} in the {rows} of all {parents} (ties all shown)',
    ],
  ),
  rows(
    'busiest-month-per-year',
    'start',
    (s) => {
      const [year, month] = [call('year', s.f('start')), monthOf(s.f('start'))];
      const counts = derived(
        s.only([year, month, countAll, windowed('rank', { by: [year], order: [desc(countAll)] })], {
          group: [year, month],
        }),
      );
      return over([counts], [column(1), column(2)], { where: [eq(column(3), 1)] });
    },
    [
      'Which month of each year had the most {rows}, and how many? Ties included',
      'busiest month of every year for {rows} with count (all if tied)',
      'peak month per year by {rows}, ties kept, with the number',
      '@show for each year the month with most {rows} and its count, ties too',
      'record month of {rows} year by year (month, count, ties listed)',
      '@want the strongest month for {rows} in every single year with the count; ties all',
      '@please pick the top month by {rows} per year with its count, keeping ties',
      '@know in which month {rows} peaked each year and at what number (ties shown)',
    ],
  ),
  rows(
    'best-category-per-year',
    'start category money',
    (s) => {
      const year = call('year', s.f('start'));
      const sums = derived(
        s.only(
          [
            year,
            s.raw('category'),
            s.agg('sum', 'money'),
            windowed('rank', { by: [year], order: [desc(sum(s.raw('money')))] }),
          ],
          { group: [year, s.raw('category')] },
        ),
      );
      return over([sums], [column(0), column(1), column(2)], { where: [eq(column(3), 1)] });
    },
    [
      'Which {category} had the highest total {money} of {rows} in each year? Year, {category}, total',
      'top {category} by {row} {money} per year, with the total',
      'leading {category} of every year in summed {money} over {rows}',
      '@show year, best {category} and its total {money} of {rows}',
      'year by year winner among {category} on {money} of {rows}',
      '@want for each year the {category} bringing most {money} through {rows} and how much',
      '@please find the {category} with the largest sum of {money} of {rows}, one per year, with the sum',
      '@know which {category} was number one in {row} {money} each year (and the amount)',
    ],
  ),
  link(
    'best-value-per-parent',
    'category money',
    (s) => {
      const sums = derived(
        s.joined(
          [
            s.raw('pLabel'),
            s.raw('category'),
            s.agg('sum', 'money'),
            windowed('rank', { by: [s.raw('pKey')], order: [desc(sum(s.raw('money')))] }),
          ],
          { group: [...s.perParent, s.raw('category')] },
        ),
      );
      return over([sums], [column(0), column(1), column(2)], { where: [eq(column(3), 1)] });
    },
    [
      'For each {parent}, which {category} of its {rows} adds up to the most {money}? With the total',
      'top {category} by {row} {money} @per {parent}, total included',
      '{parents} with their best {category} in summed {money} of {rows}',
      '@show {parent}, the {category} with the highest {money} of its {rows}, and that {money}',
      'what {category} earns most {money} in the {rows} of every {parent}? amount too',
      '@want per {parent} the leading {category} on total {money} of {rows}, and the sum',
      '@please find the strongest {category} by {money} within the {rows} of each {parent}, with figure',
      '@know in which {category} the {rows} of each {parent} bring the largest {money} (and how much)',
    ],
  ),
  rows(
    'second-per-category',
    'category number',
    (s) => {
      const place = windowed('dense_rank', {
        by: [s.raw('category')],
        order: [desc(s.raw('number'))],
      });
      return over(
        [
          derived(
            s.only([s.raw('category'), s.raw('id'), s.f('number'), place], {
              where: [notNull(s.raw('number'))],
            }),
          ),
        ],
        [column(0), column(1), column(2)],
        { where: [eq(column(3), 2)] },
      );
    },
    [
      'Which {row} has the second highest {number} in each {category}? {category}, {id}, {number}',
      'runner-up by {number} @per {category}: {category}, {id}, {number} of {rows}',
      'second place in {number} for every {category}, {rows} with {id} and {number}',
      '@show for each {category} the {id} and {number} of the {row} ranked second in {number}',
      'number two {row} of each {category} by {number} ({category}, {id}, {number})',
      '@want the second largest {number} within every {category} and whose it is: {category}, {id}, {number} of {rows}',
      '@please pick the {row} coming second in {number} per {category}; {category}, {id}, {number}',
      '@know which {row} is runner-up on {number} inside each {category} ({category}, {id}, {number})',
    ],
  ),
  link(
    'dearest-amount-per-parent',
    'money',
    (s) => s.joined([s.raw('pLabel'), s.agg('max', 'money')], { group: s.perParent }),
    [
      'What is the highest {money} of {aRow} for each {parent}?',
      'max {row} {money} @per {parent}',
      '{parents} and the largest {money} among their {rows}',
      '@show {parent} with the top {money} of its {rows}',
      'biggest single {row} {money} by {parent}',
      '@want every {parent} with the maximum {money} that one of its {rows} has',
      '@please give the peak {money} of {rows} for each {parent}',
      '@know the most {money} {aRow} of each {parent} ever had',
    ],
  ),
];
