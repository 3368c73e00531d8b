import type { Condition } from '@momq/dialect';

import { intentsOf } from '../intent.js';
import {
  countAll,
  desc,
  eq,
  ge,
  gt,
  isIn,
  isNull,
  ne,
  notExists,
  outside,
  subquery,
} from '../logical-pieces.js';
import type { Scene } from '../scene.js';

const self = intentsOf('hierarchies', 'self');

const upper = (s: Scene) => s.raw('pKey');
const rowsUnder = (s: Scene, where: readonly Condition[] = []) =>
  s.only([s.raw('key')], { where: [eq(s.raw('ref'), outside(s.raw('key'))), ...where] });

/** Rows under rows of the same table. */
export const hierarchyIntents = [
  self('rows-with-their-parent', '', (s) => s.joined([s.raw('label'), s.raw('pLabel')]), [
    'List every {row} that has a parent, with the {label} of both',
    '{rows} and what they stand under, names of the two',
    'Which {row} belongs under which other {row}? {label} of each',
    '@show {rows} next to their parent {row}',
    'child and parent {label} of all {rows} with a parent',
    '@want each {row} with the {row} above it, {label} of both',
    '@please list {rows} together with their superior {row}',
    '@know what {row} every {row} reports to or sits under ({label}, {label})',
  ]),
  self(
    'children-count',
    '',
    (s) => s.joined([s.raw('pLabel'), countAll], { group: [upper(s), s.raw('pLabel')] }),
    [
      'How many {rows} are directly under each {row} that has some?',
      'parent {rows} with their number of sub-{rows}',
      '{rows} having children, and how many each',
      '@show {label} of parent {rows} and count of direct children',
      'number of {rows} under every {row}, zero ones left out',
      '@want direct children counted per parent {row}',
      '@please count sub-{rows} by parent {row}',
      '@know which {row} has how many {rows} below it',
    ],
  ),
  self('roots', '', (s) => s.only([s.raw('label')], { where: [isNull(s.raw('ref'))] }), [
    'Which {rows} have no parent?',
    'top level {rows}',
    '{label} of {rows} that stand under nothing',
    'root {rows}',
    '@show the {rows} at the very top',
    '@find all {rows} without a parent {row}',
    '@want every {row} that is under no other {row}',
    '@know which {rows} are at the head of the hierarchy',
  ]),
  self('count-roots', '', (s) => s.only([countAll], { where: [isNull(s.raw('ref'))] }), [
    'How many {rows} have no parent?',
    '@n top level {rows}',
    'count of root {rows}',
    'how many {rows} stand under no other {row}?',
    '@know how many {rows} are at the top of the hierarchy',
    '@please count the {rows} without a parent',
    '{rows} with nothing above them, how many?',
    '@want the number of {rows} at the top level',
  ]),
  self('leaves', '', (s) => s.only([s.raw('label')], { where: [notExists(rowsUnder(s))] }), [
    'Which {rows} have no {rows} under them?',
    '{rows} without children',
    '{label} of {rows} at the lowest level, i.e. with no children',
    "leaf {rows}, those that are nobody's parent",
    '@show the {rows} that are not parent of any {row}',
    '@find all {rows} with nothing below',
    '@want every {row} that no other {row} belongs under',
    '@know which {rows} are at the bottom and have no sub-{rows}',
  ]),
  self(
    'children-of-one',
    '',
    (s) => s.joined([s.raw('label')], { where: [eq(s.raw('pLabel'), s.name())] }),
    [
      'Which {rows} are directly under {name}?',
      '{rows} under {name}',
      '{label} of {rows} whose parent is {name}',
      'direct children of {name} among the {rows}',
      '@show every {row} that belongs to {name}',
      '@find the {rows} with {name} as parent',
      '@want {rows} standing right below {name}',
      '@know what {rows} {name} has under it',
    ],
  ),
  self(
    'count-children-of-one',
    '',
    (s) => s.joined([countAll], { where: [eq(s.raw('pLabel'), s.name())] }),
    [
      'How many {rows} are directly under {name}?',
      '@n {rows} below {name}, direct ones',
      'count of {rows} whose parent is {name}',
      '{name}: how many sub-{rows}?',
      '@know how many {rows} belong right under {name}',
      '@please count the {rows} with {name} as parent',
      'how many direct children does {name} have among the {rows}',
      '@want the number of {rows} standing under {name}',
    ],
  ),
  self(
    'siblings-of-one',
    '',
    (s) => {
      const name = s.childName();
      const above = subquery(s.only([s.raw('ref')], { where: [eq(s.raw('label'), name)] }));
      return s.only([s.raw('label')], {
        where: [eq(s.raw('ref'), above), ne(s.raw('label'), name)],
      });
    },
    [
      'Which other {rows} have the same parent as {name}?',
      'siblings of {name} among the {rows}',
      '{rows} next to {name}, i.e. under the same parent',
      '@show the {rows} sharing a parent with {name}, without {name}',
      '@find {rows} on the same branch as {name} (one parent), except {name}',
      '@want every {row} with the parent that {name} has, {name} left out',
      'peers of {name}: {rows} under the same {row}',
      '@know which {rows} stand beside {name} under their common parent',
    ],
  ),
  self(
    'parent-of-one',
    '',
    (s) => s.joined([s.raw('pLabel')], { where: [eq(s.raw('label'), s.childName())] }),
    [
      'What is the parent of {name} among the {rows}?',
      'parent {row} of {name}',
      'which {row} does {name} stand under?',
      '@show the {row} above {name}',
      '@find what {row} {name} belongs to',
      '{name}: superior {row}',
      '@know the {row} directly over {name}',
      '@please tell me the {label} of the {row} that {name} is under',
    ],
  ),
  self(
    'grandchildren-of-one',
    '',
    (s) => {
      const children = s.only([s.raw('key')], {
        where: [
          isIn(
            s.raw('ref'),
            subquery(s.only([s.raw('key')], { where: [eq(s.raw('label'), s.name())] })),
          ),
        ],
      });
      return s.only([s.raw('label')], { where: [isIn(s.raw('ref'), subquery(children))] });
    },
    [
      'Which {rows} are two levels under {name}?',
      'grandchildren of {name} among the {rows}',
      "{rows} whose parent's parent is {name}",
      '@show {rows} exactly two steps below {name}',
      '@find the {rows} under the {rows} under {name}',
      '@want the second level of {rows} beneath {name}',
      '{label} of {rows} that are children of children of {name}',
      '@know which {rows} come two levels down from {name}',
    ],
  ),
  self('grandparents', '', (s) => s.lineage([s.raw('label'), s.at('label', 2)]), [
    "List {rows} that have a parent's parent, with the {label} of both",
    '{rows} and their grandparent {row}',
    'each {row} two levels deep with the {row} two levels above, {label} of both',
    '@show {rows} next to the parent of their parent',
    'grandchild and grandparent {label} of the {rows}',
    '@want every {row} and the {row} two steps up, where there is one',
    '@please list {rows} with the one above the one above them',
    '@know which {row} stands two levels over each {row} ({label} both)',
  ]),
  self(
    'most-children',
    '',
    (s) =>
      s.joined([s.raw('pLabel')], {
        group: [upper(s), s.raw('pLabel')],
        order: [desc(countAll)],
        limit: 1,
      }),
    [
      'Which {row} has the most {rows} directly under it?',
      '{row} with the largest number of children',
      'biggest parent among the {rows}',
      '@show the {row} that most other {rows} belong under',
      '@find the {row} with most direct sub-{rows}',
      'who of the {rows} has the most under them?',
      '@know what {row} leads in number of child {rows}',
      '@want the {label} of the {row} with the highest count of children',
    ],
  ),
  self(
    'several-children',
    '',
    (s) =>
      s.joined([s.raw('pLabel'), countAll], {
        group: [upper(s), s.raw('pLabel')],
        having: ge(countAll, s.n(2, 3)),
      }),
    [
      'Which {rows} have at least {n} {rows} directly under them, and how many?',
      '{rows} with {n} or more children, with the number',
      'parents of {n}+ {rows}: {label} and count',
      '@show {rows} having no fewer than {n} direct sub-{rows}, and the count',
      '@find every {row} with {n} children at least (plus how many)',
      '@want {rows} that {n} or more other {rows} belong under, counts too',
      '@please list {rows} with a minimum of {n} children and their number',
      '@know which {rows} lead {n} or more {rows} and how many',
    ],
  ),
  self(
    'above-parent',
    'measure',
    (s) => s.joined([s.raw('label')], { where: [gt(s.raw('measure'), s.at('measure', 1))] }),
    [
      'Which {rows} have a higher {measure} than their parent?',
      '{rows} that beat their parent {row} in {measure}',
      '{label} of {rows} with more {measure} than the {row} above them',
      '@show {rows} whose {measure} exceeds that of their parent',
      "@find every {row} with {measure} greater than the parent's",
      '@want the {rows} that are over their parent in {measure}',
      'child above parent in {measure}: which {rows}?',
      '@know which {rows} outdo their parent on {measure}',
    ],
  ),
];
