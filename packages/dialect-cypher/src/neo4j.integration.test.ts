import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  QueryExecutionError,
  QueryRefusedError,
  QueryTimeoutError,
  type Database,
  type DatabaseSchema,
} from '@momq/dialect';
import { migrateToGraph } from '@momq/core/graph';
import { cypher } from './cypher-dialect.js';
import { cypherTutorials } from './cypher-tutorials/index.js';
import { harbourQueries } from './testing/harbour-queries.js';
import { hostileStatements } from './testing/hostile-statements.js';
import { noNeo4j, startNeo4j, type Neo4jServer } from './testing/neo4j-server.js';
import { SqliteReference, sorted } from './testing/sqlite-reference.js';

describe.skipIf(noNeo4j !== undefined)(
  `Neo4j server${noNeo4j === undefined ? '' : ` (skipped: ${noNeo4j})`}`,
  () => {
    const pack = cypher();
    let server: Neo4jServer;
    let database: Database;
    let embedded: Database;
    let schema: DatabaseSchema;
    let tables: SqliteReference;

    beforeAll(async () => {
      server = await startNeo4j();
      await server.load(migrateToGraph(cypherTutorials.sample));
      database = await pack.openDatabase(server.url);
      embedded = await pack.createDatabase(cypherTutorials.sample);
      schema = await embedded.schema();
      tables = new SqliteReference(cypherTutorials.sample);
    }, 300_000);
    afterAll(async () => {
      await database.close();
      await embedded.close();
      tables.close();
      await server.stop();
    });

    it.each(cypherTutorials.pages.flatMap(({ examples }) => examples))(
      'answers as the embedded engine: $question',
      async ({ query }) => {
        expect(sorted((await database.query(query)).rows)).toEqual(
          sorted((await embedded.query(query)).rows),
        );
      },
    );

    it.each(harbourQueries)('gives the rows of $sql', async ({ sql, query }) => {
      expect(sorted((await database.query(pack.language.render(query, schema))).rows)).toEqual(
        sorted(tables.rows(sql)),
      );
    });

    it.each(hostileStatements)('refuses %s', async (statement) => {
      await expect(database.query(statement)).rejects.toThrow(QueryRefusedError);
    });

    it('is refused writes by the server too', async () => {
      const unguarded = database as unknown as {
        run(text: string, options: object): Promise<unknown>;
      };
      const writing = [
        'CREATE (:Ship)',
        'MATCH (n) DETACH DELETE n',
        'MERGE (:Ghost)',
        'CREATE INDEX i FOR (s:Ship) ON (s.name)',
      ];
      for (const text of writing)
        await expect(unguarded.run(text, {})).rejects.toThrow(QueryExecutionError);
      expect((await database.query('MATCH (n) RETURN count(*)')).rows).toEqual([[31]]);
    });

    it('reads the schema', async () => {
      const read = await database.schema();
      const expected = schema.entities
        .map(({ name, fields }) => [name, fields.map((field) => field.name).sort()])
        .sort();
      expect(
        read.entities
          .map(({ name, fields }) => [name, fields.map((field) => field.name).sort()])
          .sort(),
      ).toEqual(expected);
      expect(read.links.map(({ name, from, to }) => [name, from.entity, to.entity]).sort()).toEqual(
        schema.links.map(({ name, from, to }) => [name, from.entity, to.entity]).sort(),
      );
      const ship = read.entities.find(({ name }) => name === 'Ship')!;
      expect(ship.fields.find(({ name }) => name === 'built')).toEqual({
        name: 'built',
        type: 'integer',
        nativeType: 'Long',
      });
    });

    it('lists values, cuts rows and explains', async () => {
      expect(await database.values('Visit', 'fee', { limit: 2 })).toHaveLength(2);
      expect(await database.query('MATCH (n) RETURN n', { maxRows: 5 })).toMatchObject({
        truncated: true,
        rows: { length: 5 },
      });
      expect(await database.explain?.('MATCH (s:Ship) RETURN s.name')).toMatch(/NodeByLabelScan/);
    });

    it('gives plain values', async () => {
      const { rows } = await database.query(
        "MATCH (b:Berth {berth_id: 4}) RETURN b, [1, null], {a: true}, date('2020-01-31'), datetime('2020-01-31T10:00:00Z'), 9007199254740993, 7, null",
      );
      expect(rows).toEqual([
        [
          { berth_id: 4, name: 'Fish Dock', depth_m: 4.8 },
          [1, null],
          { a: true },
          '2020-01-31',
          '2020-01-31T10:00:00Z',
          9007199254740993n,
          7,
          null,
        ],
      ]);
    });

    it('stops waiting at the limit and goes on', async () => {
      const endless = `MATCH ${'abcdefgh'
        .split('')
        .map((name) => `(${name})`)
        .join(', ')} WHERE a.fee + h.fee < 3 RETURN count(*)`;
      const started = performance.now();
      await expect(database.query(endless, { timeoutMs: 500 })).rejects.toThrow(QueryTimeoutError);
      expect(performance.now() - started).toBeLessThan(1500);
      expect((await database.query('RETURN 1')).rows).toEqual([[1]]);
    });

    it("passes the server's words on", async () => {
      await expect(database.query('MATCH (s:Ship) RETURN nothing')).rejects.toThrow(
        /Neo4j: .*Variable `nothing` not defined/,
      );
    });
  },
);
