/** Texts of others as the parser's tests: sqlglot's fixtures for MySQL, and the golds of two data sets. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { misplacedInTexts } from '@momq/dialect-kit';
import { createMysqlParser } from './mysql-parser.js';

/** Each so many golds; 1 measures the figures of the README. */
const EVERY = Number(process.env['MOMQ_EVERY'] ?? 12);

const data =
  process.env['MOMQ_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const fixtures = ['identity', 'transpile'].map((part) =>
  join(data, `conformance/sqlglot-fixtures/mysql.${part}.jsonl`),
);
const bird = join(data, 'static/bird-minidev/mini_dev_mysql.json');
const spider = join(data, 'spider/train_mysql.jsonl');

const withoutData = 'skipped without the data folder: set MOMQ_DATA';

const parser = createMysqlParser();

/** Texts that the parser does not take as one query. */
function refused(texts: readonly string[]): string[] {
  return texts.filter((text) => {
    try {
      return parser.parse(text).query === undefined;
    } catch {
      return true;
    }
  });
}

const lines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

/** What begins with one of these is a statement of another kind; what begins with none of both is an expression. */
const OTHER =
  /^[\s/*a-z]*\b(alter|analyze|create|delete|drop|explain|insert|lock|replace into|set|show|unlock|update)\b/i;
const QUERY = /^[\s(]*(select|table|values|with)\b/i;

/** What MySQL has not either: other types in casts, ROW as a name, AT TIME ZONE outside of them, a separator that is no text. */
const FOREIGN =
  /CAST\(x AS (?:VARCHAR|ENUM|SET|MEDIUM\w+|TIMESTAMP\w*|TEXT)\b|AS row$|AT TIME ZONE|SEPARATOR z/;

describe.skipIf(!fixtures.every(existsSync))(`sqlglot (${withoutData})`, () => {
  test('takes what MySQL takes', () => {
    // Read here: the body of a suite runs where its tests are skipped, too.
    const texts = fixtures
      .flatMap(lines)
      .map((line) => (line as { sql: string }).sql)
      .filter((sql) => QUERY.test(sql) || !OTHER.test(sql))
      .map((sql) => (QUERY.test(sql) ? sql : `SELECT ${sql}`));
    const foreign = texts.filter((text) => FOREIGN.test(text));
    expect([texts.length, foreign.length]).toEqual([203, 13]);
    expect(refused(texts)).toEqual(foreign);
    const { constants, faults } = misplacedInTexts(parser, texts);
    expect(faults).toEqual([]);
    expect(constants).toBeGreaterThan(100);
  });
});

describe.skipIf(!existsSync(bird))(`BIRD mini-dev (${withoutData})`, () => {
  test('takes every gold', () => {
    const golds = JSON.parse(readFileSync(bird, 'utf8')) as readonly { readonly SQL: string }[];
    const some = golds.map(({ SQL }) => SQL).filter((_, place) => place % EVERY === 0);
    expect(some.length).toBeGreaterThan(40);
    expect(refused(some)).toEqual([]);
  });
});

describe.skipIf(!existsSync(spider))(`Spider train (${withoutData})`, () => {
  test('takes every gold', () => {
    const golds = lines(spider) as readonly { readonly mysql: string }[];
    const some = golds.map(({ mysql }) => mysql).filter((_, place) => place % EVERY === 0);
    expect(some.length).toBeGreaterThan(500);
    expect(refused(some)).toEqual([]);
  });
});
