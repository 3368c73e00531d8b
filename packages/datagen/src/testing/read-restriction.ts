import type { Value } from '@momq/dialect';

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

type Constant = number | string;
/** Whether a value, never a missing one, fulfils a phrase with its constants. */
type Comparison = (value: Constant, v: Constant, w: Constant) => boolean;

/** What people call the columns of the small library; longer words first. */
const columns: Readonly<Record<string, string>> = {
  'number of stars': 'rating',
  'number of pages': 'pages',
  'year of birth': 'birth_year',
  'age in years': 'age',
  'birth year': 'birth_year',
  country: 'country',
  nation: 'country',
  rating: 'rating',
  score: 'rating',
  pages: 'pages',
  title: 'title',
  genre: 'genre',
  kind: 'genre',
  name: 'name',
  days: 'days',
  date: 'date',
  day: 'date',
  age: 'age',
};

const equal: Comparison = (x, v) => x === v;
const unequal: Comparison = (x, v) => x !== v;
const more: Comparison = (x, v) => x > v;
const less: Comparison = (x, v) => x < v;
const atLeast: Comparison = (x, v) => x >= v;
const atMost: Comparison = (x, v) => x <= v;
const within: Comparison = (x, v, w) => x >= v && x <= w;
const begins: Comparison = (x, v) => String(x).startsWith(String(v));
const ends: Comparison = (x, v) => String(x).endsWith(String(v));
const holds: Comparison = (x, v) => String(x).includes(String(v));

const has = '(?:with|that have|having|whose|where)(?: the| an?)?';

/** Phrases about a column `C` and the constants `V` and `W`; the later ones are tried first. */
const phrases: readonly (readonly [phrase: string, comparison: Comparison])[] = [
  [`${has} C(?: is| of| equals)? V`, equal],
  ['(?:whose|with)(?: the)? C(?: is(?: either)?)? V or (?:C )?W', (x, v, w) => x === v || x === w],
  ['with V as C', equal],
  [
    `${has} C(?: is)? (?:above|over|greater than|higher than|more than|larger than|exceeding|later than|after) V`,
    more,
  ],
  [
    `${has} C(?: is)? (?:below|under|less than|lower than|smaller than|earlier than|before) V`,
    less,
  ],
  ['(?:with an?|with|whose) C (?:of|is) (?:at least|no less than) V', atLeast],
  ['whose C is V or more', atLeast],
  ['with a minimum C of V', atLeast],
  ['(?:with an?|with|whose) C (?:of|is) (?:at most|no more than) V', atMost],
  ['whose C is V or less', atMost],
  ['(?:with an?|with|whose) C(?: is)? between V and W', within],
  ['whose C ranges from V to W', within],
  ['with(?: an?)? C in the range of V to W', within],
  ['whose C (?:is not|differs from|is different from) V', unequal],
  ['with(?: an?)? C other than V', unequal],
  ['that do not have V as C', unequal],
  ['not having the C V', unequal],
  ['whose C (?:starts|begins) with V', begins],
  ['with(?: an?)? C starting with V', begins],
  ['(?:whose|with(?: an?)?) C(?: is)? in(?: the year)? V', begins],
  ['whose C ends with V', ends],
  ['with(?: an?)? C ending in V', ends],
  ['whose C (?:contains|includes the word) V', holds],
  ['with a C containing V', holds],
  ['(?:with|that have) V in (?:their|the) C', holds],
];

/** Phrases of one column each; the later ones are tried first. */
const ownPhrases: readonly (readonly [phrase: string, column: string, comparison: Comparison])[] = [
  ['(?:(?:named|called|by the name of) )?V', 'label', equal],
  ['rated V', 'rating', equal],
  ['rated (?:above|higher than) V', 'rating', more],
  ['rated (?:below|lower than) V', 'rating', less],
  ['longer than V pages', 'pages', more],
  ['shorter than V pages', 'pages', less],
  ['longer than V days', 'days', more],
  ['shorter than V days', 'days', less],
  ['(?:on|dated) V', 'date', equal],
  ['(?:after|dated later than) V', 'date', more],
  ['(?:before|dated earlier than) V', 'date', less],
  ['(?:from|in|based in) V', 'country', equal],
  ['born after V', 'birth_year', more],
  ['born before V', 'birth_year', less],
  ['born in V', 'birth_year', equal],
  ['(?:older than|over the age of|over) V', 'age', more],
  ['above V years of age', 'age', more],
  ['(?:younger than|under the age of|under) V', 'age', less],
  ['aged V', 'age', equal],
  ['who are V years old', 'age', equal],
];

const missing = [
  '(?:without|that have no|with no)(?: an?)? C(?: recorded)?',
  'whose C is (?:missing|unknown)',
];
const known = ['whose C is known', 'that have a recorded C', 'with a known C'];

const constant = `"[^"]+"|'[^']+'|[^"' ]+(?: [A-Z][a-z]+| [a-z]+)?`;
const numbers = 'zero one two three four five six seven eight nine ten'.split(' ');

function constantOf(text = ''): Constant {
  const bare = text.replace(/^["']|["']$/g, '').toLowerCase();
  if (numbers.includes(bare)) return numbers.indexOf(bare);
  return /^[\d,]+(\.\d+)?$/.test(bare) ? Number(bare.replaceAll(',', '')) : bare;
}

function pattern(phrase: string): RegExp {
  const named = phrase
    .replace(/\bC\b/, `(?<column>${Object.keys(columns).join('|')})`)
    .replaceAll(/\bC\b/g, String.raw`\k<column>`);
  return new RegExp(
    `^${named.replace(/\bV\b/, `(?<v>${constant})`).replace(/\bW\b/, `(?<w>${constant})`)}$`,
    'i',
  );
}

function fulfils(value: Value | undefined, test: (value: Constant) => boolean): boolean {
  if (value === null || value === undefined) return false;
  return test(typeof value === 'number' ? value : String(value).toLowerCase());
}

/** What a phrase makes of its words: a test of rows. */
const readers = [
  ...ownPhrases.map(([phrase, column, comparison]) => ({
    words: pattern(phrase),
    test: (_: string, v: Constant, w: Constant) => (row: Row) =>
      (column === 'label' ? [row['name'], row['title']] : [row[column]]).some((value) =>
        fulfils(value, (x) => comparison(x, v, w)),
      ),
  })),
  ...phrases.map(([phrase, comparison]) => ({
    words: pattern(phrase),
    test: (column: string, v: Constant, w: Constant) => (row: Row) =>
      fulfils(row[column], (x) => comparison(x, v, w)),
  })),
  ...missing.map((phrase) => ({
    words: pattern(phrase),
    test: (column: string) => (row: Row) => row[column] === null,
  })),
  ...known.map((phrase) => ({
    words: pattern(phrase),
    test: (column: string) => (row: Row) => row[column] !== null,
  })),
].toReversed();

/**
 * Reads a restriction of the small library's questions as somebody would who has never seen its query.
 *
 * @param after - what stands after the noun: `rated above 4`
 * @returns whether a row fulfils it, or `undefined` where the words make no sense
 */
export function readRestriction(after: string): ((row: Row) => boolean) | undefined {
  for (const { words, test } of readers) {
    const found = words.exec(after)?.groups;
    if (found)
      return test(
        columns[found['column']?.toLowerCase() ?? ''] ?? '',
        constantOf(found['v']),
        constantOf(found['w']),
      );
  }
  return undefined;
}
