import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { cypher } from './cypher-dialect.js';

const pack = cypher();
let database: Database;
beforeAll(async () => {
  database = await pack.createDatabase(pack.tutorials.sample);
});
afterAll(() => database.close());

it.each([
  'MATCH (v:Visit)-[:SHIP]->(s:Ship) RETURN s.name, count(*)',
  'MATCH (v:Visit)-[:SHIP]->(s:Ship) WITH s.name AS name, count(*) AS visits WHERE visits > 0 RETURN name',
  'MATCH (s:Ship) OPTIONAL MATCH (v:Visit)-[:SHIP]->(s) RETURN s.name, v.fee',
  "MATCH (s:Ship) WHERE s.name CONTAINS 'a' OR s.name =~ '.*e' RETURN s.name",
  'MATCH (s:`Ship`) RETURN s.name ORDER BY s.name SKIP 1 LIMIT 1',
])('what the rules recommend gives rows: %s', async (query) => {
  expect((await database.query(query)).rows.length).toBeGreaterThan(0);
});

it.each([
  'SELECT name FROM Ship',
  'MATCH (s:Ship) RETURN s.kind, count(*) HAVING count(*) > 1',
  "MATCH (s:Ship) WHERE s.name LIKE 'A%' RETURN s.name",
])('what the rules warn of is no Cypher: %s', async (query) => {
  await expect(database.query(query)).rejects.toMatchObject({ code: 'QUERY_SYNTAX' });
});
