import { afterAll, beforeAll, expect, test } from 'vitest';
import { quoteIdentifier } from '@momq/core/sql';
import type { Database } from '@momq/dialect';
import { postgres } from './index.js';
import { postgresIdentifiers } from './postgres-generator.js';
import { reservedWords } from './postgres-keywords.js';
import { createPostgresParser } from './postgres-parser.js';

const pack = postgres();
let engine: Database;
beforeAll(async () => {
  engine = await pack.createDatabase({
    schema: { name: 'empty', family: 'relational', entities: [], links: [] },
    rows: {},
  });
});
afterAll(() => engine.close());

test('the list is the engine’s own', async () => {
  const { rows } = await engine.query(
    'SELECT upper(word), catcode FROM pg_get_keywords() ORDER BY word',
  );
  expect([...pack.keywords.all].sort()).toEqual(rows.map(([word]) => word).sort());
  expect([...reservedWords].sort()).toEqual(
    rows
      .filter(([, code]) => code === 'R' || code === 'T')
      .map(([word]) => word)
      .sort(),
  );
});

test('every other keyword is a name without quotes', async () => {
  const parser = await createPostgresParser();
  for (const keyword of pack.keywords.all) {
    const name = quoteIdentifier(keyword.toLowerCase(), postgresIdentifiers);
    const text = `SELECT ${name}, count(DISTINCT ${name}) FROM ${name} AS t1 JOIN ${name} AS t2 ON t1.${name} = t2.${name} WHERE ${name} IS NULL AND ${name} IN (1) AND ${name} BETWEEN 1 AND 2 GROUP BY ${name} ORDER BY ${name} DESC`;
    expect(parser.parse(text), keyword).toMatchObject({ relations: [keyword.toLowerCase()] });
  }
});

test('names are quoted for capitals and other characters', () => {
  expect(
    ['name', 'Name', 'max length', 'user', '2nd', 'a"b'].map((name) =>
      quoteIdentifier(name, postgresIdentifiers),
    ),
  ).toEqual(['name', '"Name"', '"max length"', '"user"', '"2nd"', '"a""b"']);
});

test('the parser names what a query uses', async () => {
  const analysis = (await createPostgresParser()).parse(
    `WITH recent AS (SELECT * FROM visit WHERE visited_on > '2024-01-01')
     SELECT t1.name, pg_catalog.count(*) FROM "Guest" AS t1 JOIN recent ON recent.guest_id = t1.id WHERE bill > 3.5 LIMIT 2 -- ORDER BY`,
  );
  expect(analysis).toMatchObject({ statements: 1, readOnly: true, functions: ['count'] });
  expect([...analysis.relations].sort()).toEqual(['Guest', 'visit']);
  expect([...analysis.columns].sort()).toEqual(['bill', 'guest_id', 'id', 'name', 'visited_on']);
  expect([...analysis.literals].map(String).sort()).toEqual(['2', '2024-01-01', '3.5']);
  expect(analysis.keywords).toContain('LIMIT');
  expect(analysis.keywords).not.toContain('ORDER');
});
