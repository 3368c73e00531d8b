import { intentsOf } from '../intent.js';
import { call, countAll, eq, gt, ratio, sum, times } from '../logical-pieces.js';

const rows = intentsOf('money', 'rows');
const link = intentsOf('money', 'link');

/** Amounts in whole units, however they are stored. */
export const moneyIntents = [
  rows('total-money', 'money', (s) => s.only([s.agg('sum', 'money')]), [
    'What is the total {money} of all {rows}?',
    'total {money}, {rows}',
    'sum of the {money} over every {row}',
    'how much {money} do the {rows} come to altogether?',
    '@know what all {rows} add up to in {money}',
    '@please add up the {money} of the {rows}',
    '@show the overall {money} of {rows}',
    'grand total of {row} {money}',
  ]),
  rows('highest-money', 'money', (s) => s.only([s.agg('max', 'money')]), [
    'What is the highest {money} of any {row}?',
    'max {money} among {rows}',
    'largest {row} {money}',
    'how much is the biggest {money} in the {rows}?',
    '@know the top {money} that {aRow} ever had',
    '@show the maximum {money} of {rows}',
    'peak {money} over all {rows}',
    '@please give the most {money} a single {row} has',
  ]),
  rows(
    'money-above',
    'money',
    (s) => s.only([countAll], { where: [s.is('money', '>', s.bound('money', 0.7))] }),
    [
      'How many {rows} have {money} above {bound}?',
      '@n {rows} with over {bound} {money}',
      'count {rows} whose {money} exceeds {bound}',
      '{rows} of more than {bound} {money}, how many?',
      '@know how many {rows} go beyond {bound} in {money}',
      '@please count the {rows} with {money} greater than {bound}',
      'how many {rows} are bigger than {bound} by {money}?',
      '@want the number of {rows} with {money} > {bound}',
    ],
  ),
  rows(
    'money-between',
    'money',
    (s) => {
      const [low, high] = [s.bound('money', 0.3), s.bound('money', 0.7, 'boundB')];
      return s.only([s.raw('id'), s.f('money')], {
        where: [s.is('money', '>=', low), s.is('money', '<=', high)],
      });
    },
    [
      'Which {rows} have {money} between {bound} and {boundB}? {id} and {money}',
      '{id} and {money} of {rows} from {bound} to {boundB} {money}',
      'list {rows} with {money} of at least {bound} and at most {boundB} ({id}, {money})',
      '@show {id} plus {money} for {rows} whose {money} lies in {bound} to {boundB}',
      '@find {rows} in the {money} range {bound}-{boundB}: {id}, {money}',
      '@want the {rows} with {money} >= {bound} and <= {boundB}, {id} and {money}',
      '{rows}: {id}, {money} where {money} is {bound} up to {boundB} inclusive',
      '@please list {id} and {money} of the {rows} not under {bound} nor over {boundB} in {money}',
    ],
  ),
  rows(
    'money-per-category',
    'money category',
    (s) => s.only([s.raw('category'), s.agg('sum', 'money')], { group: [s.raw('category')] }),
    [
      'Total {money} of {rows} by {category}',
      'sum of {money} @per {category}, {rows}',
      'How much {money} do the {rows} of each {category} come to?',
      '@show {category} and the summed {money} of its {rows}',
      'add up {row} {money} for every {category}',
      '@want {money} totals of {rows} broken down by {category}',
      '@please group {rows} by {category} and sum their {money}',
      '@know which {category} stands for how much {money} in {rows}',
    ],
  ),
  link(
    'money-per-parent',
    'money',
    (s) => s.joined([s.raw('pLabel'), s.agg('sum', 'money')], { group: s.perParent }),
    [
      'Total {money} of {rows} for each {parent}',
      'sum of {row} {money} by {parent}',
      'How much {money} does every {parent} have over all its {rows}?',
      '@show {parents} with the summed {money} of their {rows}',
      '{parent} and total {row} {money}',
      '@want {money} of {rows} added up per {parent}',
      '@please total the {money} of the {rows} of each {parent}',
      '@know what each {parent} amounts to in {money} through {rows}',
    ],
  ),
  link(
    'average-money-per-parent',
    'money',
    (s) => s.joined([s.raw('pLabel'), s.agg('avg', 'money')], { group: s.perParent }),
    [
      'Average {money} of {rows} for each {parent}',
      '@avg {row} {money} by {parent}',
      'How much {money} does {aRow} of each {parent} have on average?',
      '@show {parents} with the mean {money} of their {rows}',
      '{parent} and average {row} {money}',
      '@want the {money} of {rows} averaged per {parent}',
      '@please average the {money} over the {rows} of every {parent}',
      '@know the typical (mean) {money} of {rows} by {parent}',
    ],
  ),
  link(
    'money-of-one-parent',
    'money',
    (s) => s.joined([s.agg('sum', 'money')], { where: [eq(s.raw('pLabel'), s.name())] }),
    [
      'What is the total {money} of the {rows} of {parent} {name}?',
      '{name}: total {row} {money} for this {parent}',
      'how much {money} do the {rows} of the {parent} {name} add up to?',
      '@sum {money} of {rows} belonging to {parent} {name}',
      '@know the {money} of all {rows} of {parent} {name}',
      '@please add up {money} over the {rows} of the {parent} called {name}',
      '@show what {parent} {name} comes to in {money} of {rows}',
      '{parent} {name}, {money} of {rows} altogether',
    ],
  ),
  link(
    'parents-over-total',
    'money',
    (s) => {
      const bound = s.bound('money', 0.9);
      const cents = s.column('money').cents === true ? 100 : 1;
      return s.joined([s.raw('pLabel'), s.agg('sum', 'money')], {
        group: s.perParent,
        having: gt(sum(s.raw('money')), Math.round(bound * cents)),
      });
    },
    [
      'Which {parents} have {rows} of more than {bound} {money} in total? With the total',
      '{parents} whose {rows} add up to over {bound} {money}, and the sum',
      '{parents} above {bound} in total {row} {money}, with amounts',
      '@show {parents} and total {money} of {rows} where that exceeds {bound}',
      'who of the {parents} passed {bound} {money} over all {rows}? totals too',
      '@find {parents} with summed {money} of {rows} greater than {bound}, plus the sum',
      '@want {parent} and {row} {money} total, only above {bound}',
      '@know the {parents} worth more than {bound} in {money} of {rows} (and how much)',
    ],
  ),
  rows(
    'money-with-tax',
    'money',
    (s) => {
      const n = s.oneOf([5, 7, 10, 19, 20, 21, 25]);
      return s.only([ratio(times(s.agg('sum', 'money'), 100 + n), 100)]);
    },
    [
      'What would the total {money} of {rows} be with {n} percent tax added?',
      'total {row} {money} plus {n}%',
      'sum of {money} of {rows}, {n} percent on top',
      '@know the {money} of all {rows} including {n} % tax',
      'if {n} percent are added, what do the {rows} come to in {money}?',
      '@please add {n} percent to the total {money} of {rows}',
      '@show gross {money} of {rows} at {n} percent tax (total)',
      '{money} total of {rows} raised by {n}%',
    ],
  ),
  rows(
    'money-rounded',
    'money category',
    (s) =>
      s.only([s.raw('category'), call('round', s.agg('avg', 'money'), 2)], {
        group: [s.raw('category')],
      }),
    [
      'Average {money} of {rows} by {category}, rounded to two decimals',
      'mean {row} {money} @per {category}, 2 decimal places',
      '{category} and average {money} of {rows} rounded to cents',
      '@show the avg {money} of {rows} for each {category}, rounded to 2 digits',
      'how much {money} on average do {rows} of each {category} have? two decimals',
      '@want average {money} per {category} of {rows} with two digits after the point',
      '@please round the mean {money} of {rows} by {category} to two places',
      '@know typical {money} of {rows} @per {category} (mean, 2 decimals)',
    ],
  ),
  rows(
    'money-of-flagged',
    'money flag start',
    (s) => s.only([s.agg('avg', 'money')], { where: [s.yes(), s.inYear(s.year())] }),
    [
      'What is the average {money} of {flag} {rows} {start} in {year}?',
      '@avg {money} of {rows} of {year} that are {flag}',
      'mean {money}, {flag} {rows}, {year}',
      'how much {money} did {flag} {rows} have on average in {year}?',
      '@know the average {money} for {rows} marked {flag} in {year}',
      '@please average {money} over the {flag} {rows} from {year}',
      '@show avg {money} of {flag} {rows}, only those {start} in {year}',
      '{year}: average {money} of {flag} {rows}',
    ],
  ),
];
