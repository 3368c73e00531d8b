import type { Condition } from '@momq/dialect';

import { intentsOf } from '../intent.js';
import { avg, countIf, either, eq, gt, lt, minus, ratio, sum, times } from '../logical-pieces.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('two groups compared', 'rows');
const link = intentsOf('two groups compared', 'link');

/** A conditional aggregate of a column in whole units. */
const part = (s: Scene, what: 'sum' | 'avg', name: string, when: Condition) => {
  const value = either(when, s.raw(name), ...(what === 'sum' ? [0] : []));
  const total = what === 'sum' ? sum(value) : avg(value);
  return s.column(name).cents === true ? ratio(total, 100) : total;
};

/** One group next to another. */
export const groupComparisonIntents = [
  rows(
    'counts-of-two-values',
    'category',
    (s) => s.only([countIf(s.isValue('category')), countIf(s.isValue('category', 'valueB'))]),
    [
      'How many {rows} have {category} {value} and how many {valueB}? Two columns',
      '{value} versus {valueB}: number of {rows} by {category}, side by side',
      '{rows} with {category} {value} next to {rows} with {valueB}, counts',
      '@show the {row} count of {category} {value} and that of {valueB} in one row',
      'compare {value} and {valueB} in number of {rows} ({category})',
      '@want two counts of {rows}: {category} {value}, {category} {valueB}',
      '@please put {value} {rows} against {valueB} {rows} ({category}), both counts',
      '@know how many {rows} there are of {category} {value} against {valueB}, in a line',
    ],
  ),
  rows(
    'averages-of-two-values',
    'category measure',
    (s) =>
      s.only([
        part(s, 'avg', 'measure', s.isValue('category')),
        part(s, 'avg', 'measure', s.isValue('category', 'valueB')),
      ]),
    [
      'What is the average {measure} of {rows} with {category} {value} and of those with {valueB}? Two columns',
      'mean {measure}: {value} {rows} versus {valueB} {rows} ({category})',
      'average {measure} of {category} {value} next to {valueB}, {rows}',
      '@show avg {measure} for {rows} of {category} {value} and of {valueB} in one row',
      'compare {value} and {valueB} ({category}) in average {measure} of {rows}',
      '@want two means of {measure}: {rows} with {category} {value}, {rows} with {valueB}',
      '@please put the average {measure} of {value} and {valueB} {rows} side by side, by {category}',
      '@know whether {rows} of {category} {value} or {valueB} have more {measure} on average (both)',
    ],
  ),
  rows(
    'totals-of-two-values',
    'category money',
    (s) =>
      s.only([
        part(s, 'sum', 'money', s.isValue('category')),
        part(s, 'sum', 'money', s.isValue('category', 'valueB')),
      ]),
    [
      'What is the total {money} of {rows} with {category} {value} and of those with {valueB}? Two columns',
      'sum of {money}: {value} {rows} versus {valueB} {rows} ({category})',
      'total {money} of {category} {value} next to {valueB}, {rows}',
      '@show summed {money} for {rows} of {category} {value} and of {valueB} in one row',
      'compare {value} and {valueB} ({category}) in total {money} of {rows}',
      '@want two totals of {money}: {rows} with {category} {value}, {rows} with {valueB}',
      '@please put the {money} totals of {value} and {valueB} {rows} side by side, by {category}',
      '@know how {category} {value} compares with {valueB} in {money} of {rows} (both sums)',
    ],
  ),
  rows(
    'difference-of-averages',
    'category measure',
    (s) =>
      s.only([
        minus(
          part(s, 'avg', 'measure', s.isValue('category')),
          part(s, 'avg', 'measure', s.isValue('category', 'valueB')),
        ),
      ]),
    [
      'By how much does the average {measure} of {rows} with {category} {value} exceed that of {valueB}?',
      'difference in mean {measure} between {value} and {valueB} {rows} ({category}), first minus second',
      'average {measure} of {category} {value} minus average of {valueB}, {rows}',
      '@show how much higher avg {measure} is for {value} than for {valueB} in {category} of {rows}',
      'gap in average {measure}: {rows} of {category} {value} less {rows} of {valueB}',
      '@want mean {measure} of {value} {rows} minus mean of {valueB} {rows}, by {category}',
      '@please subtract the average {measure} of {category} {valueB} from that of {value}, {rows}',
      '@know the lead of {value} over {valueB} ({category}) in average {measure} of {rows}',
    ],
  ),
  rows(
    'averages-flagged-and-rest',
    'flag measure',
    (s) => s.only([part(s, 'avg', 'measure', s.yes()), part(s, 'avg', 'measure', s.no())]),
    [
      'What is the average {measure} of {flag} {rows} and of the others? Two columns',
      'mean {measure}: {flag} {rows} versus not {flag} ones',
      'average {measure} of {flag} next to non-{flag} {rows}',
      '@show avg {measure} for {rows} that are {flag} and for those that are not, one row',
      'do {flag} {rows} have more {measure} on average than the rest? both means',
      '@want two averages of {measure}: {flag} {rows}, other {rows}',
      '@please put average {measure} of {flag} and not {flag} {rows} side by side',
      '@know how {flag} {rows} differ from the others in mean {measure}',
    ],
  ),
  rows(
    'flag-rate-of-two-values',
    'category flag',
    (s) => {
      const rate = (when: Condition) => avg(times(100, either(when, either(s.yes(), 1, 0))));
      return s.only([rate(s.isValue('category')), rate(s.isValue('category', 'valueB'))]);
    },
    [
      'What percentage is {flag} of {rows} with {category} {value}, and what of {valueB}? Two columns',
      '{flag} rate in percent: {value} versus {valueB} {rows} ({category})',
      'percent {flag} among {category} {value} {rows} next to {valueB}',
      '@show the {flag} percentage of {rows} for {category} {value} and {valueB} in one row',
      'compare {value} and {valueB} ({category}) by percentage of {flag} {rows}',
      '@want {flag} shares in percent of {rows}: {category} {value}, then {valueB}',
      '@please put the percent of {flag} {rows} for {value} and {valueB} side by side, by {category}',
      '@know if {value} or {valueB} in {category} has the higher {flag} percentage of {rows} (both)',
    ],
  ),
  link(
    'counts-of-two-parents',
    '',
    (s) =>
      s.joined([
        countIf(eq(s.raw('pLabel'), s.name())),
        countIf(eq(s.raw('pLabel'), s.name('nameB'))),
      ]),
    [
      'How many {rows} does {parent} {name} have and how many {nameB}? Two columns',
      '{name} versus {nameB}: number of {rows} of the two {parents}, side by side',
      '{rows} of {name} next to {rows} of {nameB}, counts ({parents})',
      '@show the {row} count of the {parents} {name} and {nameB} in one row',
      'compare the {parents} {name} and {nameB} in number of {rows}',
      '@want two counts of {rows}: {parent} {name}, {parent} {nameB}',
      '@please put {rows} of {name} against those of {nameB}, both {parents}',
      '@know how many {rows} {name} has against {nameB} ({parents}), in a line',
    ],
  ),
  link(
    'totals-of-two-parents',
    'money',
    (s) =>
      s.joined([
        part(s, 'sum', 'money', eq(s.raw('pLabel'), s.name())),
        part(s, 'sum', 'money', eq(s.raw('pLabel'), s.name('nameB'))),
      ]),
    [
      'What is the total {money} of {rows} of {parent} {name} and that of {nameB}? Two columns',
      '{name} versus {nameB}: total {money} of the {rows} of these {parents}',
      '{row} {money} of {name} next to that of {nameB}, summed ({parents})',
      '@show summed {money} of {rows} for the {parents} {name} and {nameB} in one row',
      'compare the {parents} {name} and {nameB} in {money} of {rows}',
      '@want two {money} totals of {rows}: {parent} {name}, {parent} {nameB}',
      '@please put the {money} of the {rows} of {name} beside that of {nameB}, totals ({parents})',
      '@know which of the {parents} {name} and {nameB} has more {money} in {rows} (both sums)',
    ],
  ),
  link(
    'more-of-one-value',
    'category',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: gt(countIf(s.isValue('category')), countIf(s.isValue('category', 'valueB'))),
      }),
    [
      'Which {parents} have more {rows} with {category} {value} than with {valueB}?',
      '{parents} where {value} beats {valueB} in {category} of {rows}',
      '{parents} with {category} {value} more often than {valueB} among {rows}',
      '@show {parents} whose {rows} have {value} more frequently than {valueB} as {category}',
      '@find {parents} having a majority of {value} over {valueB} ({category}) in {rows}',
      '@want every {parent} with {rows} of {category} {value} outnumbering {valueB}',
      'who of the {parents} leans to {value} rather than {valueB} ({category} of {rows})?',
      '@know for which {parents} {value} {rows} exceed {valueB} {rows} in {category}',
    ],
  ),
  link(
    'more-flagged-than-not',
    'flag',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: gt(countIf(s.yes()), countIf(s.no())),
      }),
    [
      'Which {parents} have more {flag} {rows} than others?',
      '{parents} with a majority of {flag} {rows}',
      '{parents} where {flag} {rows} outnumber those that are not',
      '@show {parents} whose {rows} are {flag} more often than not',
      '@find {parents} with {flag} {rows} in more than half of cases',
      '@want every {parent} having more {rows} {flag} than not {flag}',
      'for which {parents} is {flag} the rule rather than the exception in {rows}?',
      '@know which {parents} have mostly {flag} {rows}',
    ],
  ),
  rows(
    'larger-half',
    'measures',
    (s) =>
      s.only([
        countIf(gt(s.raw('measure'), s.raw('measureB'))),
        countIf(lt(s.raw('measure'), s.raw('measureB'))),
      ]),
    [
      'In how many {rows} is {measure} above {measureB}, and in how many below? Two columns',
      '{measure} versus {measureB} in {rows}: how often higher, how often lower',
      'count {rows} with {measure} greater than {measureB} and with {measure} smaller, side by side',
      '@show the number of {rows} where {measure} exceeds {measureB} next to those where it falls short',
      'compare {measure} with {measureB} row by row over {rows}: larger count, smaller count',
      '@want two counts of {rows}: {measure} > {measureB}, {measure} < {measureB}',
      '@please count how many {rows} have more {measure} than {measureB} and how many less',
      '@know whether {measure} or {measureB} is mostly the bigger one in {rows} (both counts)',
    ],
  ),
];
