/** Where constants stand, on queries of others: sqlglot's fixtures. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { misplacedInTexts } from '@momq/dialect-kit';
import { createSqliteParser } from './sqlite-parser.js';

const data =
  process.env['MOMQ_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const fixtures = ['identity', 'transpile'].map((part) =>
  join(data, `conformance/sqlglot-fixtures/sqlite.${part}.jsonl`),
);

test.skipIf(!fixtures.every(existsSync))(
  'sqlglot’s fixtures (skipped without the data folder: set MOMQ_DATA)',
  () => {
    const texts = fixtures
      .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'))
      .map((line) => (JSON.parse(line) as { sql: string }).sql);
    const { constants, faults } = misplacedInTexts(createSqliteParser(), texts);
    expect(faults).toEqual([]);
    expect(constants).toBeGreaterThan(50);
  },
);

test('constants and placeholders, however they are written', () => {
  const text = `SELECT 'it''s', -3.5, 0x1F, x'ff', '🐟' FROM t
WHERE a = :name AND b IN (?, ?5, @c, $d) LIMIT 10`;
  const { placedLiterals = [], placeholders } = createSqliteParser().parse(text);
  const written = placedLiterals.map(({ value, start, end }) => [text.slice(start, end), value]);
  expect(written).toEqual([
    ["'it''s'", "it's"],
    ['3.5', 3.5],
    ['0x1F', 31],
    ["'🐟'", '🐟'],
    ['10', 10],
  ]);
  expect(placeholders.map(({ name, line, column }) => [name, line, column])).toEqual([
    [':name', 2, 11],
    ['?', 2, 27],
    ['?5', 2, 30],
    ['@c', 2, 34],
    ['$d', 2, 38],
  ]);
});
