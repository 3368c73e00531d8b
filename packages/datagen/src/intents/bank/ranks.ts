import { intentsOf } from '../intent.js';
import {
  asc,
  avg,
  call,
  column,
  countAll,
  derived,
  desc,
  eq,
  ge,
  le,
  minus,
  notNull,
  sum,
  windowed,
} from '../logical-pieces.js';
import { over } from '../scene.js';

const rows = intentsOf('ranks', 'rows');
const link = intentsOf('ranks', 'link');

/** Places in an order. */
export const rankIntents = [
  rows(
    'rank-rows',
    'number',
    (s) =>
      s.only([s.raw('id'), s.f('number'), windowed('rank', { order: [desc(s.raw('number'))] })], {
        where: [notNull(s.raw('number'))],
      }),
    [
      'Rank the {rows} by {number}, highest first: {id}, {number} and rank (unknown {number} left out)',
      '{rows} with their rank by {number}: {id}, {number}, place; no blanks',
      'league table of {rows} on {number} ({id}, {number}, rank), where known',
      '@show {id}, {number} and position of each {row}, 1 for most {number}, missing ones out',
      '@want every {row} that has {number} with {id}, {number} and its rank from the top',
      '@please number the {rows} by descending {number}, equal ones sharing a place: {id}, {number}, rank; skip empty',
      'who is where in {number} among {rows}? {id}, {number}, rank (1 = highest), known only',
      '@know the place of every {row} by {number} ({id}, {number}, rank) unless it is missing',
    ],
  ),
  rows(
    'rank-within-category',
    'category number',
    (s) =>
      s.only(
        [
          s.raw('category'),
          s.raw('id'),
          windowed('rank', { by: [s.raw('category')], order: [desc(s.raw('number'))] }),
        ],
        { where: [notNull(s.raw('number')), notNull(s.raw('category'))] },
      ),
    [
      'Rank the {rows} by {number} within each {category}: {category}, {id}, rank (known values only)',
      '{category}, {id} and place by {number} inside the {category}, {rows}, no blanks',
      'position of each {row} in {number} among those of its {category} ({category}, {id}, rank), unknown out',
      '@show for every {category} the {rows} with {id} and rank by {number}, 1 is highest, skip missing',
      '@want {rows} ranked by {number} separately @per {category}: {category}, {id}, rank, where both are known',
      '@please give each {row} its place by {number} in its {category} ({category}, {id}, place), leaving out empty ones',
      'league tables by {category}: {category}, {id}, rank of {rows} on {number} (no missing values)',
      '@know where every {row} stands in its {category} by {number}: {category}, {id}, rank; only known',
    ],
  ),
  link(
    'rank-parents-by-count',
    '',
    (s) =>
      s.joined([s.raw('pLabel'), windowed('rank', { order: [desc(countAll)] })], {
        group: s.perParent,
      }),
    [
      'Rank the {parents} by number of {rows}: {parent} and rank',
      '{parents} with their place by count of {rows}, 1 is the most',
      'league table of {parents} on {rows} ({parent}, rank)',
      '@show {parent} and its rank in number of {rows}',
      'who is first, second, third among {parents} by {rows}? all with rank',
      '@want every {parent} with {rows} and its position by how many',
      '@please number the {parents} by their {rows}, most first (ties share a rank)',
      '@know the rank of each {parent} in terms of {rows}',
    ],
  ),
  link(
    'rank-parents-by-money',
    'money',
    (s) =>
      s.joined(
        [
          s.raw('pLabel'),
          s.agg('sum', 'money'),
          windowed('rank', { order: [desc(sum(s.raw('money')))] }),
        ],
        { group: s.perParent },
      ),
    [
      'Rank the {parents} by total {money} of their {rows}: {parent}, total and rank',
      '{parents} with summed {money} of {rows} and rank, 1 is the highest',
      'league table of {parents} on {row} {money} ({parent}, {money}, place)',
      '@show {parent}, total {money} of its {rows} and position',
      'who leads in {money} of {rows}? all {parents} with total and rank',
      '@want every {parent} with {rows}, its total {money}, its place',
      '@please number the {parents} by total {row} {money}, highest first, totals included',
      '@know sum and rank of each {parent} in {money} over {rows}',
    ],
  ),
  link(
    'place-of-one-parent',
    '',
    (s) => {
      const ranked = derived(
        s.joined([s.raw('pLabel'), windowed('rank', { order: [desc(countAll)] })], {
          group: s.perParent,
        }),
      );
      return over([ranked], [column(1)], { where: [eq(column(0), s.name())] });
    },
    [
      'On which place is the {parent} {name} by number of {rows}?',
      'rank of {parent} {name} among {parents} in {rows}',
      '{name}: position by {rows} among all {parents}',
      '@show the rank that {parent} {name} has in terms of {rows}, most is 1',
      '@know where the {parent} {name} stands when {parents} are ordered by {rows}',
      '@find the place of {name} ({parent}) in the ranking by {rows}',
      'how does {parent} {name} rank on number of {rows}?',
      "@please tell me {name}'s rank among the {parents} by count of {rows}",
    ],
  ),
  link(
    'ranks-n-to-m',
    '',
    (s) => {
      const from = s.n(2, 3);
      const to = from + s.n(1, 3, 'step');
      s.words.set('m', String(to));
      const ranked = derived(
        s.joined([s.raw('pLabel'), windowed('rank', { order: [desc(countAll)] })], {
          group: s.perParent,
        }),
      );
      return over([ranked], [column(0), column(1)], {
        where: [ge(column(1), from), le(column(1), to)],
      });
    },
    [
      'Which {parents} are ranked {n} to {m} by number of {rows}? {parent} and rank',
      'places {n} to {m} of the {parents} by {rows}',
      '{parents} on ranks {n} through {m} in {rows}, with rank',
      '@show {parent} and rank from place {n} to {m} by count of {rows}',
      'not the winners: {parents} at {n} to {m} by {rows}, rank included',
      '@want the {parents} between rank {n} and rank {m} (both in) on {rows}',
      '@please list {parents} with rank {n}-{m} by number of {rows}',
      '@know who is on places {n} to {m} among {parents} in terms of {rows}',
    ],
  ),
  link(
    'category-rank-per-parent',
    'category',
    (s) =>
      s.joined(
        [
          s.raw('pLabel'),
          s.raw('category'),
          windowed('dense_rank', { by: [s.raw('pKey')], order: [desc(countAll)] }),
        ],
        { where: [notNull(s.raw('category'))], group: [...s.perParent, s.raw('category')] },
      ),
    [
      'For each {parent}, rank the {category} of its {rows} by how often it occurs: {parent}, {category}, rank without gaps',
      '{parent}, {category} and the dense rank of the {category} by number of {rows}, known ones',
      'order of {category} inside every {parent} by {rows} ({parent}, {category}, rank, no gaps)',
      '@show how {category} ranks within each {parent} by count of {rows}: {parent}, {category}, rank (dense)',
      'which {category} comes first, second… for every {parent}, going by {rows}? dense ranks',
      '@want {parent}, {category}, place of that {category} among the {rows} of the {parent} (no gaps after ties)',
      '@please rank {category} per {parent} on number of {rows}, without gaps: {parent}, {category}, rank',
      '@know the standing of each {category} within the {rows} of every {parent} (dense rank)',
    ],
  ),
  rows(
    'rank-categories',
    'category number',
    (s) =>
      s.only([s.raw('category'), windowed('rank', { order: [desc(avg(s.raw('number')))] })], {
        where: [notNull(s.raw('category')), notNull(s.raw('number'))],
        group: [s.raw('category')],
      }),
    [
      'Rank each {category} by the average {number} of its {rows}: {category} and rank (known values)',
      '{category} with place by mean {number} of {rows}, highest first, blanks left out',
      'league table of {category} on average {number}, {rows} ({category}, rank), no missing values',
      '@show {category} and its rank in average {number} over {rows}, unknown skipped',
      'which {category} is first, second, third in mean {number} of {rows}? all of the known ones',
      '@want every {category} and its position by avg {number} of {rows}, missing out',
      '@please number the {category} values by average {number} of {rows}, top first, without empty ones',
      '@know how {category} ranks by average {number} in {rows} (where known)',
    ],
  ),
  rows(
    'years-ranked',
    'start',
    (s) => {
      const year = call('year', s.f('start'));
      return s.only([year, countAll, windowed('rank', { order: [desc(countAll)] })], {
        group: [year],
      });
    },
    [
      'Rank the years by number of {rows}: year, count and rank',
      'years with {rows} count and place, strongest first is 1',
      'best to worst year for {rows}: year, count, rank',
      '@show year, @n {rows} and the rank of the year',
      'which year was number one, two, three by {rows}? all with count',
      '@want every year with its {rows} and its position among the years',
      '@please number the years by how many {rows} were {start}, most is 1: year, count, rank',
      '@know how the years compare by {rows}: year, count, rank',
    ],
  ),
  rows(
    'gap-to-next-better',
    'number',
    (s) =>
      s.only(
        [
          s.raw('id'),
          s.f('number'),
          minus(
            windowed('lag', {
              of: s.f('number'),
              order: [desc(s.raw('number')), asc(s.raw('key'))],
            }),
            s.f('number'),
          ),
        ],
        { where: [notNull(s.raw('number'))] },
      ),
    [
      'For each {row} in order of {number}: {id}, {number} and how much is missing to the next better one (known {number} only)',
      '{id}, {number} and distance to the {row} just above by {number}, blanks left out, {rows}',
      'gap in {number} to the {row} ranked one higher: {id}, {number}, gap (no missing values)',
      '@show {rows} by {number} with {id}, {number} and the difference to the one ahead, unknown skipped',
      'how far is every {row} behind the next better in {number}? {id}, {number}, difference, where known',
      '@want {id}, {number} of {rows} and the {number} lacking to the one before it in the ranking, no empty ones',
      '@please put beside each {row} ({id}, {number}) how far the one above it is ahead in {number}, without blanks',
      '@know the steps between {rows} ranked by {number}: {id}, {number}, gap upwards (if known)',
    ],
  ),
];
