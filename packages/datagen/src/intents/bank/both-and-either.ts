import { intentsOf } from '../intent.js';
import {
  countAll,
  eq,
  exists,
  gt,
  isIn,
  notExists,
  notNull,
  or,
  setOf,
  subquery,
} from '../logical-pieces.js';

const link = intentsOf('both, either, only', 'link');
const rows = intentsOf('both, either, only', 'rows');
const siblings = intentsOf('both, either, only', 'siblings');

/** Sets against each other. */
export const setIntents = [
  link(
    'with-both-values',
    'category',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [
          exists(s.children([s.isValue('category')])),
          exists(s.children([s.isValue('category', 'valueB')])),
        ],
      }),
    [
      'Which {parents} have {rows} with {category} {value} and also with {valueB}?',
      '{parents} with both {value} and {valueB} as {category} in their {rows}',
      '{parents} whose {rows} include {category} {value} as well as {valueB}',
      '@show {parents} that have at least one {row} of {category} {value} and one of {valueB}',
      '@find {parents} having {value} and {valueB} alike among {category} of {rows}',
      '@want every {parent} with {rows} in both {category} {value} and {category} {valueB}',
      'who of the {parents} has {rows} of {value} and of {valueB} ({category})?',
      '@know which {parents} combine {category} {value} with {valueB} in their {rows}',
    ],
  ),
  link(
    'with-either-value',
    'category',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [
          exists(
            s.children([
              isIn(s.raw('category'), s.value('category'), s.value('category', 'valueB')),
            ]),
          ),
        ],
      }),
    [
      'Which {parents} have {rows} with {category} {value} or {valueB}?',
      '{parents} with {value} or {valueB} as {category} in some {row}',
      '{parents} whose {rows} include {category} {value} or else {valueB}',
      '@show {parents} that have at least one {row} of {category} {value} or {valueB}',
      '@find {parents} having {rows} in {category} {value}, {valueB} or both',
      '@want every {parent} with any {row} whose {category} is {value} or {valueB}',
      'who of the {parents} has {rows} of {value} or of {valueB} ({category})?',
      '@know which {parents} touch {category} {value} or {valueB} in their {rows}',
    ],
  ),
  link(
    'values-of-two-parents',
    'category',
    (s) =>
      setOf(
        'intersect',
        s.joined([s.raw('category')], {
          where: [notNull(s.raw('category')), eq(s.raw('pLabel'), s.name())],
        }),
        s.joined([s.raw('category')], {
          where: [notNull(s.raw('category')), eq(s.raw('pLabel'), s.name('nameB'))],
        }),
      ),
    [
      'Which {category} occur in {rows} of both {parents} {name} and {nameB}?',
      '{category} that {name} and {nameB} share in their {rows} ({parents})',
      'common {category} of the {rows} of {parents} {name} and {nameB}',
      '@show each {category} found in {rows} of {parent} {name} and in those of {nameB}',
      '@find the overlap in {category} between the {rows} of {name} and {nameB}, both {parents}',
      '@want {category} values that {rows} of {name} as well as {nameB} have ({parents})',
      'what {category} do the {parents} {name} and {nameB} have in common in {rows}?',
      '@know in which {category} the {rows} of {parents} {name} and {nameB} meet',
    ],
  ),
  link(
    'values-of-one-not-other',
    'category',
    (s) =>
      setOf(
        'except',
        s.joined([s.raw('category')], {
          where: [notNull(s.raw('category')), eq(s.raw('pLabel'), s.name())],
        }),
        s.joined([s.raw('category')], {
          where: [notNull(s.raw('category')), eq(s.raw('pLabel'), s.name('nameB'))],
        }),
      ),
    [
      'Which {category} occur in {rows} of the {parent} {name} but not in those of {nameB}?',
      '{category} that {name} has in {rows} and {nameB} lacks ({parents})',
      'difference in {category}: {rows} of {parent} {name} without {rows} of {nameB}',
      '@show each {category} found in {rows} of {parent} {name} and missing from those of {nameB}',
      '@find {category} only in {rows} of {name}, never in {nameB}, both {parents}',
      '@want {category} values that {rows} of {name} have and {rows} of {nameB} do not ({parents})',
      'what {category} does {parent} {name} have over {nameB} in {rows}?',
      '@know in which {category} {parent} {name} has {rows} while {nameB} has none',
    ],
  ),
  rows(
    'values-gone-since-year',
    'category start',
    (s) => {
      const [one, two] = s.twoYears();
      return setOf(
        'except',
        s.only([s.raw('category')], { where: [notNull(s.raw('category')), s.inYear(one)] }),
        s.only([s.raw('category')], { where: [s.inYear(two), notNull(s.raw('category'))] }),
      );
    },
    [
      'Which {category} had {rows} in {year} but not in {nextYear}?',
      '{category} of {rows} from {year} missing in {nextYear}',
      '{category} that disappeared from {rows} between {year} and {nextYear}',
      '@show each {category} with {rows} {start} in {year} and none in {nextYear}',
      '@find {category} values seen in {year} {rows} and no more in {nextYear}',
      '@want every {category} that {rows} of {year} have and those of {nextYear} lack',
      'what {category} dropped out of the {rows} after {year}, comparing with {nextYear}?',
      '@know which {category} of {rows} did not make it from {year} into {nextYear}',
    ],
  ),
  rows(
    'values-in-both-years',
    'category start',
    (s) => {
      const [one, two] = s.twoYears();
      return setOf(
        'intersect',
        s.only([s.raw('category')], { where: [s.inYear(one), notNull(s.raw('category'))] }),
        s.only([s.raw('category')], { where: [s.inYear(two), notNull(s.raw('category'))] }),
      );
    },
    [
      'Which {category} had {rows} in {year} and in {nextYear}?',
      '{category} of {rows} present in {year} as well as {nextYear}',
      '{category} found in the {rows} of both {year} and {nextYear}',
      '@show each {category} with {rows} {start} in {year} and again in {nextYear}',
      '@find {category} values seen in {rows} of {year} and of {nextYear}',
      '@want every {category} that {rows} of {year} and {nextYear} have in common',
      'what {category} continued from {year} to {nextYear} in the {rows}?',
      '@know which {category} of {rows} appear in both years, {year} and {nextYear}',
    ],
  ),
  siblings(
    'with-both-kinds',
    '',
    (s) =>
      s.parents([s.raw('pLabel')], { where: [exists(s.children()), exists(s.otherChildren())] }),
    [
      'Which {parents} have both {rows} and {others}?',
      '{parents} with {rows} as well as {others}',
      '{parents} having at least one {row} and one {other}',
      '@show the {parents} that have {rows} and also {others}',
      '@find {parents} for which there are {rows} and {others}',
      '@want every {parent} with {rows} and {others} alike',
      'who of the {parents} has {aRow} and {aOther} too?',
      '@know which {parents} come with {rows} and {others} both',
    ],
  ),
  siblings(
    'with-first-not-second',
    '',
    (s) =>
      s.parents([s.raw('pLabel')], { where: [exists(s.children()), notExists(s.otherChildren())] }),
    [
      'Which {parents} have {rows} but no {others}?',
      '{parents} with {rows} and without {others}',
      '{parents} having some {row} yet no {other}',
      '@show the {parents} that have {rows} and lack {others}',
      '@find {parents} where {rows} exist and {others} do not',
      '@want every {parent} with {rows} but zero {others}',
      'who of the {parents} has {aRow} without any {other}?',
      '@know which {parents} have {rows} only, no {others}',
    ],
  ),
  siblings(
    'with-neither',
    '',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [notExists(s.children()), notExists(s.otherChildren())],
      }),
    [
      'Which {parents} have neither {rows} nor {others}?',
      '{parents} without {rows} and without {others}',
      '{parents} having no {row} and no {other} either',
      '@show the {parents} that lack {rows} as well as {others}',
      '@find {parents} with zero {rows} and zero {others}',
      '@want every {parent} with no {rows} and no {others}',
      'who of the {parents} has nothing, not {aRow}, not {aOther}?',
      '@know which {parents} come with neither {rows} nor {others}',
    ],
  ),
  siblings(
    'with-either-kind',
    '',
    (s) => s.parents([countAll], { where: [or(exists(s.children()), exists(s.otherChildren()))] }),
    [
      'How many {parents} have {rows} or {others} (or both)?',
      '@n {parents} with {rows} or {others}',
      'count {parents} having any {row} or any {other}',
      '{parents} that have {rows}, {others} or both: how many?',
      '@know how many {parents} have at least {aRow} or {aOther}',
      '@please count the {parents} with {rows} and/or {others}',
      'how many {parents} are there with some {row} or some {other}?',
      '@want the number of {parents} with either {rows} or {others}, both counted too',
    ],
  ),
  siblings(
    'more-of-the-first',
    '',
    (s) =>
      s.parents([s.raw('pLabel')], {
        where: [gt(subquery(s.children([], countAll)), subquery(s.otherChildren([], countAll)))],
      }),
    [
      'Which {parents} have more {rows} than {others}?',
      '{parents} with more {rows} than {others}',
      '{parents} where {rows} outnumber {others}',
      '@show the {parents} whose {rows} exceed their {others} in number',
      '@find {parents} having a higher count of {rows} than of {others}',
      '@want every {parent} with {rows} > {others}',
      'for which {parents} are there fewer {others} than {rows}?',
      '@know which {parents} have {rows} in greater number than {others}',
    ],
  ),
  siblings(
    'both-counts',
    '',
    (s) =>
      s.parents([
        s.raw('pLabel'),
        subquery(s.children([], countAll)),
        subquery(s.otherChildren([], countAll)),
      ]),
    [
      'For every {parent}: how many {rows} and how many {others}? Zeros included',
      '{rows} and {others} @per {parent}, two counts, 0 where none',
      '{parents} with their number of {rows} and of {others}, all {parents}',
      '@show all {parents} with {row} count and {other} count',
      'table of {parents}: {rows}, {others} (counts, also 0)',
      '@want {parent}, number of {rows}, number of {others} for each {parent}',
      '@please list every {parent} with both its {rows} and its {others} counted, zeros too',
      '@know how many {rows} and {others} each of the {parents} has',
    ],
  ),
];
