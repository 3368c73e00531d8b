import { expect, it } from 'vitest';
import { engineWords } from '../scripts/write-engine-words.mjs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { duckdb } from './index.js';

const parser = await duckdb().createParser();

it('finds what a query uses', () => {
  const text = `WITH recent AS (FROM main.play p WHERE p.played_on > DATE '2024-01-01')
    SELECT title, COUNT(*) FILTER (price > 12.5), ROW_NUMBER() OVER (ORDER BY id) FROM game JOIN recent USING (id) GROUP BY ALL LIMIT 3`;
  const found = parser.parse(text);
  expect(found).toMatchObject({ statements: 1, readOnly: true });
  expect([...found.relations].sort()).toEqual(['game', 'play']);
  expect([...found.functions].sort()).toEqual(['count_star', 'row_number']);
  expect([...found.columns].sort()).toEqual(['id', 'played_on', 'price', 'title']);
  expect([...found.literals].sort()).toEqual([12.5, '2024-01-01', 3].sort());
  expect(found.keywords).toEqual(expect.arrayContaining(['WITH', 'FILTER', 'OVER', 'USING']));
});

it.each([
  ['SELECT 1\nFROM game WHERE\n  ) = 2', { line: 3, column: 3, fragment: ')' }],
  ["SELECT 'ä', 𝄞 🎲 FROM", { line: 1, column: 23, fragment: 'end of text' }],
])('tells the place of an error: %j', (text, place) => {
  expect(() => parser.parse(text)).toThrow(
    expect.objectContaining({ code: 'QUERY_SYNTAX', ...place }),
  );
});

it.each([
  ["FROM read_csv('x')", 'read_csv(), which reads files'],
  ["FROM 'plays.parquet'", 'the file plays.parquet'],
  ['FROM information_schema.tables', "tables, a table of the engine's"],
  [
    'SELECT * FROM duckdb_tables()',
    "duckdb_tables(), which is none of DuckDB's own reading functions",
  ],
  ['SELECT other.lower(title) FROM game', 'lower(), which is none of'],
  ['FROM temp.main.game', "game, a table of the engine's"],
  ['SUMMARIZE game', 'DESCRIBE, SHOW or SUMMARIZE'],
  [
    'WITH a AS (SELECT 1) SELECT (SELECT nextval(x)) FROM a',
    'nextval(), which moves a sequence on',
  ],
  ['COPY game TO stdout', 'COPY'],
  ['/* SELECT */ DROP TABLE game', 'DROP'],
])('refuses %s', (text, reason) => {
  const found = parser.parse(text);
  expect([found.statements, found.readOnly]).toEqual([1, false]);
  expect(found.reason).toContain(reason);
});

it('counts statements of every kind', () => {
  expect(parser.parse('SELECT 1; SELECT 2').statements).toBe(2);
  expect(parser.parse('SELECT 1; DROP TABLE game').statements).toBe(2);
});

it('reads no file that a statement names', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-duckdb-import-'));
  writeFileSync(path.join(folder, 'schema.sql'), 'SELECT 1; SELECT 2; SELECT 3;');
  writeFileSync(path.join(folder, 'load.sql'), '');
  expect(() => parser.parse(`IMPORT DATABASE '${folder}'`)).toThrow('disabled by configuration');
  rmSync(folder, { recursive: true });
});

it('has the words of the engine that is installed', async () => {
  const file = new URL('engine-words.ts', import.meta.url);
  const words = (text: string) => text.replaceAll(/\s+/g, ' ');
  expect(words(readFileSync(file, 'utf8'))).toBe(words(await engineWords()));
});
