import { describe, expect, it } from 'vitest';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import type { CorpusRow } from '../sql-gen/seeds/read-corpus.js';
import { measureDiversity, sampleCorpus } from './index.js';
import { queryJoins } from './query-joins.js';

const corpus = (...queries: (string | undefined)[]): CorpusRow[] =>
  queries.map((query, index) => ({
    place: `corpus:${index + 1}`,
    ...(query === undefined ? { problem: 'no JSON' } : { query }),
  }));

it('counts keywords, the dialect’s own, templates and joins, and names what it passes over', async () => {
  const found = await measureDiversity(
    corpus(
      "SELECT name FROM ship WHERE name GLOB 'T*'",
      "SELECT flag FROM ship WHERE flag GLOB 'P*'",
      'SELECT s.name FROM ship AS s JOIN visit AS v ON v.ship_id = s.id',
      'SELECT name FROM ship',
      'SELECT name FROM ship',
      undefined,
      'SELECT name FROM',
      'DELETE FROM ship',
    ),
    sqlite(),
  );
  expect(found).toMatchObject({ dialect: 'sqlite', rows: 8, queries: 5, distinctQueries: 4 });
  expect(found.firstSkipped.map(({ place }) => place)).toEqual([
    'corpus:6',
    'corpus:7',
    'corpus:8',
  ]);
  expect(Object.values(found.skipped).reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(found.specificQueries).toBe(2);
  expect(found.keywords.slice(0, 2)).toEqual([
    { keyword: 'FROM', count: 5, specific: false },
    { keyword: 'SELECT', count: 5, specific: false },
  ]);
  expect(found.keywords).toContainEqual({ keyword: 'GLOB', count: 2, specific: true });
  expect(found.missingSpecific).not.toContain('GLOB');
  expect(found.coverage).toEqual({
    possible: 5,
    found: 1,
    missing: ['INDEXED', 'ISNULL', 'NOTNULL', 'REPLACE'],
  });
  expect(found.missingSpecific.length).toBe(sqlite().keywords.specific.length - 1);
  expect(found.templates.map(({ count }) => count)).toEqual([2, 2, 1]);
  expect(found.templates[0]!.template).toBe('SELECT column FROM table');
  expect(found.joins).toEqual([4, 1]);
});

it('measures graphs', async () => {
  const found = await measureDiversity(
    corpus('MATCH (a:Ship)-[:VISITS]->(b:Port) RETURN a.name', 'MATCH (a:Ship) RETURN count(a)'),
    cypher(),
  );
  expect(found.joins).toEqual([1, 1]);
  expect(found.keywords[0]).toMatchObject({ count: 2 });
  expect(found.keywords).not.toContainEqual(expect.objectContaining({ keyword: 'TOLOWER' }));
  const called = await measureDiversity(corpus('MATCH (a:Ship) RETURN toLower(a.name)'), cypher());
  expect(called.keywords).toContainEqual({ keyword: 'TOLOWER', count: 1, specific: true });
  expect(found.templates).toHaveLength(2);
});

describe('queryJoins', () => {
  it.each([
    ['SELECT a, b FROM t', 0],
    ['SELECT t.a FROM t, u, v WHERE t.a IN (1, 2) ORDER BY a, b', 2],
    ['SELECT a FROM t JOIN u ON t.a = u.a LEFT JOIN (SELECT b, c FROM v, w) AS x ON x.b = t.a', 3],
    ['SELECT a FROM t WHERE a IN (SELECT b FROM u JOIN v USING (c))', 1],
  ])('%s', (query, joins) => {
    expect(queryJoins(query, 'relational')).toBe(joins);
  });

  it.each([
    ['MATCH (a)-[:R]->(b)<-[:S]-(c)--(d) WHERE a.x - 1 > (b.y) - 2 RETURN a', 3],
    ['MATCH (a)-->(b) RETURN count(b) - 1', 1],
    ['GO 2 STEPS FROM 1 OVER follow YIELD follow.degree', 1],
  ])('%s', (query, joins) => {
    expect(queryJoins(query, 'graph')).toBe(joins);
  });
});

it('samples each row with the same chance', async () => {
  const drawn = new Map<string, number>();
  for (let seed = 1; seed <= 300; seed += 1) {
    const rows = corpus('a', 'b', 'c', 'd');
    const sample = await sampleCorpus(toAsync(rows), 2, seed);
    expect(sample).toHaveLength(2);
    for (const { query } of sample) drawn.set(query!, (drawn.get(query!) ?? 0) + 1);
  }
  for (const query of 'abcd') expect(Math.abs(drawn.get(query)! - 150)).toBeLessThan(40);
  expect(await sampleCorpus(toAsync(corpus('a')), 2)).toHaveLength(1);
});

async function* toAsync<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}
