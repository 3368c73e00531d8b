/** What a database tells of itself, on a real server: every schema, every kind of object, and what cannot be read left out by name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, DatabaseSchema, Value } from '@momq/dialect';
import { postgres } from './index.js';
import { serverPrograms, startTestServer } from './testing/postgres-test-server.js';
import type { TestServer } from './testing/postgres-test-server.js';

const pack = postgres();
const programs = serverPrograms();

describe.skipIf(programs === undefined)(
  `a PostgreSQL server (${programs ?? 'skipped: no initdb and postgres on this machine'})`,
  () => {
    let server: TestServer;
    let database: Database;
    let schema: DatabaseSchema;
    const entity = (name: string) => schema.entities.find((candidate) => candidate.name === name);

    beforeAll(async () => {
      server = await startTestServer(programs ?? '');
      await server.execute(`
        CREATE SCHEMA sales; CREATE SCHEMA "Hr-1"; CREATE SCHEMA secret;
        CREATE TYPE mood AS ENUM ('calm', 'rough');
        CREATE DOMAIN email AS varchar(80) CHECK (VALUE LIKE '%@%');
        CREATE DOMAIN work_email AS email NOT NULL;
        CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, mood mood, mail email, work work_email, tags text[], moods mood[],
          place point, extra json, more jsonb, doubled int GENERATED ALWAYS AS (id * 2) STORED, during tstzrange);
        COMMENT ON TABLE customers IS 'who buys'; COMMENT ON COLUMN customers.name IS 'full name';
        INSERT INTO customers (id, name, mood, mail, work, tags, moods, place, extra, more)
          VALUES (1, 'Ann', 'calm', 'a@x', 'w@x', '{a,b}', '{calm,rough}', '(1,2)', '{"a":1}', '{"b":2}'), (2, 'Bob', 'rough', NULL, 'v@x', NULL, NULL, NULL, NULL, NULL);
        CREATE TABLE sales."Order" (id int PRIMARY KEY, customer_id int REFERENCES customers, total numeric(30, 10));
        INSERT INTO sales."Order" VALUES (1, 1, 12345678901234567890.12), (2, 1, 2.5);
        CREATE TABLE sales.customers (id int); CREATE TABLE "Hr-1".employees (id int, boss int);
        CREATE TABLE secret.plans (id int); CREATE TABLE payroll (id int, amount int);
        CREATE TABLE partly (id int, hidden text);
        CREATE TABLE events (day date, n int) PARTITION BY RANGE (day);
        CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        INSERT INTO events SELECT '2024-01-01', g FROM generate_series(1, 50) g;
        CREATE MATERIALIZED VIEW totals AS SELECT customer_id, sum(total) AS total FROM sales."Order" GROUP BY customer_id;
        CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS n WITH NO DATA;
        CREATE VIEW calm_customers AS SELECT id, name FROM customers WHERE mood = 'calm';
        CREATE VIEW heavy AS SELECT g AS n, pg_sleep(0.2)::text AS note, g AS m FROM generate_series(1, 200) AS g;
        CREATE EXTENSION IF NOT EXISTS file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
        CREATE FOREIGN TABLE remote (line text) SERVER files OPTIONS (filename '/etc/hostname');
        ANALYZE;
        CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA sales, "Hr-1" TO reader;
        GRANT SELECT ON customers, events, totals, unfilled, calm_customers, heavy, remote TO reader; GRANT SELECT (id) ON partly TO reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA sales, "Hr-1" TO reader; GRANT SELECT ON secret.plans TO reader;
      `);
      database = await pack.openDatabase(server.url('reader'));
      schema = await database.schema();
    });
    afterAll(async () => {
      await database.close();
      await server.stop();
    });

    test('objects of all schemas, qualified where they must be', () => {
      const found = schema.entities.map(({ name, kind, namespace, path }) => [
        name,
        kind,
        namespace,
        path,
      ]);
      expect(found).toEqual([
        ['customers', undefined, 'public', undefined],
        ['sales.Order', undefined, 'sales', ['sales', 'Order']],
        ['sales.customers', undefined, 'sales', ['sales', 'customers']],
        ['Hr-1.employees', undefined, 'Hr-1', ['Hr-1', 'employees']],
        ['partly', undefined, 'public', undefined],
        ['events', 'partitioned-table', 'public', undefined],
        ['totals', 'materialized-view', 'public', undefined],
        ['calm_customers', 'view', 'public', undefined],
        ['heavy', 'view', 'public', undefined],
        ['remote', 'foreign-table', 'public', undefined],
      ]);
      expect(
        schema.links.map(({ name, from, to, inferred }) => [
          name,
          from.entity,
          to.entity,
          inferred,
        ]),
      ).toEqual([
        ['sales.Order.customer_id', 'sales.Order', 'customers', undefined],
        ['totals.customer_id', 'totals', 'customers', true],
      ]);
    });

    test('what the role may not read is left out, and named', () => {
      expect(schema.notes).toEqual([
        'secret.plans is left out: the role has no right to USAGE of schema secret.',
        'payroll is left out: the role has no right to SELECT.',
        'unfilled is left out: it has no rows until somebody runs REFRESH MATERIALIZED VIEW.',
        'partly.hidden: left out, the role has no right to SELECT.',
      ]);
      expect(entity('partly')?.fields.map(({ name }) => name)).toEqual(['id']);
    });

    test('comments, counts, enums, domains, generated columns, nullability', () => {
      expect(entity('customers')).toMatchObject({ comment: 'who buys', rowCount: 2 });
      expect(entity('events')?.rowCount).toBe(50);
      const fields = Object.fromEntries(
        entity('customers')?.fields.map((field) => [field.name, field]) ?? [],
      );
      expect(fields['id']).toMatchObject({ primaryKey: true, nullable: false });
      expect(fields['name']).toMatchObject({ comment: 'full name', nullable: false });
      expect(fields['mood']).toMatchObject({
        type: 'text',
        nullable: true,
        allowedValues: ['calm', 'rough'],
      });
      expect(fields['mail']).toMatchObject({ type: 'text', nativeType: 'email', nullable: true });
      expect(fields['work']).toMatchObject({
        type: 'text',
        nativeType: 'work_email',
        nullable: false,
      });
      expect(fields['doubled']).toMatchObject({ type: 'integer', generated: true });
      expect(entity('calm_customers')?.fields[0]).not.toHaveProperty('nullable');
    });

    test('values of every field, or none where its type has no equality', async () => {
      const texts = await Promise.all(
        ['name', 'mood', 'mail', 'tags', 'moods', 'place', 'extra', 'during'].map((field) =>
          database.values('customers', field, { limit: 5 }),
        ),
      );
      expect(texts).toEqual([
        expect.arrayContaining(['Ann', 'Bob']),
        expect.arrayContaining(['calm', 'rough']),
        ['a@x'],
        [['a', 'b']],
        [['calm', 'rough']],
        [],
        [],
        [],
      ]);
      expect(
        await database.values('customers', 'name', { limit: 5, equalTo: ['ANN', 'zoe'] }),
      ).toEqual(['Ann']);
      expect(await database.values('sales.Order', 'total', { limit: 5 })).toEqual(
        expect.arrayContaining([2.5, '12345678901234567890.1200000000']),
      );
    });

    test.each([
      ['rows of small tables', 5],
      ['one statement where there are more rows', 2],
    ])('values of many fields at once, of %s', async (_, limit) => {
      const asked = schema.entities
        .filter(({ name }) => name !== 'heavy')
        .map(({ name, fields }) => ({ entity: name, fields: fields.map((field) => field.name) }));
      const together = await database.fieldValues!(asked, { limit });
      const found = new Map<string, readonly Value[] | undefined>(
        asked.flatMap(({ entity, fields }, place) =>
          fields.map((field, index) => [`${entity}.${field}`, together[place]?.[index]] as const),
        ),
      );
      expect(found.get('customers.name')?.toSorted()).toEqual(['Ann', 'Bob']);
      expect(found.get('customers.extra')).toEqual([]); // json has no equality
      expect(found.get('sales.Order.total')).toHaveLength(2);
      for (const unread of ['events.day', 'totals.total', 'calm_customers.name', 'remote.line'])
        expect(found.get(unread)).toBeUndefined(); // no plain tables
      for (const { entity, fields } of asked)
        for (const field of fields) {
          const values = found.get(`${entity}.${field}`);
          if (values === undefined) continue;
          const alone = await database.values(entity, field, { limit });
          expect(values, `${entity}.${field}`).toHaveLength(alone.length);
          for (const value of values) expect(alone).toContainEqual(value);
        }
    });

    test('of a table with a policy that calls a function, together and alone, nothing is read', async () => {
      await server.execute(`
        CREATE FUNCTION noted() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN RETURN true; END $$;
        CREATE TABLE guarded (id int); INSERT INTO guarded VALUES (1); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
        CREATE POLICY seen ON guarded USING (noted()); GRANT SELECT ON guarded TO reader;`);
      await database.schema({ refresh: true });
      const asked = { entity: 'guarded', fields: ['id'] };
      const open = { entity: 'customers', fields: ['name'] };
      const refused = { code: 'QUERY_REFUSED' };
      await expect(database.fieldValues!([open, asked], { limit: 5 })).rejects.toMatchObject(
        refused,
      );
      await expect(database.values('guarded', 'id', { limit: 5 })).rejects.toMatchObject(refused);
      await server.execute('DROP TABLE guarded; DROP FUNCTION noted');
    });

    test('a slow view costs one look-up', async () => {
      const started = performance.now();
      for (const field of ['note', 'n', 'm']) {
        await expect(database.values('heavy', field, { limit: 500 })).rejects.toMatchObject({
          code: 'QUERY_TIMEOUT',
        });
      }
      expect(performance.now() - started).toBeLessThan(30_000);
      expect((await database.query('SELECT count(*) FROM customers')).rows).toEqual([[2]]);
    });

    test('grants and tables that come later are seen', async () => {
      const before = await database.schema();
      const version = await database.dataVersion?.();
      expect(await database.schema()).toBe(before);
      expect(await database.dataVersion?.()).toBe(version);
      await server.execute(
        'GRANT SELECT ON payroll TO reader; CREATE TABLE warehouses (id int); GRANT SELECT ON warehouses TO reader',
      );
      expect(await database.dataVersion?.()).not.toBe(version);
      const again = await database.schema();
      expect(again.entities.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['payroll', 'warehouses']),
      );
      expect(before.entities.map(({ name }) => name)).not.toContain('payroll');
      await server.execute('DROP TABLE warehouses');
      expect((await database.schema()).entities.map(({ name }) => name)).not.toContain(
        'warehouses',
      );
    });

    test('a name that needs its schema is queried by it', async () => {
      expect((await database.query('SELECT count(*) FROM "Hr-1".employees')).rows).toEqual([[0]]);
      expect((await database.query('SELECT id FROM sales."Order" ORDER BY id')).rows).toEqual([
        [1],
        [2],
      ]);
    });
  },
);
