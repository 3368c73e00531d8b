import { intentsOf } from '../intent.js';
import {
  asc,
  column,
  countAll,
  derived,
  desc,
  eq,
  gt,
  isNull,
  max,
  min,
  minus,
  notNull,
  outside,
  ratio,
  subquery,
  windowed,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const link = intentsOf('latest per group', 'link');
const rows = intentsOf('latest per group', 'rows');

/** The row is the last one of its parent. */
const isLast = (s: Scene) =>
  eq(
    s.f('start'),
    subquery(s.only([max(s.f('start'))], { where: [eq(s.raw('ref'), outside(s.raw('ref')))] })),
  );
const isFirst = (s: Scene) =>
  eq(
    s.f('start'),
    subquery(s.only([min(s.f('start'))], { where: [eq(s.raw('ref'), outside(s.raw('ref')))] })),
  );

/** What the last, or first, row of each parent says. */
export const latestPerGroupIntents = [
  link(
    'latest-row',
    'start',
    (s) => s.joined([s.raw('pLabel'), s.raw('id'), s.f('start')], { where: [isLast(s)] }),
    [
      'What is the latest {row} of each {parent}? {parent}, {id}, when {start}',
      'most recent {row} @per {parent}: {parent}, {id} and {start} time',
      '{parents} with {id} and date of their newest {row}',
      '@show the last {row} of every {parent}, its {id} and when it was {start}',
      'newest {row} for each {parent} ({parent}, {id}, {start})',
      '@want {parent}, {id} and {start} of the {row} that came last',
      '@please list the most recently {start} {row} per {parent}: {id} and moment',
      '@know what the last {row} of each {parent} was: {id}, {start}',
    ],
  ),
  link(
    'latest-value',
    'start category',
    (s) => s.joined([s.raw('pLabel'), s.raw('category')], { where: [isLast(s)] }),
    [
      'What {category} does the latest {row} of each {parent} have?',
      '{category} of the most recent {row} @per {parent}',
      'current {category} by {parent}, i.e. that of its last {row}',
      '@show {parent} and the {category} of its newest {row}',
      'last known {category} for each {parent} from its {rows}',
      '@want {parents} with the {category} of the {row} {start} last',
      "@please give the {category} of every {parent}'s latest {row}",
      '@know which {category} the last {row} of each {parent} had',
    ],
  ),
  link(
    'latest-money',
    'start money',
    (s) => s.joined([s.raw('pLabel'), s.f('money')], { where: [isLast(s)] }),
    [
      'What is the {money} of the latest {row} of each {parent}?',
      '{money} of the most recent {row} @per {parent}',
      '{parents} with the {money} of their last {row}',
      '@show {parent} and how much {money} its newest {row} had',
      'last {money} by {parent}, from its latest {row}',
      '@want the {money} of the {row} {start} last, for every {parent}',
      '@please give each {parent} with the {money} of its most recent {row}',
      '@know the latest {money} of each {parent} ({row} {start} last)',
    ],
  ),
  link(
    'first-row',
    'start',
    (s) => s.joined([s.raw('pLabel'), s.raw('id')], { where: [isFirst(s)] }),
    [
      'What was the very first {row} of each {parent}? {parent} and {id}',
      'first {row} @per {parent}: {parent}, {id}',
      '{parents} with the {id} of their earliest {row}',
      '@show the oldest {row} of every {parent} by {id}',
      'which {row} ({id}) came first for each {parent}?',
      '@want {parent} and {id} of the {row} {start} first',
      '@please list the {id} of the first ever {row} per {parent}',
      '@know with which {row} each {parent} began: {id}',
    ],
  ),
  link(
    'first-value',
    'start category',
    (s) =>
      s.joined([s.raw('category'), countAll], { where: [isFirst(s)], group: [s.raw('category')] }),
    [
      'With which {category} do {parents} begin? Count first {rows} by {category}',
      '{category} of the first {row} of each {parent}, how many {parents} per {category}',
      'first {rows} of {parents} by {category}, counted',
      "@show how often each {category} is that of a {parent}'s very first {row}",
      'entry {category}: number of {parents} by {category} of their earliest {row}',
      '@want the distribution of {category} over the first {row} of every {parent}',
      '@please count the {parents} by the {category} their oldest {row} had',
      '@know how {parents} start out: {category} of first {row}, with count',
    ],
  ),
  link(
    'latest-flagged',
    'start flag',
    (s) => s.joined([s.raw('pLabel')], { where: [isLast(s), s.yes()] }),
    [
      'For which {parents} is the latest {row} {flag}?',
      '{parents} whose most recent {row} is {flag}',
      '{parents} with {aRow} that is {flag} as their last one',
      '@show the {parents} whose newest {row} is {flag}',
      'who among the {parents} ended on {flag} for the last {row}?',
      '@find every {parent} where the last {start} {row} is {flag}',
      '@want {parents} having a {flag} latest {row}',
      '@know which {parents} currently stand at {flag} going by the last {row}',
    ],
  ),
  link(
    'latest-still-open',
    'start end',
    (s) => s.joined([s.raw('pLabel')], { where: [isLast(s), isNull(s.raw('end'))] }),
    [
      'Which {parents} have a latest {row} that is not {end} yet?',
      '{parents} whose most recent {row} is still not {end}',
      '{parents} with their last {row} yet to be {end}',
      '@show the {parents} whose newest {row} has not been {end}',
      'for which {parents} is the last {row} still open (not {end})?',
      '@find {parents} where the latest {row} lacks {end}',
      '@want every {parent} with an un{end} most recent {row}',
      '@know which {parents} wait for the last {row} to be {end}',
    ],
  ),
  link(
    'parents-by-latest-value',
    'start category',
    (s) =>
      s.only([s.raw('category'), countAll], { where: [isLast(s)], group: [s.raw('category')] }),
    [
      'How many {parents} have each {category} in their latest {row}?',
      'number of {parents} by {category} of the most recent {row}',
      '{parents} counted by the {category} their last {row} has',
      '@show {category} and how many {parents} have it in their newest {row}',
      'current split of {parents} by {category}, taken from the last {row}',
      '@want {parents} per {category} where only the latest {row} counts',
      '@please count {parents} by {category} of the {row} {start} last',
      '@know where {parents} stand now: {category} of last {row}, with counts',
    ],
  ),
  rows(
    'latest-per-category',
    'start category',
    (s) => s.only([s.raw('category'), max(s.f('start'))], { group: [s.raw('category')] }),
    [
      'When was the last {row} of each {category} {start}?',
      'latest {start} date @per {category} of {rows}',
      '{category} and most recent {row}, just the time',
      '@show each {category} with the moment its newest {row} was {start}',
      'last seen by {category}: most recent {start} among {rows}',
      '@want the max {start} of {rows} for every {category}',
      '@please give for each {category} when {aRow} was {start} last',
      '@know how recent the {rows} of each {category} are: last {start}',
    ],
  ),
  link(
    'last-and-previous-money',
    'start money',
    (s) => {
      const before = windowed('lag', {
        of: s.raw('money'),
        by: [s.raw('ref')],
        order: [asc(s.f('start'))],
      });
      const change = minus(s.raw('money'), before);
      const place = windowed('rank', { by: [s.raw('ref')], order: [desc(s.f('start'))] });
      return over(
        [
          derived(
            s.joined([
              s.raw('pLabel'),
              s.column('money').cents === true ? ratio(change, 100) : change,
              place,
            ]),
          ),
        ],
        [column(0), column(1)],
        { where: [eq(column(2), 1), notNull(column(1))] },
      );
    },
    [
      'How did the {money} of the last {row} of each {parent} change against the {row} before? Only {parents} with two or more',
      'change in {money} from second last to last {row} @per {parent} (two {rows} at least)',
      '{parents} with the difference in {money} of their latest {row} to the previous one, where there is one',
      '@show {parent} and last {row} {money} minus the one before, if any',
      'latest {money} move by {parent}: last {row} less the preceding {row}, skipping {parents} with one {row}',
      '@want for every {parent} with several {rows} the change of {money} in the most recent {row}',
      '@please compute last minus previous {money} of {rows} for each {parent} that has both',
      '@know whether {money} went up or down with the last {row} of each {parent} (difference to the one before; none without)',
    ],
  ),
  link(
    'higher-than-first',
    'start money',
    (s) => {
      const edge = (of: 'min' | 'max') =>
        subquery(
          s.only([s.raw('money')], {
            where: [eq(s.raw('ref'), outside(s.raw('pKey')))],
            order: [of === 'max' ? desc(s.f('start')) : asc(s.f('start'))],
            limit: 1,
          }),
        );
      return s.parents([s.raw('pLabel')], { where: [gt(edge('max'), edge('min'))] });
    },
    [
      'For which {parents} is the {money} of the last {row} higher than that of the first?',
      '{parents} whose latest {row} has more {money} than their first {row}',
      '{parents} that grew: {money} of last {row} above {money} of first {row}',
      '@show {parents} with more {money} in the newest than in the oldest {row}',
      'who of the {parents} went up in {money} from first to last {row}?',
      '@find {parents} where the most recent {row} beats the very first one in {money}',
      '@want {parents} with a rise in {money} between first and latest {row}',
      '@know which {parents} end with {aRow} of higher {money} than they began with',
    ],
  ),
];
