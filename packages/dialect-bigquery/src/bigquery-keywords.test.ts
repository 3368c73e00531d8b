import { expect, test } from 'vitest';
import { quoteIdentifier } from '@momq/core/sql';
import { bigqueryIdentifiers } from './bigquery-generator.js';
import { bigqueryKeywords, reservedWords } from './bigquery-keywords.js';
import { createBigqueryParser } from './bigquery-parser.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

test.skipIf(!hasZetaSql())(`keywords are names once they are quoted${zetaSqlSkip}`, () => {
  const parser = createBigqueryParser();
  for (const keyword of bigqueryKeywords.all) {
    const name = quoteIdentifier(keyword.toLowerCase(), bigqueryIdentifiers);
    const text = `SELECT ${name}, COUNT(DISTINCT ${name}) FROM ${name} AS t1 JOIN ${name} AS t2 ON t1.${name} = t2.${name} WHERE ${name} IS NULL AND ${name} IN (1) GROUP BY ${name} ORDER BY ${name} DESC`;
    expect(parser.parse(text), keyword).toMatchObject({ relations: [keyword.toLowerCase()] });
  }
});

test.skipIf(!hasZetaSql())(`reserved words are none without quotes${zetaSqlSkip}`, () => {
  const parser = createBigqueryParser();
  for (const word of reservedWords)
    expect(() => parser.parse(`SELECT 1 AS ${word}`), word).toThrow(
      expect.objectContaining({ code: 'QUERY_SYNTAX' }) as Error,
    );
});

test('names are quoted for other characters and words that are reserved', () => {
  expect(
    ['name', 'Name', 'max length', 'group', '2nd', 'a`b', 'a\\b'].map((name) =>
      quoteIdentifier(name, bigqueryIdentifiers),
    ),
  ).toEqual(['name', 'Name', '`max length`', '`group`', '`2nd`', '`a\\`b`', '`a\\\\b`']);
});
