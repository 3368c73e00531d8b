import { intentsOf } from '../intent.js';
import {
  asc,
  avg,
  column,
  countAll,
  derived,
  eq,
  gt,
  le,
  max,
  timed,
  windowed,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('gaps', 'rows');
const link = intentsOf('gaps', 'link');

/** The day of the row before, of the same parent. */
const previous = (s: Scene) =>
  windowed('lag', { of: s.f('start'), by: [s.raw('ref')], order: [asc(s.f('start'))] });
/** Parent's label, and days since its previous row. */
const gapsOfParents = (s: Scene) =>
  derived(
    s.joined([
      s.raw('pKey'),
      s.raw('pLabel'),
      timed('difference', 'day', previous(s), s.f('start')),
    ]),
  );
const gaps = (s: Scene) =>
  derived(
    s.only([
      timed(
        'difference',
        'day',
        windowed('lag', { of: s.f('start'), order: [asc(s.f('start'))] }),
        s.f('start'),
      ),
    ]),
  );

/** Time between one row and the next. */
export const gapIntents = [
  rows('longest-gap', 'start', (s) => over([gaps(s)], [max(column(0))]), [
    'What was the longest time in days between two {rows} in a row?',
    'longest gap in days between consecutive {rows}',
    'max days without any new {row}',
    '@know the longest quiet stretch, in days, between one {row} and the next',
    '@show the biggest number of days between {aRow} and the one before',
    'how many days did we ever go without {aRow} being {start}, at most?',
    '@please find the longest pause in days between {rows}',
    'largest interval (days) from {row} to {row}',
  ]),
  rows('average-gap', 'start', (s) => over([gaps(s)], [avg(column(0))]), [
    'How many days lie on average between one {row} and the next?',
    'average gap in days between consecutive {rows}',
    'mean number of days from {row} to {row}',
    '@know how many days pass on average until the next {row} is {start}',
    'avg interval in days between {rows} in order of time',
    '@please compute the mean days between successive {rows}',
    'on average, every how many days is {aRow} {start}?',
    '@show the average distance in days of {rows} that follow each other',
  ]),
  rows(
    'gap-before-each',
    'start',
    (s) =>
      s.only([
        s.raw('id'),
        timed(
          'difference',
          'day',
          windowed('lag', { of: s.f('start'), order: [asc(s.f('start'))] }),
          s.f('start'),
        ),
      ]),
    [
      'For each {row}: its {id} and how many days after the previous {row} it was {start}',
      '{id} of {rows} with days since the {row} before',
      'days elapsed since the preceding {row}, listed with {id}, for all {rows}',
      '@show every {row} ({id}) and the gap in days to the one before it',
      '@want {id} plus days from the last {row} to this one, for {rows} in time order',
      '@please list {rows} by {id} with the number of days after the preceding one',
      '{rows}: {id}, days after previous; nothing for the first',
      '@know for every {row} how many days passed since the one before ({id}, days)',
    ],
  ),
  link(
    'longest-gap-per-parent',
    'start',
    (s) => over([gapsOfParents(s)], [column(1), max(column(2))], { group: [column(0), column(1)] }),
    [
      'What is the longest gap in days between two {rows} of each {parent}?',
      'longest pause in days between consecutive {rows} @per {parent}',
      '{parents} with their longest stretch of days without {aRow}, from one {row} to the next',
      '@show {parent} and the maximum days between its successive {rows}',
      'max days between {row} and next {row}, for each {parent}',
      '@want every {parent} with its biggest gap in days between {rows}',
      '@please find for each {parent} the most days that lay between two {rows} in a row',
      '@know how long, in days, each {parent} ever went from one {row} to the next at most',
    ],
  ),
  link(
    'average-gap-per-parent',
    'start',
    (s) => over([gapsOfParents(s)], [column(1), avg(column(2))], { group: [column(0), column(1)] }),
    [
      'How many days does each {parent} let pass on average between two {rows}?',
      'average days between consecutive {rows} @per {parent}',
      '{parents} and mean interval in days of their {rows}',
      '@show {parent} and the average number of days from one of its {rows} to the next',
      'how often does each {parent} have {aRow}? average days between them',
      '@want the avg gap in days between {rows} for every {parent}',
      '@please compute the mean days between successive {rows} of each {parent}',
      '@know the rhythm of {parents}: mean days from {row} to {row}',
    ],
  ),
  link(
    'parents-with-gap',
    'start',
    (s) => {
      const n = s.oneOf([60, 90, 120, 180, 365]);
      return over([gapsOfParents(s)], [column(1)], { where: [gt(column(2), n)], distinct: true });
    },
    [
      'Which {parents} had a gap of more than {n} days between two {rows}?',
      '{parents} that paused over {n} days between consecutive {rows}',
      '{parents} with more than {n} days from one {row} to the next at least once',
      '@show the {parents} that went longer than {n} days without {aRow} and then came back',
      '@find {parents} whose {rows} are somewhere more than {n} days apart',
      '@want {parents} with a break above {n} days in their {rows}',
      'who of the {parents} stayed away more than {n} days between {rows}?',
      '@know which {parents} ever let over {n} days pass between two {rows}',
    ],
  ),
  link(
    'quick-successions',
    'start',
    (s) => {
      const n = s.oneOf([3, 7, 14, 30]);
      return over([gapsOfParents(s)], [countAll], { where: [le(column(2), n)] });
    },
    [
      'How many {rows} were {start} at most {n} days after the previous {row} of the same {parent}?',
      '{rows} following within {n} days on another {row} of the same {parent}, count',
      '@n repeat {rows}: same {parent}, {n} days or less after the one before',
      'count {rows} that came no later than {n} days after the {parent} had the last one',
      '@know how often a {parent} has the next {row} within {n} days',
      '@please count {rows} whose {parent} had another {row} up to {n} days earlier',
      'quick returns: {rows} within {n} days of the previous one by the same {parent}, how many',
      '@want the number of {rows} with a gap of {n} days or fewer to the preceding one of that {parent}',
    ],
  ),
  link(
    'days-first-to-second',
    'start',
    (s) => {
      const numbered = derived(
        s.only([
          timed('difference', 'day', previous(s), s.f('start')),
          windowed('row_number', { by: [s.raw('ref')], order: [asc(s.f('start'))] }),
        ]),
      );
      return over([numbered], [avg(column(0))], { where: [eq(column(1), 2)] });
    },
    [
      'How many days pass on average between the first and the second {row} of a {parent}?',
      'average days from first to second {row} per {parent}',
      'mean time in days until {aParent} has its second {row}',
      '@know how long, in days, {parents} take on average to come back with a second {row}',
      'avg days between {row} one and {row} two of {parents}',
      '@please compute the mean number of days from the first {row} of a {parent} to the second',
      'time to second {row}: average days over {parents}',
      '@show the average gap in days between first and second {rows} of {parents}',
    ],
  ),
  link(
    'next-row-of-parent',
    'start',
    (s) =>
      s.joined(
        [
          s.raw('pLabel'),
          s.f('start'),
          windowed('lead', { of: s.f('start'), by: [s.raw('ref')], order: [asc(s.f('start'))] }),
        ],
        { where: [s.inYear(s.year())] },
      ),
    [
      'For each {row} of {year}: {parent}, when it was {start}, and when the next one of that {parent} in {year} was',
      "{rows} {start} in {year} with their {parent} and the time of the same {parent}'s next {row} that year",
      '{year} {rows}: {parent}, {start}, next {start} of the same {parent} within the year',
      '@show {parent}, {start} and following {start} for the {rows} of {year}',
      'list {rows} of {year} by {parent} with this and the next {start} time',
      '@want for every {row} in {year} its {parent}, its time and the time of the next {row} of the {parent} in {year}',
      '@please put next to each {row} of {year} ({parent}, {start}) when that {parent} had the next one in {year}',
      '@know when each {parent} came back: {rows} of {year}, {start} and next {start} in it',
    ],
  ),
  rows(
    'empty-days-before',
    'start',
    (s) => {
      const n = s.oneOf([5, 7, 10, 14]);
      return over([gaps(s)], [countAll], { where: [gt(column(0), n)] });
    },
    [
      'How often did more than {n} days pass between two {rows}?',
      'number of gaps longer than {n} days between consecutive {rows}',
      'count the pauses of over {n} days between one {row} and the next',
      '@know how many times we went more than {n} days without a new {row}',
      '@n intervals above {n} days from {row} to {row}',
      '@please count how often the next {row} took longer than {n} days to come',
      'quiet periods of {rows} beyond {n} days, how many?',
      '@show how many stretches of more than {n} days without {rows} there were in between',
    ],
  ),
];
