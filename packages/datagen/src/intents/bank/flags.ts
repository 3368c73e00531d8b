import type { Condition } from '@momq/dialect';

import { intentsOf } from '../intent.js';
import { countAll, either, exists, ge, notExists, or, ratio, sumIf } from '../logical-pieces.js';

const rows = intentsOf('flags', 'rows');
const link = intentsOf('flags', 'link');

/** Yes and no, however they are stored. */
export const flagIntents = [
  rows('count-flagged', 'flag', (s) => s.only([countAll], { where: [s.yes()] }), [
    'How many {flag} {rows} are there?',
    '@n {flag} {rows}',
    'count of {rows} that are {flag}',
    '{flag} {rows}, how many',
    '@know how many of the {rows} are {flag}',
    '@please count the {rows} marked as {flag}',
    'how many {rows} have the {flag} flag set?',
    '@want the number of {rows} with {flag} = yes',
  ]),
  rows('count-not-flagged', 'flag', (s) => s.only([countAll], { where: [s.no()] }), [
    'How many {rows} are not {flag}?',
    "@n {rows} that aren't {flag}",
    'count {rows} without the {flag} flag',
    'non-{flag} {rows}, how many',
    '@know how many {rows} are marked not {flag}',
    '@please count the {rows} where {flag} is no',
    'how many of the {rows} are anything but {flag}?',
    '@want the number of {rows} with {flag} switched off',
  ]),
  rows('list-flagged', 'flag', (s) => s.only([s.raw('id')], { where: [s.yes()] }), [
    'Which {rows} are {flag}? {id}',
    '{id} of {flag} {rows}',
    'list all {flag} {rows} ({id})',
    '@show the {id} of {rows} that are {flag}',
    '@find every {flag} {row}, {id} only',
    '@want the {id} of {rows} marked {flag}',
    '{rows} with {flag} set: {id}',
    '@can give me the {id} of the {flag} {rows}?',
  ]),
  rows('both-flags', 'flags', (s) => s.only([countAll], { where: [s.yes(), s.yes('flagB')] }), [
    'How many {rows} are both {flag} and {flagB}?',
    '@n {rows} that are {flag} as well as {flagB}',
    'count {flag} {rows} which are also {flagB}',
    '{flag} and {flagB} {rows}, how many?',
    '@know how many {rows} carry both flags, {flag} and {flagB}',
    '@please count {rows} with {flag} and {flagB} both yes',
    'overlap of {flag} and {flagB} among {rows}, count',
    '@want the number of {rows} being {flag} and at the same time {flagB}',
  ]),
  rows(
    'one-flag-not-other',
    'flags',
    (s) => s.only([s.raw('id')], { where: [s.yes(), s.no('flagB')] }),
    [
      'Which {rows} are {flag} but not {flagB}? {id}',
      "{id} of {flag} {rows} that aren't {flagB}",
      '{flag} and not {flagB}: {id} of {rows}',
      '@show {id} for {rows} which are {flag} without being {flagB}',
      '@find {flag} {rows} lacking {flagB} ({id})',
      '@want the {id} of all {rows} with {flag} yes and {flagB} no',
      'list {id} of {rows}, {flag} only, leaving out {flagB} ones',
      '@please give the {id} of {rows} that are {flag} yet not {flagB}',
    ],
  ),
  rows(
    'either-flag',
    'flags',
    (s) => s.only([countAll], { where: [or(s.yes(), s.yes('flagB'))] }),
    [
      'How many {rows} are {flag} or {flagB} (or both)?',
      '@n {rows} that are {flag}, {flagB} or both',
      'count {rows} with at least one of {flag} and {flagB}',
      '{rows} being {flag} and/or {flagB}, how many?',
      '@know how many {rows} have {flag} or {flagB} set',
      '@please count {rows} where {flag} or {flagB} is yes',
      'union of {flag} and {flagB} {rows}, count',
      '@want the number of {rows} that are either {flag} or {flagB}, both counted too',
    ],
  ),
  rows(
    'flag-crosstab',
    'flags',
    (s) =>
      s.only([s.raw('flag'), s.raw('flagB'), countAll], { group: [s.raw('flag'), s.raw('flagB')] }),
    [
      'How many {rows} are there for each combination of {flag} and {flagB}?',
      '{rows} by {flag} and {flagB}',
      'crosstab of {flag} against {flagB} for {rows}, as stored',
      '@show {flag}, {flagB} and count of {rows}',
      'count {rows} per pair of the flags {flag} and {flagB}',
      '@want every combination of {flag} and {flagB} with its number of {rows}',
      '@please group the {rows} by the two flags {flag} and {flagB}',
      '@know how {flag} and {flagB} go together in {rows}, with counts',
    ],
  ),
  rows(
    'flagged-by-category',
    'flag category',
    (s) => s.only([s.raw('category'), countAll], { where: [s.yes()], group: [s.raw('category')] }),
    [
      'How many {flag} {rows} does each {category} have?',
      '{flag} {rows} @per {category}',
      'number of {flag} {rows} by {category}',
      '@show {category} with the count of its {flag} {rows}',
      'where are {flag} {rows}, by {category}? counts please',
      '@want {flag} {row} counts for every {category}',
      '@please count the {rows} that are {flag} by {category}',
      '@know how the {flag} {rows} spread over {category}',
    ],
  ),
  rows(
    'labelled-flag',
    'flag',
    (s) => {
      const label = either(s.yes(), String(s.words.get('flag')), `not ${s.words.get('flag')}`);
      return s.only([label, countAll], { group: [label] });
    },
    [
      "How many {rows} are '{flag}' and how many 'not {flag}'? One labelled row each",
      "{rows} split into '{flag}' and 'not {flag}', with counts",
      "count of {rows} by flag in words: '{flag}' / 'not {flag}'",
      "@show '{flag}' and 'not {flag}' with the @n {rows}",
      "@want two lines, '{flag}' and 'not {flag}', and {row} counts",
      "@please label {rows} as '{flag}' or 'not {flag}' and count both",
      "group {rows} under the words '{flag}' and 'not {flag}'",
      "@know how many {rows} fall under '{flag}', how many under 'not {flag}', in words",
    ],
  ),
  rows(
    'money-flagged-and-rest',
    'flag money',
    (s) => {
      const part = (when: Condition) =>
        s.column('money').cents === true
          ? ratio(sumIf(when, s.raw('money')), 100)
          : sumIf(when, s.raw('money'));
      return s.only([part(s.yes()), part(s.no())]);
    },
    [
      'Total {money} of {flag} {rows} and of the others, in two columns',
      'sum of {money}: {flag} {rows} next to not {flag} ones',
      '{money} of {flag} vs other {rows} side by side, totals',
      '@show summed {money} for {flag} {rows} and for not {flag} {rows} in one line',
      'how much {money} do {flag} {rows} make and how much the rest? two columns',
      '@want two totals of {money}: {rows} that are {flag}, {rows} that are not',
      '@please put total {money} of {flag} and non-{flag} {rows} beside each other',
      '@know the {money} of {flag} {rows} against that of the remaining {rows}',
    ],
  ),
  link(
    'all-flagged',
    'flag',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [exists(s.children()), notExists(s.children([s.no()]))],
      }),
    [
      'Which {parents} have {rows} that are all {flag}?',
      '{parents} whose every {row} is {flag} (at least one {row})',
      '{parents} with {flag} {rows} only',
      '@show the {parents} where no {row} is not {flag} and there is at least one',
      'for which {parents} is each {row} {flag}?',
      '@find {parents} with nothing but {flag} {rows}',
      '@want {parents} having {rows}, all of them {flag}',
      '@know which {parents} have exclusively {flag} {rows}',
    ],
  ),
  link(
    'several-flagged',
    'flag',
    (s) =>
      s.joined([s.raw('pLabel')], {
        where: [s.yes()],
        group: s.perParent,
        having: ge(countAll, s.n(2, 4)),
      }),
    [
      'Which {parents} have at least {n} {flag} {rows}?',
      '{parents} with {n} or more {flag} {rows}',
      '{parents} having {n}+ {rows} that are {flag}',
      '@show the {parents} with a minimum of {n} {flag} {rows}',
      'who of the {parents} has no fewer than {n} {flag} {rows}?',
      '@find {parents} with {flag} {rows}, {n} at least',
      '@want every {parent} that reaches {n} {flag} {rows}',
      '@know which {parents} got {n} or more {flag} {rows}',
    ],
  ),
];
