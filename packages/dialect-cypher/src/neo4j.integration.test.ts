import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  QueryExecutionError,
  QueryTimeoutError,
  type Database,
  type DatabaseSchema,
} from '@momq/dialect';
import { queryLimits } from '@momq/core/execution';
import { casesWithout, conformanceContent } from '@momq/core/conformance';
import { migrateToGraph } from '@momq/core/graph';
import { cypher } from './cypher-dialect.js';
import { cypherTutorials } from './cypher-tutorials/index.js';
import { harbourQueries } from './testing/harbour-queries.js';
import { hostileCorpus, readingCorpus } from './testing/corpora.js';
import { expectCase } from './testing/logical-form.js';
import { codesOf } from './testing/outcomes.js';
import { noNeo4j } from './testing/neo4j-found.js';
import { borrowNeo4j, type Neo4jServer } from './testing/neo4j-server.js';
import { readingsOf } from './server-readings.js';
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
      server = await borrowNeo4j();
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

    it('refuses every hostile statement', async () => {
      const outcomes = await codesOf(hostileCorpus, database);
      expect(outcomes.filter(({ code }) => !/^QUERY_(REFUSED|SYNTAX)$/.test(code))).toEqual([]);
      expect((await database.query('MATCH (n) RETURN count(*)')).rows).toEqual([[31]]);
    });

    it('runs every reading query', async () => {
      const outcomes = await codesOf(readingCorpus, database);
      expect(outcomes.filter(({ code }) => code !== 'rows')).toEqual([]);
    }, 300_000);

    it('is refused writes by the server too', async () => {
      const unguarded = database as unknown as {
        rows(statement: object, limits: object): Promise<unknown>;
      };
      const writing = [
        'CREATE (:Ship)',
        'MATCH (n) DETACH DELETE n',
        'MERGE (:Ghost)',
        'CREATE INDEX i FOR (s:Ship) ON (s.name)',
      ];
      for (const text of writing)
        await expect(unguarded.rows({ text, timeoutMs: 0 }, queryLimits())).rejects.toThrow(
          QueryExecutionError,
        );
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
      expect(ship.fields.find(({ name }) => name === 'built')).toMatchObject({
        name: 'built',
        type: 'integer',
        nativeType: 'Long',
        samples: expect.arrayContaining([expect.any(Number)]) as number[],
      });
    });

    it('is what the guard takes it for: escapes are decoded in pairs', async () => {
      const unguarded = database as unknown as {
        rows(statement: object, limits: object): Promise<{ rows: unknown[][] }>;
      };
      for (const [text, expected] of [
        ["RETURN 'a\\u0027, 1 AS b //'", undefined],
        ["RETURN '\\\\u0041'", '\\u0041'],
        ["RETURN '\\\\\\u0041'", '\\A'],
        ["RETURN '\\u005cu0027'", '\\u0027'],
      ] as const) {
        const read = async (written: string) =>
          (await unguarded.rows({ text: written, timeoutMs: 0 }, queryLimits())).rows[0]?.[0];
        expect(await read(text)).toBe(expected ?? 'a');
        if (expected === undefined) expect(await read(readingsOf(text)[1]!)).toBe('a');
      }
    });

    it('cuts at bytes, takes parameters, streams, and estimates', async () => {
      const list = 'UNWIND range(1, 5000) AS i RETURN i, $text AS text';
      const parameters = { text: 'x'.repeat(100) };
      expect(await database.query(list, { parameters, maxBytes: 5000 })).toMatchObject({
        truncatedBy: 'bytes',
        columnTypes: ['integer', 'text'],
        rows: { length: 49 },
      });
      expect((await database.query('RETURN $0 + $1 AS n', { parameters: [1, 2] })).rows).toEqual([
        [3],
      ]);
      const batches: number[] = [];
      for await (const { rows } of database.stream!(list, { parameters })) {
        batches.push(rows.length);
        if (batches.length === 3) break;
      }
      expect(batches).toEqual([1000, 1000, 1000]);
      expect(await database.estimate?.('MATCH (s:Ship) RETURN s')).toEqual({
        rows: expect.any(Number),
      });
    });

    it('stops for a signal, on the server too', async () => {
      const controller = new AbortController();
      const endless =
        'UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*) AS stopped';
      const running = database.query(endless, { signal: controller.signal, timeoutMs: 60_000 });
      setTimeout(() => controller.abort(new Error('enough')), 300);
      await expect(running).rejects.toThrow('enough');
      const unguarded = database as unknown as {
        rows(statement: object, limits: object): Promise<{ rows: unknown[][] }>;
      };
      const text = 'SHOW TRANSACTIONS YIELD currentQuery';
      const { rows } = await unguarded.rows({ text, timeoutMs: 0 }, queryLimits());
      expect(rows.map(String).filter((query) => query.includes('AS stopped'))).toEqual([]);
    });

    it('reads a schema again, and says that it is closed', async () => {
      const first = await database.schema();
      expect(await database.schema()).toBe(first);
      const again = await database.schema({ refresh: true });
      expect(again).not.toBe(first);
      expect(again).toEqual(first);
      expect(await database.values('Ship', 'kind', { limit: 5, equalTo: ['TANKER'] })).toEqual([
        'tanker',
      ]);
      const other = await pack.openDatabase(server.url);
      await other.close();
      await expect(other.query('RETURN 1')).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
      await expect(other.schema()).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
    });

    it('is logged without its password', async () => {
      const logged = await pack.openDatabase(server.url.replace('://', '://neo4j:hunter2@'));
      await logged.query('RETURN 1');
      expect(inspect(logged, { depth: 20 })).not.toContain('hunter2');
      await logged.close();
    });

    it('notices what others write', async () => {
      const before = await database.schema();
      const version = await database.dataVersion?.();
      const { rows } = await database.query('MATCH (s:Ship) RETURN count(*)');
      expect(await database.dataVersion?.()).toBe(version);
      await server.execute("CREATE (:Ship {name: 'Newcomer'})");
      expect(await database.dataVersion?.()).not.toBe(version);
      expect(await database.schema()).toBe(before);
      expect((await database.query('MATCH (s:Ship) RETURN count(*)')).rows).toEqual([
        [Number(rows[0]?.[0]) + 1],
      ]);
      await server.execute("MATCH (s:Ship {name: 'Newcomer'}) SET s:Raft");
      expect((await database.schema()).entities.map(({ name }) => name)).toContain('Raft');
      await server.execute('MATCH (s:Raft) DELETE s');
      expect((await database.schema()).entities.map(({ name }) => name)).not.toContain('Raft');
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
      const endless =
        'UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*)';
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

describe.skipIf(noNeo4j !== undefined)(
  `the logical form on a Neo4j server${noNeo4j === undefined ? '' : ` (skipped: ${noNeo4j})`}`,
  () => {
    const pack = cypher();
    let server: Neo4jServer;
    let database: Database;

    beforeAll(async () => {
      server = await borrowNeo4j();
      await server.load(migrateToGraph(conformanceContent));
      database = await pack.openDatabase(server.url);
    }, 300_000);
    afterAll(async () => {
      await database.close();
      await server.stop();
    });

    it.each(casesWithout(pack.capabilities.unsupported).map((each) => [each.title, each] as const))(
      '%s',
      (_title, each) => expectCase(pack, database, each),
      60_000,
    );
  },
);
