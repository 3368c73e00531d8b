import { intentsOf } from '../intent.js';
import { asc, call, countAll, desc, gt, like, notLike, notNull } from '../logical-pieces.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('text patterns', 'rows');

const label = (s: Scene) => s.raw('label');

/** Names by their letters. */
export const textIntents = [
  rows(
    'begins-with',
    'label',
    (s) => s.only([label(s)], { where: [like(label(s), `${s.letter()}%`)] }),
    [
      'Which {rows} have {aLabel} beginning with {letter}?',
      '{rows} whose {label} starts with {letter}',
      'list {label} of {rows} starting with the letter {letter}',
      '@show all {rows} with {label} {letter}...',
      '@find {rows} where {label} begins with "{letter}"',
      '@want every {row} under {letter} ({label})',
      '{letter}-{rows}: {label} with initial {letter}',
      '@know which {rows} start with {letter} in their {label}',
    ],
  ),
  rows(
    'contains',
    'label',
    (s) => s.only([label(s)], { where: [like(label(s), `%${s.part()}%`)] }),
    [
      'Which {rows} have "{part}" in their {label}?',
      '{rows} whose {label} contains {part}',
      '{label} of {rows} with the word {part} in it',
      '@show all {rows} mentioning {part} in {label}',
      '@find {rows} like *{part}*, by {label}',
      '@want every {row} with {part} somewhere in the {label}',
      'search {rows} for {part} ({label})',
      '@know which {rows} have {part} as part of the {label}',
    ],
  ),
  rows(
    'count-contains',
    'label',
    (s) => s.only([countAll], { where: [like(label(s), `%${s.part()}%`)] }),
    [
      'How many {rows} have "{part}" in their {label}?',
      '@n {rows} whose {label} contains {part}',
      'count {rows} with {part} in {label}',
      '{rows} mentioning {part} ({label}), how many?',
      '@know how many {rows} have {part} somewhere in the {label}',
      '@please count the {rows} with {label} like *{part}*',
      'how often does {part} occur in the {label} of {rows}? number of {rows}',
      '@want the number of {rows} with the word {part} in their {label}',
    ],
  ),
  rows(
    'without-part',
    'label',
    (s) => s.only([label(s)], { where: [notLike(label(s), `%${s.letter().toLowerCase()}%`)] }),
    [
      'Which {rows} have no letter {letter} in their {label}?',
      '{rows} whose {label} does not contain {letter} (big or small)',
      '{label} of {rows} without any {letter}',
      '@show {rows} with no {letter} anywhere in {label}',
      '@find {rows} avoiding the letter {letter} in their {label}',
      '@want every {row} with {aLabel} free of {letter}',
      'list {rows} where {label} lacks {letter}',
      '@know which {rows} do not have {letter} in {label}',
    ],
  ),
  rows(
    'longest-label',
    'label',
    (s) => s.only([label(s)], { order: [desc(call('length', label(s)))], limit: 1 }),
    [
      'Which {row} has the longest {label}?',
      'longest {label} among the {rows}',
      '{label} with most characters in {rows}',
      '@show the {row} whose {label} is longest',
      '@find the {label} of {rows} with the greatest length',
      'what {label} of the {rows} takes most letters?',
      "@know the {rows}' longest {label}",
      '@want the {row} with the most characters in its {label}',
    ],
  ),
  rows('label-lengths', 'label', (s) => s.only([label(s), call('length', label(s))]), [
    'How many characters does the {label} of each {row} have? {label} and length',
    '{label} of {rows} and its length in characters',
    '{rows}: {label}, number of characters',
    "@show each {row}'s {label} with how long it is (characters)",
    'length of {label} for all {rows}',
    '@want {label} and character count of every {row}',
    '@please list {rows} with {label} and the length of it',
    '@know how long the {label} of each {row} is',
  ]),
  rows(
    'longer-than',
    'label',
    (s) => s.only([countAll], { where: [gt(call('length', label(s)), s.n(6, 12))] }),
    [
      'How many {rows} have {aLabel} longer than {n} characters?',
      '@n {rows} with over {n} characters in {label}',
      'count {rows} whose {label} exceeds {n} letters',
      '{rows} with {label} of more than {n} characters, how many?',
      '@know how many {rows} go beyond {n} characters in {label}',
      '@please count the {rows} where {label} has more than {n} characters',
      'how many {rows} would not fit into {n} characters by {label}?',
      '@want the number of {rows} with {label} length > {n}',
    ],
  ),
  rows(
    'count-by-initial',
    'label',
    (s) => {
      const initial = call('substring', label(s), 1, 1);
      return s.only([initial, countAll], { group: [initial] });
    },
    [
      'How many {rows} are there for each first letter of the {label}?',
      '{rows} by initial of their {label}',
      'count of {rows} per first letter ({label})',
      '@show first letter of {label} and number of {rows}',
      'alphabet index: initial letter of {label} with {row} count',
      '@want {rows} grouped by the first character of {label}',
      '@please count {rows} by the letter their {label} begins with',
      '@know how {rows} spread over the initials of {label}',
    ],
  ),
  rows('upper-case', 'label', (s) => s.only([call('upper', label(s))]), [
    'List the {label} of all {rows} in capital letters',
    '{label} of {rows} in upper case',
    'all {rows}, {label} in capitals',
    "@show every {row}'s {label} uppercased",
    '@want {rows} with {label} written in big letters',
    '@please give the {label} of {rows} in ALL CAPS',
    'uppercase {label} of each {row}',
    '@can print the {label} of the {rows} in capitals?',
  ]),
  rows('several-words', 'label', (s) => s.only([label(s)], { where: [like(label(s), '% %')] }), [
    'Which {rows} have {aLabel} of more than one word?',
    '{rows} with a space in their {label}',
    '{label} of {rows} consisting of several words',
    '@show {rows} whose {label} is two words or longer',
    '@find every {row} with a multi-word {label}',
    '@want {rows} with {label} not just a single word',
    'list {rows} where {label} contains a blank',
    '@know which {rows} have two or more words as {label}',
  ]),
  rows(
    'label-with-category',
    'label category',
    (s) =>
      s.only([call('concat', label(s), ' (', s.raw('category'), ')')], {
        where: [notNull(s.raw('category'))],
      }),
    [
      "Show each {row} as '{label} ({category})' in one text, if {category} is known",
      '{rows} as one column: {label}, then {category} in brackets, where there is {category}',
      "combine {label} and {category} of {rows} into 'x (y)', leaving out unknown {category}",
      '@want {label} followed by {category} in parentheses for all {rows} with {category}',
      '@please write {rows} as {label} (space) bracketed {category}, one text each, no missing {category}',
      'one text per {row}: {label} with ({category}) behind it, known {category} only',
      '{label} plus {category} in round brackets, glued together, for every {row} having {category}',
      '@can list {rows} in the form {label} ({category})? skip those without {category}',
    ],
  ),
  rows(
    'first-alphabetically',
    'label',
    (s) => s.only([label(s)], { order: [asc(label(s))], limit: s.n(3, 8) }),
    [
      'What are the first {n} {rows} in alphabetical order of {label}?',
      'first {n} {rows} by {label}, A to Z',
      '{n} {rows} that come first alphabetically ({label})',
      '@show {label} of {rows} sorted alphabetically, top {n}',
      '@want the {n} first {rows} from the alphabet by {label}',
      '@please sort {rows} by {label} and give the first {n}',
      'alphabetical list of {rows}, only {n}, by {label}',
      '@know which {n} {rows} lead the alphabetical list ({label})',
    ],
  ),
];
