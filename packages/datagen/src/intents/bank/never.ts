import { intentsOf } from '../intent.js';
import {
  call,
  count,
  countAll,
  countIf,
  eq,
  exists,
  isNull,
  lt,
  max,
  ne,
  notExists,
  notIn,
  percent,
  subquery,
  sum,
  either,
  ge,
  notNull,
} from '../logical-pieces.js';

const link = intentsOf('never', 'link');

/** What has no, no longer, not yet. */
export const neverIntents = [
  link(
    'without-children',
    '',
    (s) => s.parents([s.raw('pLabel')], { where: [notExists(s.children())] }),
    [
      'Which {parents} have no {rows}?',
      '{parents} without {rows}',
      '{parents} that never had {aRow}',
      '@show {pLabel} of {parents} with no {rows} at all',
      'list the {parents} nobody has recorded {rows} for',
      '@want every {parent} lacking any {row}',
      '@find {parents} with zero {rows}',
      '@know which {parents} do not have a single {row}',
    ],
  ),
  link(
    'count-without-children',
    '',
    (s) => s.parents([countAll], { where: [notExists(s.children())] }),
    [
      'How many {parents} have no {rows}?',
      '@n {parents} without {rows}',
      'count {parents} that never had {aRow}',
      '{parents} with zero {rows}, how many?',
      '@know how many {parents} have not had any {row} so far',
      '@please count the {parents} lacking {rows}',
      'how many {parents} are there with not one {row}',
      'size of the group of {parents} with no {rows}',
    ],
  ),
  link(
    'without-children-in-period',
    'start',
    (s) => s.parents([s.raw('pLabel')], { where: [notExists(s.children([s.within()]))] }),
    [
      'Which {parents} had no {rows} {start} {when}?',
      '{parents} without {rows} {when}',
      '{parents} that were idle {when}, i.e. had no {rows} {start}',
      '@show the {parents} with not one {row} {start} {when}',
      'who among the {parents} had nothing in {rows} {when}?',
      '@want the {parents} missing from the {rows} {when}',
      '@find {parents} for which no {row} was {start} {when}',
      'list {parents} ({pLabel}) having zero {rows} {when}',
    ],
  ),
  link(
    'never-with-value',
    'category',
    (s) =>
      s.parents([s.raw('pLabel')], { where: [notExists(s.children([s.isValue('category')]))] }),
    [
      'Which {parents} never had {aRow} with {category} {value}?',
      '{parents} without any {row} whose {category} is {value}',
      '{parents} that have no {value} ({category}) among their {rows}',
      '@show {parents} lacking {rows} of {category} {value}',
      'list {parents} for which {category} {value} never occurs in {rows}',
      '@find the {parents} where none of the {rows} has {value} as {category}',
      '@want all {parents} with zero {rows} of {category} {value}',
      '@know which {parents} have never seen {category} {value} in their {rows}',
    ],
  ),
  link(
    'never-flagged',
    'flag',
    (s) => s.parents([s.raw('pLabel')], { where: [notExists(s.children([s.yes()]))] }),
    [
      'Which {parents} have never had {flag} {rows}?',
      '{parents} without any {flag} {row}',
      '{parents} none of whose {rows} is {flag}',
      '@show the {parents} with no {flag} {rows}',
      'list {parents} where no {row} is {flag}',
      '@find {parents} lacking {flag} {rows}',
      '@want the {parents} that never had one {flag} {row}',
      '@know which {parents} have zero {flag} {rows}',
    ],
  ),
  link(
    'only-with-value',
    'category',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [
          exists(s.children([s.isValue('category')])),
          notExists(s.children([ne(s.raw('category'), s.drawn('value'))])),
        ],
      }),
    [
      'Which {parents} have {rows} of {category} {value} only, no other {category}?',
      '{parents} whose {rows} all have {category} {value} (unknown ones aside)',
      '{parents} with {value} as the one and only {category} of their {rows}',
      '@show {parents} that have {rows} with {category} {value} and none with another {category}',
      'list the {parents} exclusively with {category} {value} in {rows}',
      '@find {parents} having just {value} {category} {rows}, nothing else',
      '@want {parents} for whom every known {category} of their {rows} is {value}',
      'who of the {parents} sticks to {category} {value} in all {rows}?',
    ],
  ),
  link(
    'no-longer',
    'start',
    (s) => {
      const year = s.twoYears()[1];
      return s.parents([s.raw('pLabel')], {
        where: [
          exists(s.children([lt(call('year', s.f('start')), year)])),
          notExists(s.children([ge(call('year', s.f('start')), year)])),
        ],
      });
    },
    [
      'Which {parents} had {rows} before {nextYear} but none since? (last seen in {year} or earlier)',
      '{parents} no longer active: {rows} up to {year}, none from {nextYear} on',
      '{parents} that stopped having {rows} by the end of {year}, none in {nextYear} or later',
      '@show {parents} with {rows} in {year} or before and no {row} from {nextYear}',
      'lost {parents}: {rows} until {year} but nothing in {nextYear} and after',
      '@want {parents} that used to have {rows} (to {year}) and have not any more (from {nextYear})',
      '@find the {parents} that dropped out after {year}: no {rows} {start} in {nextYear} or later',
      '@know which {parents} went quiet: last {row} in {year} or earlier, none since {nextYear}',
    ],
  ),
  link(
    'left-count-per-parent',
    '',
    (s) =>
      s.left([s.raw('pLabel'), count(s.raw('key'))], { group: [s.raw('pKey'), s.raw('pLabel')] }),
    [
      'How many {rows} does each {parent} have, those with none included?',
      '{parents} and their @n {rows}, zero where there are none',
      'count of {rows} for every {parent}, also {parents} without {rows}',
      '@show all {parents} with their {row} count including 0',
      'list each {parent} ({pLabel}) and how many {rows} it has; do not leave out empty ones',
      '@want {rows} per {parent} with zeros',
      '@please count the {rows} of all {parents}, 0 for those that have none',
      '@know the number of {rows} for every single {parent}, even if zero',
    ],
  ),
  link(
    'share-without-children',
    '',
    (s) => s.parents([percent(countIf(notExists(s.children())), countAll)]),
    [
      'What percentage of {parents} has no {rows}?',
      'percent of {parents} without {rows}',
      'what percentage of the {parents} never had {aRow}',
      'share of {parents} with zero {rows}, in percent',
      '@know the percentage of {parents} that have not a single {row}',
      '@please work out what percent of {parents} lack {rows}',
      'inactive {parents} (no {rows}) as a percentage of all',
      '@show the percent of {parents} having no {row}',
    ],
  ),
  link(
    'never-ended',
    'start end',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [exists(s.children()), notExists(s.children([notNull(s.raw('end'))]))],
      }),
    [
      'Which {parents} have {rows} but none that was ever {end}?',
      '{parents} with {rows} of which not one is {end}',
      '{parents} that never got {aRow} {end}, although they have {rows}',
      '@show {parents} whose {rows} are all still not {end}',
      'list the {parents} having {rows} without a single one being {end}',
      '@find {parents} where no {row} has been {end} yet, with at least one {row}',
      '@want {parents} with open {rows} only, nothing {end}',
      '@know for which {parents} none of the {rows} got {end}',
    ],
  ),
  link(
    'not-yet-ended-per-parent',
    'start end',
    (s) =>
      s.joined([s.raw('pLabel'), countAll], {
        where: [isNull(s.raw('end'))],
        group: [s.raw('pKey'), s.raw('pLabel')],
      }),
    [
      'How many {rows} of each {parent} are not {end} yet?',
      'open {rows} per {parent} (not {end})',
      '{parents} with @n {rows} still to be {end}',
      '@show {parent} and count of {rows} that have not been {end}',
      'backlog by {parent}: {rows} not {end}',
      '@please count the not yet {end} {rows} for each {parent}',
      '@want the number of {rows} waiting to be {end}, per {parent}',
      '@know how many {rows} every {parent} has left to be {end}',
    ],
  ),
  link(
    'parent-absent-from-top-value',
    'p:category',
    (s) =>
      s.parents([s.raw('pCategory'), sum(either(notExists(s.children()), 1, 0))], {
        group: [s.raw('pCategory')],
      }),
    [
      'For each {pCategory}, how many {parents} have no {rows}?',
      '{parents} without {rows} by {pCategory}, zero included',
      'count {parents} lacking {rows} per {pCategory}, also where it is 0',
      '@show {pCategory} and how many of its {parents} never had {aRow}',
      'inactive {parents} (no {rows}) split by {pCategory}, zeros too',
      '@please break the {parents} with no {row} down by {pCategory}, keeping zeros',
      '@want for every {pCategory} the number of {parents} that have not any {rows}',
      '@know how many {parents} with no {rows} each {pCategory} has, 0 where none',
    ],
  ),
  link(
    'never-below-bound',
    'measure',
    (s) => {
      const bound = s.bound('measure', 0.35);
      return s.parents([s.raw('pLabel')], {
        where: [exists(s.children()), notExists(s.children([s.is('measure', '<', bound)]))],
      });
    },
    [
      'Which {parents} have never had {aRow} with {measure} below {bound}, though they have {rows}?',
      '{parents} with {rows}, none of them under {bound} in {measure}',
      '{parents} whose {rows} never fell below {bound} {measure}',
      '@show {parents} that have {rows} and no {row} with {measure} less than {bound}',
      'list {parents} where no {measure} of their {rows} is smaller than {bound}',
      '@find {parents} having {rows} that always kept {measure} from dropping below {bound}',
      '@want {parents} without a {row} under {bound} {measure} (but with {rows})',
      '@know which {parents} with {rows} never went below {bound} on {measure}',
    ],
  ),
  link(
    'last-before-day',
    'start',
    (s) => {
      const day = s.day(0.6);
      return s.joined([s.raw('pLabel'), max(s.f('start'))], {
        group: [s.raw('pKey'), s.raw('pLabel')],
        having: lt(max(s.f('start')), day),
      });
    },
    [
      'Which {parents} had their last {row} {start} before {day}? With the time of it',
      '{parents} not seen since {day}: name and when the latest {row} was {start}',
      '{parents} whose most recent {row} is older than {day}, plus that date',
      '@show {parents} and last {start} of their {rows} where that is before {day}',
      'dormant {parents}: latest {row} {start} earlier than {day}, and when',
      '@find {parents} with no {row} on or after {day} but some before, with the last {start}',
      '@want {pLabel} and last {row} moment of {parents} that stopped before {day}',
      '@know which {parents} have been silent since {day} and when their last {row} was {start}',
    ],
  ),
  link(
    'not-in-other-category',
    'category',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [
          exists(s.children([s.isValue('category')])),
          notIn(
            s.raw('pKey'),
            subquery(
              s.only([s.raw('ref')], {
                where: [eq(s.raw('category'), s.value('category', 'valueB'))],
              }),
            ),
          ),
        ],
      }),
    [
      'Which {parents} have {rows} with {category} {value} but none with {valueB}?',
      '{parents} with {category} {value} and without {category} {valueB} in their {rows}',
      '{parents} that had {value} but never {valueB} as {category} of {rows}',
      '@show {parents} having {rows} of {category} {value}, excluding those with {valueB} too',
      'list {parents}: some {row} has {category} {value}, no {row} has {valueB}',
      '@find {parents} where {category} of {rows} was {value} at least once and {valueB} never',
      '@want the {parents} with {value} not {valueB} ({category} of {rows})',
      '@know who among {parents} did {category} {value} yet not {valueB} in {rows}',
    ],
  ),
];
