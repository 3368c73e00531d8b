import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseSchema } from '@momq/dialect';
import { cypher } from './cypher-dialect.js';
import { cypherParser } from './cypher-parser.js';
import { cypherTutorials } from './cypher-tutorials/index.js';
import { harbourQueries } from './testing/harbour-queries.js';
import { SqliteReference, sorted } from './testing/sqlite-reference.js';

describe('rendered queries give the rows of SQLite', () => {
  const pack = cypher();
  let graph: Database;
  let schema: DatabaseSchema;
  let tables: SqliteReference;

  beforeAll(async () => {
    graph = await pack.createDatabase(cypherTutorials.sample);
    schema = await graph.schema();
    tables = new SqliteReference(cypherTutorials.sample);
  });
  afterAll(async () => {
    await graph.close();
    tables.close();
  });

  it.each(harbourQueries)('$sql', async ({ sql, query }) => {
    const text = pack.language.render(query, schema);
    const { rows } = await graph.query(text);
    const expected = tables.rows(sql);
    if (sql.includes('ORDER BY') && !sql.includes('(SELECT')) expect(rows).toEqual(expected);
    else expect(sorted(rows)).toEqual(sorted(expected));
  });

  it("is Cypher by Neo4j's grammar", () => {
    for (const { query } of harbourQueries) {
      expect(cypherParser.parse(pack.language.render(query, schema))).toMatchObject({
        statements: 1,
        readOnly: true,
      });
    }
  });
});
