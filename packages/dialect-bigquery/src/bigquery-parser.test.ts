import { describe, expect, test } from 'vitest';
import { QuerySyntaxError } from '@momq/dialect';
import { createBigqueryParser } from './bigquery-parser.js';
import { googleSqlTokens } from './googlesql-tokens.js';
import { withRootNames } from './root-names.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

const parser = createBigqueryParser();

const QUERY = `WITH top AS (SELECT shop_id, COUNT(*) AS n FROM \`my-project.bakery.sale\` GROUP BY shop_id)
SELECT s.name, top.n, SAFE.SUBSTR(s.city, 1, 3) FROM bakery.shop AS s JOIN top ON top.shop_id = s.id, s.doors AS d, UNNEST(s.tags)
WHERE s.city = "Ghent" AND top.n > 2.5 AND s.id = @id`;

describe.skipIf(!hasZetaSql())(`ZetaSQL’s parser${zetaSqlSkip}`, () => {
  test('finds what a query is made of', () => {
    const analysis = parser.parse(QUERY);
    expect(analysis).toMatchObject({
      statements: 1,
      readOnly: true,
      relations: ['my-project.bakery.sale', 'bakery.shop'],
      functions: ['count', 'substr'],
      literals: [1, 3, 'Ghent', 2.5],
    });
    expect(analysis.columns).toEqual(
      expect.arrayContaining(['name', 'n', 'city', 'shop_id', 'id']),
    );
    expect(analysis.keywords).toEqual(
      expect.arrayContaining(['WITH', 'SELECT', 'JOIN', 'UNNEST', 'GROUP']),
    );
    expect(analysis.placeholders).toMatchObject([{ name: '@id' }]);
  });

  test.each([
    ['SELECT a FORM b', 1, 15, 'b', /Expected end of input but got identifier/],
    ['SELECT\n  FROM x', 2, 3, 'FROM', /SELECT list must not be empty/],
    ["SELECT 'open", 1, 8, "'", /Unclosed string literal/],
    ['SELECT a FROM b WHERE', 1, 22, 'end of text', /Unexpected end of script/],
    ['SELECT \0', 1, 8, '\\0', /U\+0000/],
  ])('%j is an error at line %i, column %i', (text, ...[line, column, fragment, message]) => {
    const error = (() => {
      try {
        parser.parse(text);
      } catch (thrown) {
        return thrown as QuerySyntaxError;
      }
      return undefined;
    })();
    expect(error).toMatchObject({ code: 'QUERY_SYNTAX', line, column, fragment });
    expect(error?.message).toMatch(message);
  });

  test.each([
    `SELECT ${'('.repeat(10_000)}1${')'.repeat(10_000)}`,
    `SELECT ${'1+'.repeat(20_000)}1`,
    `SELECT ${'NOT '.repeat(20_000)}TRUE`,
    `SELECT '${'x'.repeat(1_000_000)}'`,
    'SELECT '.repeat(10_000),
  ])('a long or deep text is an error: %.20s', (text) => {
    expect(() => parser.parse(text)).toThrow(QuerySyntaxError);
    // and the next one is read as before
    expect(parser.parse('SELECT 1').statements).toBe(1);
  });

  test.each(['', ' \n', '-- nothing', ';'])('%j is no statement', (text) => {
    let statements = 0;
    try {
      ({ statements } = parser.parse(text));
    } catch (error) {
      expect(error).toBeInstanceOf(QuerySyntaxError);
    }
    expect(statements).toBe(0);
  });

  test('tables get the names that the engine knows, and an end', () => {
    const { found } = parser.parse(QUERY);
    const text = withRootNames(QUERY, found, new Set(['sale', 'shop']), 11);
    expect(text).toContain('FROM `sale` AS `sale` GROUP BY');
    expect(text).toContain('FROM `shop` AS s JOIN');
    expect(text.endsWith('\nLIMIT 11')).toBe(true);
    const large = 'SELECT id FROM shop ORDER BY id LIMIT 10000000 OFFSET 5';
    const { found: limited } = parser.parse(large);
    expect(withRootNames(large, limited, new Set(['shop']), 101)).toMatch(/LIMIT 101 OFFSET 5$/);
    expect(withRootNames(large, limited, new Set(['shop']))).toBe(large);
    const [right, beyond] = [101, 102].map((rows) => `SELECT id FROM shop LIMIT ${rows}`) as [
      string,
      string,
    ];
    expect(withRootNames(beyond, parser.parse(beyond).found, new Set(['shop']), 101)).toBe(right);
    expect(withRootNames(right, parser.parse(right).found, new Set(['shop']), 101)).toBe(right);
    const umlaut = "SELECT 'Öre' FROM bakery.shop -- ü";
    expect(withRootNames(umlaut, parser.parse(umlaut).found, new Set(['shop']), 2)).toBe(
      "SELECT 'Öre' FROM `shop` AS `shop`\nLIMIT 2 -- ü",
    );
  });
});

test.each([
  [`'it''s'`, ['text', 'text']],
  [`r'\\d' 'x'`, ['text', 'text']],
  [`'''a'b''' "c"`, ['text', 'text']],
  ['`a``b`', ['name', 'name']],
  ["# x 'y\n1", ['number']],
  ['@p ? @@v.w', ['parameter', 'parameter', 'variable']],
  ["'open", ['open', 'word']],
])('%s is cut into %j', (text, kinds) => {
  expect(googleSqlTokens(text).map(({ kind }) => kind)).toEqual(kinds);
});
