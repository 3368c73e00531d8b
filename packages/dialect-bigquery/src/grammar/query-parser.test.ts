import { describe, expect, test } from 'vitest';
import type { TextRange } from '@momq/dialect';
import { googleSqlTokens } from '../googlesql-tokens.js';
import { bigquery } from '../index.js';
import { hostileStatements } from '../testing/hostile-statements.js';
import { googleSqlCases, hasSuites, sqlglotCases } from '../testing/parser-suites.js';
import { zetaSqlSkip } from '../testing/zetasql-skip.js';
import type { Found } from '../zetasql-analysis.mjs';
import { hasZetaSql, parseWithZetaSql } from '../zetasql-parse.js';
import { readQuery } from './query-parser.js';

/** Each so many texts of the suites. */
const EVERY = Number(process.env['MOMQ_EVERY'] ?? 12);

const isRead = (text: string): boolean => 'found' in readQuery(text, googleSqlTokens(text));

/** ZetaSQL's tree has no texts of these, and numbers of types for literals. */
const OTHER_LITERALS = /\b(BIGDECIMAL|BIGNUMERIC|DECIMAL|JSON|NUMERIC)\s*['"]|\bAS \w+\(\d+/i;

/** What the guard and the engines go by. */
function essence(found: Found): unknown {
  const { statements, tables, tableFunctions, functions, variables, placeholders } = found;
  const byPlace = (one: TextRange, other: TextRange): number => one.start - other.start;
  const calls = functions.map((name) => name.toLowerCase()).sort();
  const paths = tables.map(({ names, start, end, aliased }) => [
    names.join('.'),
    start,
    end,
    aliased,
  ]);
  return {
    ...{ statements, paths: paths.sort(), tableFunctions, calls, variables },
    placeholders: [...placeholders].sort(byPlace),
    literals: [...found.literals].sort(byPlace),
    limitAt: found.limitAt,
  };
}

const suites = hasSuites ? [...googleSqlCases(), ...sqlglotCases()] : [];
const tutorials = bigquery().tutorials.pages.flatMap(({ examples }) =>
  examples.map(({ query }) => query),
);

/** Whose LIMIT would stand inside, or behind. */
const BRACKETED = [
  '(SELECT a FROM t ORDER BY a)',
  '((SELECT a FROM t));',
  '(SELECT a FROM t LIMIT 3)',
  '(SELECT a FROM t LIMIT 3) LIMIT 2',
  '(SELECT a FROM t) ORDER BY a',
  '(SELECT 1) UNION ALL (SELECT 2)',
  '((SELECT 1) UNION ALL (SELECT 2))',
  'WITH p AS (SELECT 1 AS a) (SELECT a FROM p)',
];

describe.skipIf(!hasZetaSql())(`beside ZetaSQL${zetaSqlSkip}`, () => {
  test.each([
    ['the tutorials', tutorials.filter((_, place) => place % 4 === 0)],
    ['hostile statements', hostileStatements.filter((_, place) => place % 8 === 0)],
    ['queries in brackets', BRACKETED],
    [
      `the suites${hasSuites ? '' : ' (skipped: MOMQ_DATA names no folder with them)'}`,
      suites.filter((_, place) => place % EVERY === 0).map(({ text }) => text),
    ],
  ])('finds the same in %s', (_, texts) => {
    for (const text of texts) {
      const read = readQuery(text, googleSqlTokens(text));
      if (!('found' in read)) continue;
      let reference: Found;
      try {
        reference = parseWithZetaSql(text);
      } catch {
        continue; // younger than ZetaSQL; whether it is right, the suites say
      }
      if (/\bdescriptor\b/i.test(text)) continue; // no function to ZetaSQL
      const literals = OTHER_LITERALS.test(text) ? { literals: [] } : {};
      expect(essence({ ...read.found, ...literals }), text).toEqual(
        essence({ ...reference, ...literals }),
      );
    }
  });
});

test('reads the tutorials', () => {
  expect(tutorials.filter((text) => !isRead(text))).toEqual([]);
});

test.skipIf(!hasSuites)(
  `reads nothing that GoogleSQL’s own tests call wrong${hasSuites ? '' : ' (skipped: MOMQ_DATA names no folder with conformance/googlesql)'}`,
  () => {
    const wrong = googleSqlCases().filter(({ valid }) => !valid);
    expect(wrong.filter(({ text }) => isRead(text)).map(({ text }) => text)).toEqual([
      // Wrong where there are no pipes.
      'from Table',
      // Wrong where QUALIFY is a name; BigQuery reserves it.
      'SELECT *\nFROM T\nGROUP BY ALL\nQUALIFY a = 1',
    ]);
  },
);

test.each([
  'SELECT shop_id, COUNT(*) FROM sale GROUP BY ALL',
  'SELECT a, b, SUM(c) FROM t GROUP BY GROUPING SETS ((a, b), ROLLUP(a), ())',
  'SELECT \'one\' "two"',
  'SELECT 1 AS a FULL OUTER UNION ALL BY NAME SELECT 2 AS b',
  'SELECT a FROM t LIMIT ALL OFFSET 3',
  "SELECT (a || b).UPPER().SUBSTR(1, 2), 'x y'.SPLIT(' ')[0].LENGTH(), (url).(NET.HOST)() FROM t",
  'SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1) COUNT(*, contribution_bounds_per_group => (0, 9)) FROM t',
])('reads what is younger than ZetaSQL’s package: %s', (text) => {
  expect(isRead(text)).toBe(true);
});

test.each([
  'SELECT 1 FROM a, b FULL JOIN c ON TRUE',
  'SELECT 1 = 2 = 3',
  'SELECT 1 UNION ALL SELECT 2 UNION DISTINCT SELECT 3',
  'SELECT 1a',
  'SELECT 5.UPPER()',
  'SELECT (a).CAST(b AS STRING)',
  "SELECT '\\q'",
  "SELECT '\\ud800'",
  'SELECT a+b.* FROM t',
  'SELECT 1 FROM (a)',
  'SELECT 1; SELECT 2',
  'SELECT 1 |> UNION ALL SELECT 2',
  'FROM t WHERE TRUE',
])('does not read %s', (text) => {
  expect(isRead(text)).toBe(false);
});

test.each([
  ["'a\\n\\x41\\101\\u00e4\\U0001F600\\''", "a\nAA\u00e4\u{1F600}'"],
  ["r'a\\n'", 'a\\n'],
  ['"""a\n"b"""', 'a\n"b'],
])('the value of %s', (text, value) => {
  const read = readQuery(`SELECT ${text}`, googleSqlTokens(`SELECT ${text}`));
  expect(read).toMatchObject({ found: { literals: [{ value }] } });
});

test('parts of paths may begin with digits', () => {
  const text = 'SELECT t.144A_flag, x[0].1, .5 FROM shop.2024.7_sales t WHERE t.1e5 > 1.5';
  const read = readQuery(text, googleSqlTokens(text));
  expect(read).toMatchObject({
    found: {
      columns: ['144A_flag', 'x', '1', '1e5'],
      tables: [{ names: ['shop', '2024', '7_sales'] }],
    },
  });
});

test('is quick', () => {
  const text =
    "SELECT s.name AS shop, COUNT(*) AS sales, SUM(x.quantity * x.price) AS revenue FROM shop AS s JOIN sale AS x ON x.shop_id = s.id WHERE s.city = 'Ghent' AND x.quantity > 2 AND EXTRACT(YEAR FROM x.sold_on) = 2024 GROUP BY s.name HAVING COUNT(*) > 3 ORDER BY revenue DESC, shop LIMIT 10";
  const times = Array.from({ length: 200 }, () => {
    const started = performance.now();
    readQuery(text, googleSqlTokens(text));
    return performance.now() - started;
  }).sort((one, other) => one - other);
  expect(times[0]).toBeLessThan(1);
});
