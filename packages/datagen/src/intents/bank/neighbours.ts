import { intentsOf } from '../intent.js';
import {
  countAll,
  countDistinct,
  desc,
  eq,
  ge,
  gt,
  isIn,
  ne,
  notIn,
  notNull,
  subquery,
} from '../logical-pieces.js';
import type { Scene } from '../scene.js';

const junction = intentsOf('paths and neighbours', 'junction');

/** The rows of the second parent that a named first parent is connected with. */
const reachedFrom = (s: Scene, name: string) =>
  s.joined([s.raw('ref2')], { where: [eq(s.raw('pLabel'), name)] });

/** Two kinds of things connected through rows: who is connected with whom, and through whom. */
export const neighbourIntents = [
  junction(
    'others-of-one',
    '',
    (s) => s.three([s.raw('sLabel')], { where: [eq(s.raw('pLabel'), s.name())], distinct: true }),
    [
      'Which {others} is the {parent} {name} connected with through {rows}?',
      '{others} of {parent} {name}, each once, via {rows}',
      'different {others} in the {rows} of {name} ({parent})',
      '@show every {other} that {parent} {name} has {rows} with',
      '@find the {others} appearing in {rows} of {parent} {name}, no repeats',
      '@want distinct {others} for the {parent} {name} by way of {rows}',
      '{name} ({parent}): all {others} found in its {rows}',
      '@know with which {others} {parent} {name} ever had {aRow}',
    ],
  ),
  junction(
    'count-others-of-one',
    '',
    (s) => s.joined([countDistinct(s.raw('ref2'))], { where: [eq(s.raw('pLabel'), s.name())] }),
    [
      'How many different {others} is the {parent} {name} connected with through {rows}?',
      '@n distinct {others} in the {rows} of {parent} {name}',
      '{name} ({parent}): how many {others}, each counted once, via {rows}',
      'count the different {others} in {rows} of {parent} {name}',
      '@know with how many {others} {parent} {name} had {rows}',
      '@please count distinct {others} for {parent} {name} over its {rows}',
      'how many {others} appear in the {rows} of {name} ({parent}), without repeats?',
      '@want the number of different {others} linked to {parent} {name} by {rows}',
    ],
  ),
  junction(
    'degree',
    '',
    (s) => s.joined([s.raw('pLabel'), countDistinct(s.raw('ref2'))], { group: s.perParent }),
    [
      'With how many different {others} is each {parent} connected through {rows}?',
      'distinct {others} @per {parent}, via {rows}',
      '{parents} and how many different {others} their {rows} lead to',
      '@show {parent} and number of distinct {others} in its {rows}',
      'degree of every {parent}: different {others} over {rows}',
      '@want the count of distinct {others} for all {parents} with {rows}',
      '@please count for every {parent} the {others} in its {rows}, each once',
      '@know how widely {parents} are connected to {others} by {rows} (distinct count)',
    ],
  ),
  junction(
    'best-connected',
    '',
    (s) =>
      s.joined([s.raw('pLabel'), countDistinct(s.raw('ref2'))], {
        group: s.perParent,
        order: [desc(countDistinct(s.raw('ref2')))],
        limit: 1,
      }),
    [
      'Which {parent} is connected with the most different {others} through {rows}, and how many?',
      'best connected {parent} by distinct {others} in its {rows}, with the number',
      '{parent} with the widest range of {others} over {rows}, plus count',
      '@show the {parent} whose {rows} involve most different {others} and their number',
      '@find the {parent} with the highest count of distinct {others} via {rows} (count too)',
      'who of the {parents} reaches most {others} through {rows}? number included',
      '@want the top {parent} by number of different {others} in {rows}, with it',
      '@know which {parent} has {rows} with the greatest variety of {others} and how many',
    ],
  ),
  junction(
    'at-least-n-others',
    '',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: ge(countDistinct(s.raw('ref2')), s.n(2, 4)),
      }),
    [
      'Which {parents} are connected with at least {n} different {others} through {rows}?',
      '{parents} with {rows} for {n} or more distinct {others}',
      '{parents} whose {rows} reach {n}+ different {others}',
      '@show {parents} having {rows} with a minimum of {n} different {others}',
      '@find {parents} linked by {rows} to no fewer than {n} {others}, repeats not counted',
      '@want every {parent} with {n} distinct {others} or more in its {rows}',
      'who of the {parents} has {n} different {others} or more in the {rows}?',
      '@know which {parents} deal with {n} or more {others} across their {rows}',
    ],
  ),
  junction(
    'only-one-other',
    '',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: s.perParent,
        having: eq(countDistinct(s.raw('ref2')), 1),
      }),
    [
      'Which {parents} are connected with exactly one {other} through their {rows}?',
      '{parents} whose {rows} all go to the same single {other}',
      '{parents} loyal to one {other}: only one distinct {other} in their {rows}',
      '@show {parents} having just one different {other} over all {rows}',
      '@find {parents} with {rows} for one and the same {other} only',
      '@want every {parent} that never changed the {other} in its {rows}',
      'who of the {parents} sticks to a single {other} in {rows}?',
      '@know which {parents} have one distinct {other} only across {rows}',
    ],
  ),
  junction(
    'neighbours-of-one',
    '',
    (s) => {
      const name = s.name();
      return s.joined([s.raw('pLabel')], {
        where: [isIn(s.raw('ref2'), subquery(reachedFrom(s, name))), ne(s.raw('pLabel'), name)],
        distinct: true,
      });
    },
    [
      'Which other {parents} share {aOther} with {name} through {rows}?',
      '{parents} that have {aOther} in common with {parent} {name} in their {rows}',
      'neighbours of {name} among the {parents}: same {other} in the {rows}',
      '@show the {parents} whose {rows} involve some {other} that {name} also has, {name} excluded',
      '@find {parents} connected with {name} over a common {other} in {rows}',
      '@want all {parents} two steps from {name} ({rows}, then {other})',
      'who among the {parents} has {rows} with any of the {others} of {name}? not {name}',
      '@know which {parents} meet {name} at the same {other}, going by {rows}',
    ],
  ),
  junction(
    'common-others',
    '',
    (s) => {
      const both = [s.name(), s.name('nameB')];
      return s.seconds([s.raw('sLabel')], {
        where: both.map((name) => isIn(s.raw('sKey'), subquery(reachedFrom(s, name)))),
      });
    },
    [
      'Which {others} do {name} and {nameB} have in common in their {rows}?',
      '{others} shared by the {parents} {name} and {nameB}, via {rows}',
      'common {others} of {name} and {nameB} ({rows})',
      '@show every {other} that both {parents} {name} and {nameB} have {rows} with',
      '@find the {others} appearing in {rows} of {name} as well as in {rows} of {nameB}',
      '@want the overlap of {name} and {nameB} in {others}, by {rows}',
      'between {name} and {nameB}: which {others} link them through {rows}?',
      '@know the {others} that occur in the {rows} of {name} and of {nameB} both',
    ],
  ),
  junction(
    'pairs-together',
    '',
    (s) =>
      s.three([s.raw('pLabel'), s.raw('sLabel'), countAll], {
        group: [...s.perParent, ...s.perSecond],
      }),
    [
      'For each pair of {parent} and {other}, how many {rows} do they have together?',
      '{rows} by {parent} and {other}',
      'count of {rows} for every combination of {parent} and {other} that occurs',
      '@show {parent}, {other} and number of {rows} between them',
      'how often does each {parent} go with each {other} in the {rows}?',
      '@want every {parent}-{other} pair with its {row} count',
      '@please count {rows} per {parent} and {other} together',
      '@know which {parent} and {other} come together how often in {rows}',
    ],
  ),
  junction(
    'strongest-pair',
    '',
    (s) =>
      s.three([s.raw('pLabel'), s.raw('sLabel')], {
        group: [...s.perParent, ...s.perSecond],
        order: [desc(countAll)],
        limit: 1,
      }),
    [
      'Which {parent} and {other} have the most {rows} together?',
      'strongest pair of {parent} and {other} by {rows}',
      'the {parent}-{other} combination with most {rows}',
      '@show the pair ({parent}, {other}) that occurs most often in {rows}',
      '@find which {parent} goes with which {other} most in {rows}',
      'top pairing of {parent} and {other} in terms of {rows}',
      '@know what {parent} and {other} share the highest number of {rows}',
      '@want the one {parent} and {other} tied by most {rows}',
    ],
  ),
  junction(
    'repeated-pairs',
    '',
    (s) =>
      s.three([s.raw('pLabel'), s.raw('sLabel'), countAll], {
        group: [...s.perParent, ...s.perSecond],
        having: gt(countAll, 1),
      }),
    [
      'Which {parent} and {other} have more than one {row} together, and how many?',
      'repeated pairs of {parent} and {other} in {rows}, with counts',
      '{parent}-{other} combinations with two or more {rows}',
      '@show {parent}, {other} and count where they share several {rows}',
      '@find all pairs of {parent} and {other} occurring at least twice in {rows}, count too',
      'which {parents} came back to the same {other} in {rows}? pair and number',
      '@want {parent} and {other} with their {row} count if above one',
      '@know which {parent} had {rows} with the same {other} more than once and how often',
    ],
  ),
  junction(
    'connected-with-both',
    '',
    (s) => {
      const reach = (name: string) =>
        s.joinedSecond([s.raw('ref')], { where: [eq(s.raw('sLabel'), name)] });
      return s.parents([s.raw('pLabel')], {
        where: [s.otherName(), s.otherName('otherNameB')].map((name) =>
          isIn(s.raw('pKey'), subquery(reach(name))),
        ),
      });
    },
    [
      'Which {parents} have {rows} with both {otherName} and {otherNameB}?',
      '{parents} connected to {otherName} as well as {otherNameB} through {rows}',
      '{parents} whose {rows} include the {others} {otherName} and {otherNameB}',
      '@show the {parents} with {rows} for {otherName} and also for {otherNameB}',
      '@find {parents} linking {otherName} with {otherNameB} by their {rows}',
      '@want every {parent} that had {rows} with {otherName} and {otherNameB} alike',
      'who of the {parents} has been with {otherName} and with {otherNameB} in {rows}?',
      '@know which {parents} touch both {others}, {otherName} and {otherNameB}, in {rows}',
    ],
  ),
  junction(
    'not-connected-with',
    '',
    (s) => {
      const name = s.otherName();
      return s.parents([s.raw('pLabel')], {
        where: [
          notIn(
            s.raw('pKey'),
            subquery(
              s.joinedSecond([s.raw('ref')], {
                where: [eq(s.raw('sLabel'), name), notNull(s.raw('ref'))],
              }),
            ),
          ),
        ],
      });
    },
    [
      'Which {parents} have no {rows} with {other} {otherName}?',
      '{parents} not connected to {otherName} by any {row}',
      '{parents} that never had {aRow} with the {other} {otherName}',
      '@show the {parents} without {rows} for {otherName}',
      '@find {parents} missing {other} {otherName} in their {rows}, those with no {rows} too',
      '@want every {parent} that has nothing to do with {otherName} in {rows}',
      'who of the {parents} never met {other} {otherName} in the {rows}?',
      '@know which {parents} have zero {rows} with {otherName}',
    ],
  ),
  junction(
    'not-yet-met-by-one',
    '',
    (s) => {
      const name = s.name();
      return s.seconds([s.raw('sLabel')], {
        where: [notIn(s.raw('sKey'), subquery(reachedFrom(s, name)))],
      });
    },
    [
      'Which {others} does {parent} {name} have no {rows} with?',
      '{others} not yet reached by {name} through {rows}',
      '{others} missing from the {rows} of {parent} {name}',
      '@show every {other} that {name} never had {aRow} with',
      '@find the {others} absent in {rows} of {parent} {name}',
      '@want all {others} still open for {name}, i.e. no {rows} together',
      '{name}: which {others} have never come up in its {rows}?',
      '@know with which {others} {parent} {name} has not had any {row}',
    ],
  ),
];
