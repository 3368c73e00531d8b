import { intentsOf } from '../intent.js';
import {
  avg,
  column,
  countAll,
  derived,
  eq,
  gt,
  lt,
  minus,
  monthOf,
  notNull,
  outside,
  subquery,
  sum,
  times,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('against the average', 'rows');
const link = intentsOf('against the average', 'link');
const average = (s: Scene) => subquery(s.only([avg(s.raw('number'))]));

/** Above or below what is usual. */
export const thresholdIntents = [
  rows(
    'count-above-average',
    'number',
    (s) => s.only([countAll], { where: [gt(s.raw('number'), average(s))] }),
    [
      'How many {rows} have {number} above average?',
      '@n {rows} with more than average {number}',
      'count {rows} whose {number} exceeds the mean',
      '{rows} over the average {number}, how many?',
      '@know how many {rows} beat the average in {number}',
      '@please count the {rows} with {number} higher than the average of all',
      'how many {rows} are better than average by {number}?',
      '@want the number of {rows} above mean {number}',
    ],
  ),
  rows(
    'list-above-average',
    'number',
    (s) => s.only([s.raw('id'), s.f('number')], { where: [gt(s.raw('number'), average(s))] }),
    [
      'Which {rows} have {number} above average? {id} and {number}',
      '{id} and {number} of {rows} with more than average {number}',
      'list {rows} over the mean {number}: {id}, {number}',
      '@show {id} and {number} of above-average {rows} by {number}',
      '@find {rows} whose {number} is higher than the average ({id}, {number})',
      '@want {id} plus {number} for each {row} exceeding the mean {number}',
      'above average {rows} in {number}: {id} with value of {number}',
      '@please list the {rows} that beat the average {number}, {id} and {number}',
    ],
  ),
  rows(
    'list-below-average',
    'number',
    (s) => s.only([s.raw('id')], { where: [lt(s.raw('number'), average(s))] }),
    [
      'Which {rows} have {number} below average? {id}',
      '{id} of {rows} with less than average {number}',
      'list {rows} under the mean {number}: {id}',
      '@show {id} of below-average {rows} by {number}',
      '@find {rows} whose {number} is lower than the average ({id})',
      '@want the {id} of each {row} falling short of the mean {number}',
      'below average {rows} in {number}: {id}',
      '@please list {id} for {rows} that stay under the average {number}',
    ],
  ),
  rows(
    'over-times-average',
    'number',
    (s) =>
      s.only([s.raw('id')], { where: [gt(s.raw('number'), times(s.oneOf([2, 3]), average(s)))] }),
    [
      'Which {rows} have more than {n} times the average {number}? {id}',
      '{id} of {rows} with {number} over {n} times the mean',
      'outliers: {rows} above {n} x average {number}, {id}',
      '@show {id} for {rows} whose {number} is greater than {n} times the average',
      '@find {rows} exceeding {n} times the usual (average) {number}, {id} only',
      '@want the {id} of {rows} at more than {n} times average {number}',
      'list {id} of each {row} with {number} > {n} * average',
      '@please list the {rows} ({id}) beyond {n} times the mean {number}',
    ],
  ),
  rows(
    'above-own-category',
    'number category',
    (s) =>
      s.only([s.raw('id')], {
        where: [
          gt(
            s.raw('number'),
            subquery(
              s.only([avg(s.raw('number'))], {
                where: [eq(s.raw('category'), outside(s.raw('category')))],
              }),
            ),
          ),
        ],
      }),
    [
      'Which {rows} have {number} above the average of their own {category}? {id}',
      '{id} of {rows} that beat the mean {number} of their {category}',
      "{rows} over their {category}'s average {number}: {id}",
      '@show {id} of {rows} whose {number} is higher than the {category} average',
      '@find {rows} with more {number} than usual (average) in the same {category}, {id}',
      '@want the {id} of {rows} exceeding the average {number} within {category}',
      'above average inside the {category}: {id} of {rows} by {number}',
      '@please list {id} for the {rows} better in {number} than the mean of their {category}',
    ],
  ),
  link(
    'above-own-parent',
    'number',
    (s) =>
      s.joined([s.raw('pLabel'), s.raw('id')], {
        where: [
          gt(
            s.raw('number'),
            subquery(
              s.only([avg(s.raw('number'))], { where: [eq(s.raw('ref'), outside(s.raw('ref')))] }),
            ),
          ),
        ],
      }),
    [
      'Which {rows} have {number} above the average of the {rows} of their {parent}? {parent} and {id}',
      '{parent} and {id} of {rows} that beat the mean {number} of their {parent}',
      '{rows} over the average {number} of the same {parent}: {parent}, {id}',
      "@show {parent} and {id} for {rows} with {number} higher than that {parent}'s average",
      '@find {rows} with more {number} than usual (average) for their {parent}: {parent}, {id}',
      '@want {parent}, {id} of each {row} exceeding the average {number} of its {parent}',
      "above the {parent}'s own average in {number}: {parent} and {id} of {rows}",
      '@please list {parent} and {id} where {aRow} tops the mean {number} of the {parent}',
    ],
  ),
  link(
    'parents-above-average-count',
    '',
    (s) => {
      const counts = derived(s.only([s.raw('ref'), countAll], { group: [s.raw('ref')] }));
      return s.joined([s.raw('pLabel'), countAll], {
        group: s.perParent,
        having: gt(countAll, subquery(over([counts], [avg(column(1))]))),
      });
    },
    [
      'Which {parents} have more {rows} than the average {parent} with {rows}? With the count',
      '{parents} with an above average number of {rows} (average over {parents} having some), and the number',
      '{parents} beating the mean {row} count of {parents} that have {rows}, counts too',
      '@show {parents} and {rows} count where it exceeds the average of all {parents} with {rows}',
      'who of the {parents} has more {rows} than usual (mean over those with any)? number included',
      '@find {parents} whose number of {rows} is higher than average, leaving out {parents} without, with number',
      '@want {parent} and its {rows} if above the average count per {parent} having {rows}',
      '@know the {parents} with more {rows} than the average one that has some, and how many',
    ],
  ),
  link(
    'parents-above-average-total',
    'money',
    (s) => {
      const sums = derived(s.only([s.raw('ref'), sum(s.raw('money'))], { group: [s.raw('ref')] }));
      return s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: gt(sum(s.raw('money')), subquery(over([sums], [avg(column(1))]))),
      });
    },
    [
      'Which {parents} have a higher total {money} of {rows} than the average {parent} with {rows}?',
      '{parents} above the mean total {row} {money} per {parent} (those with {rows})',
      '{parents} whose summed {money} of {rows} beats the average sum among {parents} with {rows}',
      '@show {parents} with above average total {money} over their {rows}, average taken over {parents} having {rows}',
      'who of the {parents} brings more {money} through {rows} than the average one with {rows}?',
      '@find {parents} with total {row} {money} greater than the mean of such totals',
      '@want {parents} over the average {money} total of {rows} per {parent}',
      '@know which {parents} exceed the mean summed {money} of {rows} of {parents} that have any',
    ],
  ),
  rows(
    'categories-above-overall',
    'number category',
    (s) =>
      s.only([s.raw('category'), s.agg('avg', 'number')], {
        group: [s.raw('category')],
        having: gt(avg(s.raw('number')), average(s)),
      }),
    [
      'Which {category} has an average {number} of {rows} above the overall average? With the average',
      '{category} values whose mean {number} beats that of all {rows}, and it',
      '@show each {category} with average {number} of {rows} higher than the total average',
      'above-average {category}: mean {number} of {rows} over the overall mean, with value',
      '@find every {category} where {rows} average more {number} than {rows} do in general, plus average',
      '@want {category} and mean {number} if greater than the mean over all {rows}',
      '@please list {category} and average {number} of {rows} for those above the overall average',
      '@know in which {category} the {rows} do better than average on {number} (with their average)',
    ],
  ),
  rows(
    'months-above-average',
    'start',
    (s) => {
      const month = monthOf(s.f('start'));
      const counts = () => derived(s.only([month, countAll], { group: [month] }));
      return over([counts()], [column(0), column(1)], {
        where: [gt(column(1), subquery(over([counts()], [avg(column(1))])))],
      });
    },
    [
      'In which months were there more {rows} than in the average month with {rows}? Month and count',
      'above average months for {rows}, with counts (months without {rows} not averaged)',
      'months beating the mean monthly {row} count, and their count',
      '@show month and {rows} where it exceeds the average of the months that have {rows}',
      '@find months with an above average number of {rows} plus the number',
      '@want strong months: {rows} above the mean per month, with figures',
      '@please list the months (and {row} counts) over the monthly average of {rows}',
      '@know which months had more {rows} than usual (mean of months with {rows}) and how many',
    ],
  ),
  rows(
    'difference-to-average',
    'number category',
    (s) =>
      s.only(
        [
          s.raw('category'),
          minus(s.agg('avg', 'number'), subquery(s.only([s.agg('avg', 'number')]))),
        ],
        { group: [s.raw('category')] },
      ),
    [
      'By how much does the average {number} of {rows} of each {category} differ from the overall average?',
      '{category} and its mean {number} minus the overall mean, {rows}',
      'deviation of average {number} @per {category} from that of all {rows}',
      '@show {category} with average {number} of {rows} less the total average',
      'how far above or below the general average {number} are the {rows} of every {category}?',
      '@want {category} and (its average {number} - average over all {rows})',
      '@please compute the gap between {category} mean and overall mean in {number} of {rows}',
      '@know which {category} is better or worse than average in {number}, and by how much, {rows}',
    ],
  ),
  rows(
    'distance-to-average',
    'number',
    (s) =>
      s.only([s.raw('id'), minus(s.f('number'), subquery(s.only([s.agg('avg', 'number')])))], {
        where: [notNull(s.raw('number'))],
      }),
    [
      'How far is the {number} of each {row} from the average? {id} and difference, unknown {number} left out',
      '{id} and {number} minus average for {rows} with known {number}',
      'deviation from mean {number}, per {row} by {id}, where {number} is known',
      '@show {id} and the difference between {number} and its average for all {rows} that have one',
      'for every {row} with {number}: {id}, {number} less the mean',
      '@want {rows} by {id} with how much they are above or below average {number}, no empty ones',
      "@please subtract the average {number} from each {row}'s {number} ({id}, difference; skip missing)",
      '@know for each {row} ({id}) the gap to the average {number}, if it has one',
    ],
  ),
];
