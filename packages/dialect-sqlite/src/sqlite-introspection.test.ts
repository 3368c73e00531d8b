import { writeFile } from 'node:fs/promises';
import { mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, DatabaseSchema, Entity, EntityField } from '@momq/dialect';
import { sqlite } from './index.js';
import { describeEngines } from './testing/describe-engines.js';
import { pythonMissing, write } from './testing/write-with-python.js';

const title = (text: string): string =>
  pythonMissing === undefined ? text : `${text} (${pythonMissing})`;
const SCRIPT = (sql: string): string => `c.executescript(${JSON.stringify(sql)})`;

describeEngines((engine) => {
  const pack = sqlite({ engine });
  let folder: string;
  let database: Database | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'momq-test-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  /** Opens a new file, reads its schema, runs what is given on it, and closes it. */
  async function schemaOf(
    script: string,
    use?: (database: Database) => Promise<void>,
  ): Promise<DatabaseSchema> {
    const file = join(folder, 'shop.db');
    await rm(file, { force: true });
    await write(file, script);
    database = await pack.openDatabase(file);
    try {
      await use?.(database);
      return await database.schema();
    } finally {
      await database.close();
    }
  }
  const names = (schema: DatabaseSchema): string[] => schema.entities.map(({ name }) => name);
  const field = (schema: DatabaseSchema, name: string): EntityField | undefined =>
    schema.entities[0]?.fields.find((other) => other.name === name);

  describe.skipIf(pythonMissing !== undefined)(title('files of another program'), () => {
    test('one object that cannot be read is left out with a note', async () => {
      const schema = await schemaOf(
        SCRIPT(`PRAGMA legacy_alter_table=ON; PRAGMA writable_schema=ON;
          CREATE TABLE keep(a); INSERT INTO keep VALUES(1);
          CREATE TABLE gone(a); CREATE VIEW over_gone AS SELECT * FROM gone; DROP TABLE gone;
          CREATE VIEW good AS SELECT a FROM keep;
          CREATE VIEW loop AS SELECT * FROM loop2; CREATE VIEW loop2 AS SELECT * FROM loop;
          CREATE TABLE v_rowids(a);
          INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)
            VALUES('table','v','v',0,'CREATE VIRTUAL TABLE v USING vec0(embedding float[4])'),
                  ('table','s','s',0,'CREATE VIRTUAL TABLE s USING spatialite(x)');`),
        async (opened) => {
          expect((await opened.query('SELECT count(*) FROM keep')).rows).toEqual([[1]]);
        },
      );
      expect(names(schema)).toEqual(['keep', 'good']);
      expect(schema.notes?.filter((note) => !note.includes('private copy'))).toEqual([
        expect.stringMatching(/^View over_gone is left out: .*gone/),
        expect.stringMatching(/^View loop is left out: /),
        expect.stringMatching(/^View loop2 is left out: /),
        expect.stringMatching(/^Virtual table v is left out: .*vec0/),
        expect.stringMatching(/^Virtual table s is left out: .*spatialite/),
      ]);
    });

    test('rtree and full text search, with or without their modules', async () => {
      const schema = await schemaOf(
        SCRIPT(`CREATE TABLE keep(a);
          CREATE VIRTUAL TABLE geo USING rtree(id, minx, maxx, miny, maxy);
          CREATE VIRTUAL TABLE notes USING fts4(body);
          INSERT INTO notes VALUES('hello world');`),
      );
      expect(names(schema).filter((name) => !['geo', 'notes'].includes(name))).toEqual(['keep']);
      expect(
        schema.entities.length +
          (schema.notes?.filter((note) => /is left out/.test(note)).length ?? 0),
      ).toBe(3);
    });

    test('a table whose pages are damaged, and a broken entry of the schema', async () => {
      const file = join(folder, 'torn.db');
      await write(
        file,
        SCRIPT(
          `CREATE TABLE good(a); INSERT INTO good VALUES(7); CREATE TABLE bad(a); INSERT INTO bad VALUES(1);`,
        ),
      );
      const handle = await openFile(file, 'r+');
      await handle.write(Buffer.alloc(4096, 0xee), 0, 4096, 2 * 4096);
      await handle.close();
      const torn = await pack.openDatabase(file);
      expect(names(await torn.schema())).toEqual(['good']);
      expect((await torn.schema()).notes?.join()).toMatch(/Table bad is left out.*malformed/);
      expect((await torn.query('SELECT a FROM good')).rows).toEqual([[7]]);
      await torn.close();
      const schema = await schemaOf(
        SCRIPT(`CREATE TABLE keep(a); CREATE TABLE b(a); PRAGMA writable_schema=ON;
          UPDATE sqlite_schema SET sql='CREATE TABLE b(a' WHERE name='b';`),
      );
      expect(names(schema)).toEqual(['keep']);
    });

    test('columns with all that SQLite says of them', async () => {
      const schema = await schemaOf(
        SCRIPT(`CREATE TABLE "order" ( -- one purchase
          id INTEGER PRIMARY KEY,
          total NUMERIC(10,2) NOT NULL, -- in euros
          tax REAL GENERATED ALWAYS AS (total * 0.2) VIRTUAL,
          gross REAL AS (total + tax) STORED,
          -- where it stands
          status TEXT CHECK (status IN ('open', 'it''s sent') OR status IS NULL),
          kind TEXT, placed TEXT, paid INTEGER, "näme ""x""" TEXT, paid_at INTEGER,
          CHECK (kind IN ('a', 'b')), CHECK (paid IN (0, 1)));
          INSERT INTO "order"(id,total,status,kind,placed,paid,paid_at) VALUES
            (1,10,'open','a','2023-05-01',1,1700000000),(2,20,NULL,'b','2023-06-01',0,NULL);`),
      );
      const [order] = schema.entities;
      expect(order).toMatchObject({
        name: 'order',
        kind: 'table',
        comment: 'one purchase',
        rowCount: 2,
      });
      expect(order?.fields.map((each) => each.name)).toEqual([
        'id',
        'total',
        'tax',
        'gross',
        'status',
        'kind',
        'placed',
        'paid',
        'näme "x"',
        'paid_at',
      ]);
      expect(field(schema, 'id')).toMatchObject({ primaryKey: true, nullable: false });
      expect(field(schema, 'total')).toMatchObject({
        nativeType: 'NUMERIC(10,2)',
        nullable: false,
        comment: 'in euros',
        samples: [10, 20],
      });
      expect(field(schema, 'tax')).toMatchObject({
        generated: true,
        nativeType: 'REAL',
        samples: [2, 4],
      });
      expect(field(schema, 'gross')).toMatchObject({ generated: true });
      expect(field(schema, 'status')).toMatchObject({
        comment: 'where it stands',
        allowedValues: ['open', "it's sent"],
        nullable: true,
      });
      expect(field(schema, 'kind')).toMatchObject({ allowedValues: ['a', 'b'] });
      expect(field(schema, 'placed')).toMatchObject({ temporal: 'iso-date' });
      expect(field(schema, 'paid')).not.toHaveProperty('allowedValues');
      expect(field(schema, 'paid_at')).toMatchObject({ temporal: 'unix-seconds' });
    });

    test('tables without row ids, strict ones, and names of every kind', async () => {
      const schema = await schemaOf(
        SCRIPT(`CREATE TABLE "a b"(k TEXT PRIMARY KEY, v) WITHOUT ROWID;
          CREATE TABLE "select"(x INT, _rowid_ INT, rowid INT) STRICT;
          CREATE TABLE 'quo''te'(y); CREATE TABLE "dou""ble"(z); CREATE TABLE 表(列 TEXT);
          CREATE TABLE [br]([from] TEXT); CREATE VIEW "v w" AS SELECT * FROM "a b";
          INSERT INTO "a b" VALUES('k',1); INSERT INTO 表 VALUES('値');`),
        async (opened) => {
          for (const entity of (await opened.schema()).entities) {
            expect(
              await opened.values(entity.name, entity.fields[0]?.name ?? '', { limit: 5 }),
            ).toBeInstanceOf(Array);
          }
        },
      );
      expect(names(schema)).toEqual(['a b', 'select', "quo'te", 'dou"ble', '表', 'br', 'v w']);
      expect(schema.entities.map(({ kind }) => kind).at(-1)).toBe('view');
      expect(schema.entities[0]).toMatchObject({
        rowCount: 1,
        fields: [{ nullable: false }, {}],
      });
      expect(schema.entities[4]?.fields).toMatchObject([{ name: '列', samples: ['値'] }]);
    });

    test('foreign keys that nobody declared', async () => {
      const schema = await schemaOf(
        SCRIPT(`CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);
          CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER, quantity INTEGER);
          CREATE TABLE notes(id INTEGER PRIMARY KEY, customer_id INTEGER);
          CREATE TABLE items(order_id INTEGER REFERENCES orders);
          INSERT INTO customers VALUES(1,'a'),(2,'b'); INSERT INTO orders VALUES(1,2,1); INSERT INTO notes VALUES(1,77);
          INSERT INTO items VALUES(1);`),
      );
      expect(
        schema.links.map(({ name, to, inferred }) => [name, to.entity, to.fields, inferred]),
      ).toEqual([
        ['items.order_id', 'orders', ['id'], undefined],
        ['orders.customer_id', 'customers', ['id'], true],
      ]);
    });

    test('counts of large tables are estimates, and a view is not run', async () => {
      const schema = await schemaOf(
        SCRIPT(`CREATE TABLE big(a); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 20000) INSERT INTO big SELECT x FROM c;
          DELETE FROM big WHERE a BETWEEN 100 AND 200;
          CREATE VIEW heavy AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) AS n FROM c;`),
      );
      expect(schema.entities.map(({ name, rowCount }) => [name, rowCount])).toEqual([
        ['big', 20_000],
        ['heavy', undefined],
      ]);
    });

    test('what failed once is read again', async () => {
      const file = join(folder, 'again.db');
      await write(file, SCRIPT('CREATE TABLE t(a)'));
      const again = await pack.openDatabase(file);
      await expect(
        again.schema({ refresh: true, signal: AbortSignal.timeout(0) }),
      ).rejects.toThrow();
      const entities: readonly Entity[] = (await again.schema()).entities;
      expect(entities).toHaveLength(1);
      await again.close();
    });
  });

  test('an empty file has no tables', async () => {
    const file = join(folder, 'empty.db');
    await writeFile(file, '');
    const empty = await pack.openDatabase(file);
    expect((await empty.schema()).entities).toEqual([]);
    await empty.close();
  });
});
