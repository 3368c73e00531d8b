import { intentsOf } from '../intent.js';
import { call, countAll, countIf, exists, percent } from '../logical-pieces.js';

const rows = intentsOf('soft deletes', 'rows');
const link = intentsOf('soft deletes', 'link');

/** Rows that are deleted without being gone. */
export const softDeleteIntents = [
  rows('count-alive', 'deleted', (s) => s.only([countAll], { where: [s.alive()] }), [
    'How many {rows} are there, not counting deleted ones?',
    '@n {rows} that have not been deleted',
    'live {rows} count (ignore deleted)',
    'count {rows}, leaving out the deleted',
    '@know how many {rows} still exist, deleted ones aside',
    '@please count the {rows} that were not deleted',
    'how many undeleted {rows} do we have',
    '@want the number of {rows} without the deleted',
  ]),
  rows('count-deleted', 'deleted', (s) => s.only([countAll], { where: [s.gone()] }), [
    'How many {rows} have been deleted?',
    'deleted {rows}, how many',
    '@n removed {rows}',
    'count of {rows} that were deleted',
    '@know how many {rows} are marked as deleted',
    '@please count the deleted {rows}',
    'how many {rows} were thrown away (deleted)?',
    '@want the number of {rows} in the bin, i.e. deleted',
  ]),
  rows(
    'list-alive-in-value',
    'deleted category',
    (s) => s.only([s.raw('id')], { where: [s.alive(), s.isValue('category')] }),
    [
      'Which not deleted {rows} have {category} {value}? {id}',
      '{id} of live {rows} with {category} {value}',
      '{rows} of {category} {value} that were not deleted: {id}',
      '@show {id} of {rows} where {category} is {value}, without deleted ones',
      '@find existing (not deleted) {rows} having {value} as {category}, {id}',
      '@want the {id} of undeleted {rows}, {category} {value} only',
      'list {id} for {rows} with {category} = {value}, ignoring deleted rows',
      '@please give the {id} of {rows} of {category} {value} that are still there (not deleted)',
    ],
  ),
  rows(
    'alive-by-category',
    'deleted category',
    (s) =>
      s.only([s.raw('category'), countAll], { where: [s.alive()], group: [s.raw('category')] }),
    [
      '{rows} by {category}, deleted ones excluded',
      'How many {rows} that are not deleted does each {category} have?',
      'count of live {rows} per {category}',
      '@show {category} and @n {rows} without deleted ones',
      'split undeleted {rows} by {category}',
      '@want not deleted {rows} counted for every {category}',
      '@please count the existing {rows} by {category}, skipping the deleted',
      '@know how many live {rows} (not deleted) there are per {category}',
    ],
  ),
  rows('deleted-share', 'deleted', (s) => s.only([percent(countIf(s.gone()), countAll)]), [
    'What percentage of {rows} has been deleted?',
    'percent of {rows} that are deleted',
    'deletion rate of {rows} in percent',
    'what percentage of all {rows} were deleted?',
    '@know what share in percent of {rows} is deleted',
    '@please compute the percentage of deleted {rows}',
    'deleted {rows} as a percentage of all {rows}',
    '@show the percent of {rows} marked deleted',
  ]),
  rows(
    'alive-money',
    'deleted money',
    (s) => s.only([s.agg('sum', 'money')], { where: [s.alive()] }),
    [
      'What is the total {money} of {rows}, deleted ones left out?',
      '@sum {money} of {rows} that were not deleted',
      'sum of {money} over live {rows} (no deleted)',
      'how much {money} do the undeleted {rows} come to?',
      '@know the {money} of {rows} in total without deleted rows',
      '@please add up {money} of {rows}, ignoring the deleted',
      '@show total {money} for existing {rows}, not the deleted ones',
      '{money} of all not deleted {rows} together',
    ],
  ),
  rows(
    'alive-in-period',
    'deleted start',
    (s) => s.only([countAll], { where: [s.alive(), s.within()] }),
    [
      'How many {rows} {start} {when} have not been deleted?',
      '@n live {rows} {start} {when} (without deleted)',
      '{rows} {start} {when}, deleted ones not counted, how many?',
      'count undeleted {rows} {start} {when}',
      '@know how many {rows} of {when} are still there, i.e. not deleted',
      '@please count {rows} {start} {when}, leaving out deleted ones',
      'how many {rows} from {when} survive undeleted?',
      '@want the {row} count {when} excluding deleted rows',
    ],
  ),
  rows(
    'deleted-per-year',
    'deleted start',
    (s) => {
      const year = call('year', s.f('start'));
      return s.only([year, countAll], { where: [s.gone()], group: [year] });
    },
    [
      'How many of the {rows} {start} in each year are deleted?',
      'deleted {rows} by year {start}',
      'number of deleted {rows} per year they were {start}',
      '@show year {start} and count of deleted {rows}',
      'split the deleted {rows} by the year they were {start}',
      '@want deleted {rows} counted by {start} year',
      '@please count by year {start} the {rows} that were deleted',
      '@know from which years (when {start}) the deleted {rows} are, with counts',
    ],
  ),
  link(
    'alive-per-parent',
    'deleted',
    (s) => s.joined([s.raw('pLabel'), countAll], { where: [s.alive()], group: s.perParent }),
    [
      'How many not deleted {rows} does each {parent} have?',
      'live {rows} @per {parent} (deleted ignored)',
      '{parents} with their number of undeleted {rows}',
      '@show {parent} and count of {rows} without deleted ones',
      'count {rows} by {parent}, leaving out deleted ones',
      '@want existing (not deleted) {rows} for every {parent}',
      '@please count the {rows} of each {parent}, but no deleted ones',
      '@know how many {rows} are left to each {parent} after removing deleted ones',
    ],
  ),
  link(
    'parents-with-deleted',
    'deleted',
    (s) => s.parents([s.raw('pLabel')], { where: [exists(s.children([s.gone()]))] }),
    [
      'Which {parents} have deleted {rows}?',
      '{parents} with at least one deleted {row}',
      '{parents} that had {aRow} deleted',
      '@show the {parents} with {rows} marked as deleted',
      'for which {parents} were {rows} deleted?',
      '@find {parents} having any deleted {row}',
      '@want every {parent} where some {row} was deleted',
      '@know who of the {parents} has deleted {rows}',
    ],
  ),
];
