import { intentsOf } from '../intent.js';
import { asc, avg, countAll, desc, lt, max, notNull, subquery, sum } from '../logical-pieces.js';

const rows = intentsOf('top n', 'rows');
const link = intentsOf('top n', 'link');

/** The first few by something. */
export const topIntents = [
  rows(
    'top-rows',
    'number',
    (s) =>
      s.only([s.raw('id'), s.f('number')], {
        where: [notNull(s.raw('number'))],
        order: [desc(s.raw('number'))],
        limit: s.n(2, 8),
      }),
    [
      'Which {n} {rows} have the highest {number}? {id} and {number}',
      'top {n} {rows} by {number}, with {id} and {number}',
      '{n} {rows} with most {number} ({id}, {number})',
      '@show the {n} largest {rows} by {number}: {id}, {number}',
      '@want {id} and {number} of the {n} {rows} leading in {number}',
      '@please rank {rows} by {number} and give the first {n} with {id} and {number}',
      'best {n} {rows} in terms of {number}, {id} plus value',
      '@can list the {n} {rows} that have the greatest {number}, {id} and {number}?',
    ],
  ),
  rows(
    'bottom-rows',
    'number',
    (s) =>
      s.only([s.raw('id')], {
        where: [notNull(s.raw('number'))],
        order: [asc(s.raw('number'))],
        limit: s.n(2, 8),
      }),
    [
      'Which {n} {rows} have the lowest known {number}? {id}',
      'bottom {n} {rows} by {number}, {id} only, unknown ones left out',
      '{id} of the {n} {rows} with the smallest {number} on record',
      '@show the {n} {rows} with least {number} ({id}), if {number} is known',
      '@want the {id} of {n} {rows} at the lower end of {number}, no empty ones',
      '@please list the {n} smallest {rows} by {number}: {id}, skipping missing values',
      '{n} worst {rows} in {number} (known), {id}',
      '@find {id} for the {n} {rows} whose {number} is lowest without being empty',
    ],
  ),
  rows(
    'top-in-value',
    'number category',
    (s) =>
      s.only([s.raw('id')], {
        where: [s.isValue('category')],
        order: [desc(s.raw('number'))],
        limit: s.n(2, 5),
      }),
    [
      'Of the {rows} with {category} {value}, which {n} have the highest {number}? {id}',
      'top {n} {rows} by {number} within {category} {value}, {id}',
      '{id} of the {n} {value} {rows} ({category}) with most {number}',
      '@show {id} of {n} {rows} leading in {number} where {category} is {value}',
      'best {n} by {number} among {rows} of {category} {value}: {id}',
      '@want the {n} largest {rows} by {number}, but only {category} {value}; {id}',
      '@please list the {id} of the {n} {rows} having {category} {value} with the greatest {number}',
      '@find the {n} {rows} with highest {number} and {category} = {value} ({id})',
    ],
  ),
  rows(
    'top-in-period',
    'start number',
    (s) =>
      s.only([s.raw('id'), s.f('number')], {
        where: [s.within()],
        order: [desc(s.raw('number'))],
        limit: s.n(2, 5),
      }),
    [
      'Which {n} {rows} {start} {when} have the highest {number}? {id} and {number}',
      'top {n} {rows} by {number} {when}: {id}, {number}',
      '{id} and {number} of the {n} biggest {rows} by {number} {start} {when}',
      '@show the {n} {rows} {when} with most {number} ({id}, {number})',
      'best {n} {rows} in {number}, {start} {when}, with {id} and {number}',
      '@want the {n} {rows} leading in {number} among those {start} {when}: {id} and {number}',
      '@please rank {rows} {start} {when} by {number}, first {n}, {id} plus {number}',
      '@know the {n} largest {rows} in {number} {when} ({id} and {number})',
    ],
  ),
  rows(
    'second-highest',
    'number',
    (s) =>
      s.only([s.agg('max', 'number')], {
        where: [lt(s.raw('number'), subquery(s.only([max(s.raw('number'))])))],
      }),
    [
      'What is the second highest {number} of {rows}?',
      'second largest value of {number} among {rows}',
      'runner-up {number} in {rows} (next below the maximum)',
      '@know the highest {number} of {rows} after the top one',
      '@show the second biggest {number} that {rows} have',
      '@find the {number} just below the maximum, {rows}',
      'largest {number} of {rows} that is not the largest of all',
      '@please give the number two in {number} of {rows}',
    ],
  ),
  rows(
    'most-common-value',
    'category',
    (s) =>
      s.only([s.raw('category')], {
        where: [notNull(s.raw('category'))],
        group: [s.raw('category')],
        order: [desc(countAll)],
        limit: 1,
      }),
    [
      'What is the most common {category} of {rows}?',
      'most frequent {category} among {rows}',
      'which {category} occurs most often in {rows}?',
      'top {category} by number of {rows}',
      '@know the usual {category} of {rows}, i.e. the most frequent one',
      '@show the {category} that most {rows} have',
      '@find the prevailing {category} in the {rows}',
      'mode of {category} over the {rows}',
    ],
  ),
  rows(
    'top-values-with-counts',
    'category',
    (s) =>
      s.only([s.raw('category'), countAll], {
        group: [s.raw('category')],
        order: [desc(countAll)],
        limit: s.n(2, 4),
      }),
    [
      'What are the {n} most frequent {category} values of {rows}, with counts?',
      'top {n} {category} by number of {rows}, with the number',
      'the {n} {category} entries having most {rows}, and how many',
      '@show {n} leading {category} values and their {row} counts',
      '@want the first {n} {category} by {rows}, count included',
      '@please list the {n} biggest {category} groups of {rows} with their size',
      'which {n} {category} hold the most {rows}? counts too',
      '@know the {n} commonest {category} in {rows} and how often each occurs',
    ],
  ),
  link(
    'top-parents-by-count',
    '',
    (s) =>
      s.joined([s.raw('pLabel'), countAll], {
        group: s.perParent,
        order: [desc(countAll)],
        limit: s.n(2, 5),
      }),
    [
      'Which {n} {parents} have the most {rows}, and how many?',
      'top {n} {parents} by number of {rows}',
      '{n} {parents} with most {rows}, counts included',
      '@show the {n} busiest {parents} by {rows} with the count',
      'leading {n} {parents} in {rows}',
      '@want the {n} {parents} that have the highest {row} count, with it',
      '@please rank {parents} by {rows} and give the first {n} with counts',
      '@know the {n} {parents} who have most {rows} and their numbers',
    ],
  ),
  link(
    'top-parents-by-money',
    'money',
    (s) =>
      s.joined([s.raw('pLabel'), s.agg('sum', 'money')], {
        group: s.perParent,
        order: [desc(sum(s.raw('money')))],
        limit: s.n(2, 6),
      }),
    [
      'Which {n} {parents} have the highest total {money} in {rows}? With the total',
      'top {n} {parents} by {row} {money}, with sum',
      '{n} biggest {parents} measured by {money} of their {rows}, amounts too',
      '@show the {n} {parents} with most {money} over their {rows} and how much',
      'leading {n} {parents} on summed {money} of {rows}',
      '@want {n} {parents} that bring the most {money} through {rows}, with the figure',
      '@please rank {parents} by total {money} of {rows}: first {n} and their totals',
      '@know our {n} best {parents} by {money} of {rows} and the sums',
    ],
  ),
  link(
    'top-parent-by-average',
    'measure',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        order: [desc(avg(s.raw('measure')))],
        limit: 1,
      }),
    [
      'Which {parent} has the highest average {measure} over its {rows}?',
      '{parent} with the best mean {measure} of {rows}',
      'top {parent} by average {measure} of its {rows}',
      '@show the {parent} whose {rows} have the greatest {measure} on average',
      'who of the {parents} leads in average {row} {measure}?',
      '@find the {parent} with the largest avg {measure} of {rows}',
      '@know for which {parent} the {rows} average highest in {measure}',
      'name the {parent} having maximum mean {measure} in {rows}',
    ],
  ),
  link(
    'fewest-children',
    '',
    (s) =>
      s.joined([s.raw('pLabel'), countAll], {
        group: s.perParent,
        order: [asc(countAll)],
        limit: 1,
      }),
    [
      'Which {parent} has the fewest {rows}, not counting those without any?',
      '{parent} with the least {rows} (at least one), and the count',
      'smallest {parent} by {rows} among {parents} having some, with the number',
      '@show the {parent} with the lowest nonzero number of {rows} and it',
      '@find the {parent} that has {rows} but the fewest of all, with how many',
      'who of the {parents} with {rows} has least of them? count too',
      '@want the {parent} at the bottom by {rows}, zero excluded, plus count',
      '@know which {parent} has the smallest number of {rows}, one or more',
    ],
  ),
  link(
    'top-parents-by-flagged',
    'flag',
    (s) =>
      s.joined([s.raw('pLabel'), countAll], {
        where: [s.yes()],
        group: s.perParent,
        order: [desc(countAll)],
        limit: s.n(2, 4),
      }),
    [
      'Which {n} {parents} have the most {flag} {rows}, and how many?',
      'top {n} {parents} by {flag} {rows}, with counts',
      '{n} {parents} with most {rows} that are {flag}',
      '@show the {n} {parents} leading in {flag} {rows} plus the number',
      'where are most {flag} {rows}? first {n} {parents} with counts',
      '@want the {n} {parents} having the highest count of {flag} {rows}',
      '@please rank {parents} by number of {flag} {rows}; top {n} with figures',
      '@know the {n} {parents} responsible for most {flag} {rows} and how many',
    ],
  ),
];
