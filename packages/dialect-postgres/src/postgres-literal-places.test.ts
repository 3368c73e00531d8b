/** Where constants stand, on queries of others: sqlglot's fixtures. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { misplacedInTexts } from '@momq/dialect-kit';
import { createPostgresParser } from './postgres-parser.js';

const data =
  process.env['MOMQ_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const fixtures = ['identity', 'transpile'].map((part) =>
  join(data, `conformance/sqlglot-fixtures/postgres.${part}.jsonl`),
);

test.skipIf(!fixtures.every(existsSync))(
  'sqlglot’s fixtures (skipped without the data folder: set MOMQ_DATA)',
  async () => {
    const texts = fixtures
      .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'))
      .map((line) => (JSON.parse(line) as { sql: string }).sql);
    const { constants, faults } = misplacedInTexts(await createPostgresParser(), texts);
    expect(faults).toEqual([]);
    expect(constants).toBeGreaterThan(50);
  },
);

test('constants and placeholders, however they are written', async () => {
  const text = `SELECT 'it''s', -3.5, - /* c */ 4, E'a\\'b', $$x$$, $é$ ' $é$, DATE '2024-01-01', 'é🐟',
    '2024-01-01'::date, $1, 'a'
    'b', TRUE, x'1f', U&'!0041' UESCAPE '!', 1_000, 0x1F, EXTRACT(year FROM d), timestamp with time zone '2020-01-01'
    FROM t FETCH FIRST ROW ONLY`;
  const { placedLiterals = [], placeholders = [] } = (await createPostgresParser()).parse(text);
  const written = placedLiterals.map(({ value, type, start, end }) => [
    text.slice(start, end),
    type,
    value,
  ]);
  expect(written).toEqual([
    ["'it''s'", 'text', "it's"],
    ['-3.5', 'number', -3.5],
    ['- /* c */ 4', 'number', -4],
    ["E'a\\'b'", 'text', "a'b"],
    ['$$x$$', 'text', 'x'],
    ["$é$ ' $é$", 'text', " ' "],
    ["DATE '2024-01-01'", 'temporal', '2024-01-01'],
    ["'é🐟'", 'text', 'é🐟'],
    ["'2024-01-01'", 'text', '2024-01-01'],
    ["'a'\n    'b'", 'text', 'ab'],
    ["U&'!0041' UESCAPE '!'", 'text', 'A'],
    ['1_000', 'number', 1000],
    ['0x1F', 'number', 31],
    ["timestamp with time zone '2020-01-01'", 'temporal', '2020-01-01'],
  ]);
  expect(placeholders).toEqual([{ name: '$1', start: 112, end: 114, line: 2, column: 25 }]);
});

test('every constant that PostgreSQL’s lexer sees has a place', async () => {
  const { loadModule, scanSync } = await import('libpg-query');
  await loadModule();
  const text = `SELECT 1, 'é', sum(a) FILTER (WHERE b = 2.5e3) OVER (ROWS 3 PRECEDING), ARRAY[4, 5], a[6:7], 'x' COLLATE "C",
    CASE a WHEN 'p' THEN 8 END, substring('q' FROM 9), CAST('10' AS varchar(11)), b'1' FROM f('r') LIMIT 12 OFFSET 13`;
  const bytes = Buffer.from(text);
  const seen = scanSync(text)
    .tokens.filter(({ tokenName }) => /^(SCONST|ICONST|FCONST)$/.test(tokenName))
    .map(({ start, end }) => bytes.toString('utf8', start, end));
  const { placedLiterals = [] } = (await createPostgresParser()).parse(text);
  expect(placedLiterals.map(({ start, end }) => text.slice(start, end))).toEqual(seen);
});
