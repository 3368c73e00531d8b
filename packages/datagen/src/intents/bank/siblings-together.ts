import { intentsOf } from '../intent.js';
import { countAll, exists, lt, min, minus, notExists, plus, subquery } from '../logical-pieces.js';

const siblings = intentsOf('two kinds of children', 'siblings');

/** One parent with two kinds of rows. */
export const siblingIntents = [
  siblings(
    'same-period-both',
    'start s:start',
    (s) => {
      const year = s.year();
      return s.parents([s.raw('pLabel')], {
        where: [
          exists(s.children([s.inYear(year)])),
          exists(s.otherChildren([s.inYear(year, 'sStart')])),
        ],
      });
    },
    [
      'Which {parents} had both {rows} and {others} {start} in {year}?',
      '{parents} with {rows} and {others} in {year}',
      '{parents} that in {year} had {aRow} as well as {aOther}',
      '@show {parents} having {rows} of {year} and {others} of {year}',
      '@find {parents} present in the {rows} and in the {others} of {year}',
      '@want every {parent} with at least one {row} and one {other} in {year}',
      'who of the {parents} was active in {year} with {rows} and {others}?',
      '@know which {parents} got {rows} and {others} in {year}',
    ],
  ),
  siblings(
    'first-then-second',
    'start s:start',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [
          lt(
            subquery(s.children([], min(s.f('start')))),
            subquery(s.otherChildren([], min(s.f('sStart')))),
          ),
        ],
      }),
    [
      'Which {parents} had their first {row} before their first {other}?',
      '{parents} whose {rows} began earlier than their {others}',
      '{parents} with the first {row} ahead of the first {other}',
      '@show {parents} where the earliest {row} predates the earliest {other}',
      '@find {parents} that came with {aRow} first and {aOther} later',
      '@want {parents} in which {rows} precede {others} (first of each)',
      'who of the {parents} started with {rows}, before any {other}? both needed',
      '@know for which {parents} the oldest {row} is older than the oldest {other}',
    ],
  ),
  siblings(
    'sum-of-both-counts',
    '',
    (s) =>
      s.parents([
        s.raw('pLabel'),
        plus(subquery(s.children([], countAll)), subquery(s.otherChildren([], countAll))),
      ]),
    [
      'How many {rows} and {others} together does each {parent} have?',
      '{rows} plus {others} for every {parent}, zeros included',
      'combined number of {rows} and {others} by {parent}',
      '@show {parent} and the sum of its {rows} and {others}',
      'total of {rows} and {others}, per {parent}',
      '@want one number per {parent}: {rows} + {others}',
      '@please add the {rows} and the {others} of all {parents}, {parent} by {parent}',
      '@know how much each {parent} has in {rows} and {others} taken together',
    ],
  ),
  siblings(
    'difference-of-counts',
    '',
    (s) =>
      s.parents([
        s.raw('pLabel'),
        minus(subquery(s.children([], countAll)), subquery(s.otherChildren([], countAll))),
      ]),
    [
      'How many more {rows} than {others} does each {parent} have?',
      '{rows} minus {others} for every {parent}',
      'difference between number of {rows} and number of {others} by {parent}',
      '@show {parent} and its surplus of {rows} over {others}',
      'balance of {rows} against {others} per {parent}, negative if fewer',
      '@want {rows} less {others}, for all {parents}',
      '@please subtract the count of {others} from that of {rows}, {parent} by {parent}',
      '@know by how many the {rows} of each {parent} exceed its {others}',
    ],
  ),
  siblings(
    'children-without-first-kind',
    '',
    (s) =>
      s.parents([s.raw('pLabel'), subquery(s.otherChildren([], countAll))], {
        where: [notExists(s.children()), exists(s.otherChildren())],
      }),
    [
      'How many {others} do {parents} without {rows} have? {parent} and count, if any',
      '{parents} with no {rows} and their number of {others} (at least one)',
      '{others} per {parent} among {parents} that have {others} but no {rows}',
      '@show {parent} and {other} count where there are no {rows} but some {others}',
      '@find {parents} lacking {rows}, with how many {others} they do have, above zero',
      '@want each {parent} with {others} and not a single {row}, plus number of {others}',
      'who of the {parents} has {others} only, no {rows}, and how many?',
      '@know the {other} counts of {parents} that never had {aRow}, where there are any',
    ],
  ),
  siblings(
    'total-of-both-moneys',
    'money s:money',
    (s) =>
      s.parents([
        s.raw('pLabel'),
        subquery(s.children([], s.agg('sum', 'money'))),
        subquery(s.otherChildren([], s.agg('sum', 'sMoney'))),
      ]),
    [
      'For every {parent}: total {money} of its {rows} and total {sMoney} of its {others}',
      '{parents} with summed {money} of {rows} and summed {sMoney} of {others}, two columns',
      '{money} of {rows} next to {sMoney} of {others}, by {parent}',
      '@show all {parents} with both totals: {rows} ({money}), {others} ({sMoney})',
      'how much {money} in {rows} and how much {sMoney} in {others} does each {parent} have?',
      '@want {parent}, sum of {money} over {rows}, sum of {sMoney} over {others}',
      '@please list {parents} with total {money} from {rows} and total {sMoney} from {others}',
      '@know for each {parent} what {rows} come to in {money} and {others} in {sMoney}',
    ],
  ),
];
