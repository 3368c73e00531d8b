import { intentsOf } from '../intent.js';
import {
  avg,
  call,
  count,
  countAll,
  countIf,
  exists,
  isNull,
  notExists,
  percent,
} from '../logical-pieces.js';

const rows = intentsOf('missing values', 'rows');
const link = intentsOf('missing values', 'link');

/** What is not known. */
export const missingIntents = [
  rows('count-missing', 'gap', (s) => s.only([countAll], { where: [isNull(s.raw('gap'))] }), [
    'How many {rows} have no {gap}?',
    '@n {rows} without {gap}',
    '{rows} where the {gap} is unknown, count',
    'count of {rows} with {gap} missing',
    '@know for how many {rows} the {gap} was never filled in',
    '@please count the {rows} lacking {gap}',
    'how many {rows} have an empty {gap}?',
    '@want the number of {rows} with {gap} blank',
  ]),
  rows('list-missing', 'gap', (s) => s.only([s.raw('id')], { where: [isNull(s.raw('gap'))] }), [
    'Which {rows} have no {gap}? {id}',
    '{id} of {rows} whose {gap} is not known',
    'list {rows} lacking {gap} ({id})',
    '{rows} without {gap} on file, {id}',
    '@show the {id} of every {row} with an empty {gap}',
    '@find {rows} where {gap} is missing, {id} only',
    '@want the {id} of {rows} that still need {gap}',
    '@please list {id} for {rows} with no entry in {gap}',
  ]),
  rows('known-share', 'gap', (s) => s.only([percent(count(s.raw('gap')), countAll)]), [
    'For what percentage of {rows} is the {gap} known?',
    'percent of {rows} with {gap} on record',
    'fill rate of {gap} for {rows} in percent',
    'how complete is {gap}, in percent of {rows}?',
    '@know what percentage of {rows} have {gap} filled in',
    '@please compute the completeness in percent of {gap} over {rows}',
    '{rows} with {gap} as a percentage of all {rows}',
    '@show the percent of {rows} that do have {gap}',
  ]),
  rows(
    'missing-by-category',
    'category gap',
    (s) =>
      s.column('gap') === s.column('category')
        ? s.unfit('same column')
        : s.only([s.raw('category'), countIf(isNull(s.raw('gap')))], {
            group: [s.raw('category')],
          }),
    [
      'For each {category}, how many {rows} have no {gap}?',
      '{rows} without {gap} @per {category}, zeros included',
      'missing {gap} of {rows} by {category}, 0 where none',
      '@show {category} and the number of its {rows} lacking {gap}, also when it is 0',
      'where is {gap} missing? {category} and count of {rows}, zeros too',
      '@want count of {rows} with empty {gap} for every {category} (keep zeros)',
      '@please count missing {gap} per {category} of {rows}, zeros as well',
      '@know how many {rows} of each {category} have {gap} blank, even if 0',
    ],
  ),
  rows(
    'default-for-missing',
    'gap',
    (s) => {
      const text = s.column('gap').type === 'text';
      s.words.set('filler', text ? "'unknown'" : '0');
      return s.only([s.raw('id'), call('coalesce', s.raw('gap'), text ? 'unknown' : 0)]);
    },
    [
      'List {id} and {gap} of all {rows}, with {filler} where it is missing',
      '{id} and {gap} of {rows}, {filler} for unknown ones',
      '{rows}: {id}, {gap} or {filler}',
      '@show {gap} by {id} for every {row}, replacing empty by {filler}',
      '@want {id} and {gap} of {rows}; put {filler} if there is none',
      '@please list {rows} with {id} and {gap}, blanks shown as {filler}',
      'every {row} with {id} and {gap} ({filler} if not known)',
      '@know {id} and {gap} for all {rows}, {filler} standing for missing',
    ],
  ),
  rows(
    'average-counting-missing-as-zero',
    'gap',
    (s) => {
      if (s.column('gap').type === 'text') return s.unfit('no number');
      return s.only([avg(call('coalesce', s.raw('gap'), 0))]);
    },
    [
      'What is the average {gap} of {rows} if missing ones count as 0?',
      '@avg {gap} of {rows}, treating unknown as zero',
      'mean {gap} over all {rows} with blanks taken as 0',
      '@know the average {gap} of {rows}, empty values being 0',
      '@please average {gap} across {rows} and use 0 where it is missing',
      'average {gap}, {rows} without one as 0',
      '@show mean {gap} of every {row}, blank = 0',
      'avg of {gap} for {rows} including the missing as zeros',
    ],
  ),
  rows(
    'missing-in-period',
    'start gap',
    (s) => s.only([countAll], { where: [isNull(s.raw('gap')), s.within()] }),
    [
      'How many {rows} {start} {when} have no {gap}?',
      '@n {rows} {start} {when} without {gap}',
      '{rows} {when} lacking {gap}, count',
      'count {rows} {start} {when} where {gap} is missing',
      '@know for how many {rows} {start} {when} nobody filled in {gap}',
      '@please count the {rows} {start} {when} with an empty {gap}',
      'how many {rows} {start} {when} have {gap} blank?',
      '@want the number of {rows} {start} {when} with unknown {gap}',
    ],
  ),
  rows(
    'missing-and-known-counts',
    'gap',
    (s) => s.only([count(s.raw('gap')), countIf(isNull(s.raw('gap')))]),
    [
      'For how many {rows} is {gap} known and for how many is it missing? Two columns',
      '{gap} of {rows}: known and unknown counts side by side',
      'number of {rows} with {gap} and number without, one row',
      '@show {rows} having {gap} next to {rows} lacking it',
      '@want two counts: {rows} with {gap}, {rows} without {gap}',
      '@please count {rows} with and without {gap} in two columns',
      'filled versus empty {gap} among {rows}',
      '@know how many {rows} do and how many do not have {gap}, in one line',
    ],
  ),
  link(
    'parents-with-missing',
    'gap',
    (s) => s.parents([s.raw('pLabel')], { where: [exists(s.children([isNull(s.raw('gap'))]))] }),
    [
      'Which {parents} have {rows} without {gap}?',
      '{parents} with at least one {row} lacking {gap}',
      '{parents} where {gap} is missing in some {row}',
      '@show the {parents} that have {rows} with an empty {gap}',
      'for which {parents} is {gap} not known in all {rows}?',
      '@find {parents} having any {row} with {gap} blank',
      '@want every {parent} with {rows} that still need {gap}',
      '@know which {parents} have {rows} with unknown {gap}',
    ],
  ),
  link(
    'missing-per-parent',
    'gap',
    (s) =>
      s.joined([s.raw('pLabel'), countAll], { where: [isNull(s.raw('gap'))], group: s.perParent }),
    [
      'How many {rows} without {gap} does each {parent} have?',
      '{rows} lacking {gap} @per {parent}',
      '{parents} with the number of {rows} where {gap} is missing',
      '@show {parent} and count of its {rows} with no {gap}',
      'split {rows} with empty {gap} by {parent}',
      '@want for every {parent} the {rows} whose {gap} is unknown, counted',
      '@please count the {rows} with {gap} blank by {parent}',
      '@know whose {rows} lack {gap}: {parents} and counts',
    ],
  ),
  link(
    'complete-parents',
    'gap',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [exists(s.children()), notExists(s.children([isNull(s.raw('gap'))]))],
      }),
    [
      'Which {parents} have {gap} filled in for all their {rows}?',
      '{parents} with {rows} none of which lacks {gap}',
      '{parents} whose every {row} has {gap} (at least one {row})',
      '@show {parents} with complete {gap} over their {rows}',
      'for which {parents} with {rows} is no {gap} missing?',
      '@find {parents} having {rows}, all with known {gap}',
      '@want every {parent} with {rows} and no blank {gap} among them',
      '@know which {parents} have {gap} recorded on each of their {rows}',
    ],
  ),
];
