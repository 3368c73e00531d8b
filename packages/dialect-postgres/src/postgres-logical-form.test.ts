/** The cases that every dialect answers alike, in SQLite, in the embedded PostgreSQL and on a real server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  casesWithout,
  comparableRows,
  conformanceContent,
  logicalFormCases,
} from '@momq/core/conformance';
import type { LogicalFormCase } from '@momq/core/conformance';
import type { Database, DatabaseSchema, LogicalDialectPack } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { postgres } from './index.js';
import { renderPostgresContent } from './postgres-content.js';
import { serverPrograms, startTestServer } from './testing/postgres-test-server.js';
import type { TestServer } from './testing/postgres-test-server.js';

/** The engine's schema with what values alone tell: how numbers and texts hold points in time. */
function withTemporal(schema: DatabaseSchema): DatabaseSchema {
  const known = new Map(
    conformanceContent.schema.entities.flatMap((entity) =>
      entity.fields.map((field) => [`${entity.name}.${field.name}`, field.temporal] as const),
    ),
  );
  return {
    ...schema,
    entities: schema.entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map((field) => {
        const temporal = known.get(`${entity.name}.${field.name}`);
        return temporal ? { ...field, temporal } : field;
      }),
    })),
  };
}

const packs = { sqlite: sqlite(), postgres: postgres() };

async function check(
  pack: LogicalDialectPack,
  database: Database,
  { query, rows, ordered = false }: LogicalFormCase,
): Promise<void> {
  const text = pack.language.render(query, withTemporal(await database.schema()));
  const result = await database.query(text);
  expect(comparableRows(result.rows, ordered), text).toEqual(comparableRows(rows, ordered));
}

describe.each(['sqlite', 'postgres'] as const)('%s, embedded', (dialect) => {
  const pack = packs[dialect];
  let database: Database;
  beforeAll(async () => {
    database = await pack.createDatabase(conformanceContent);
  });
  afterAll(() => database.close());

  test.each(casesWithout(pack.capabilities.unsupported).map((each) => [each.title, each] as const))(
    '%s',
    (_title, each) => check(pack, database, each),
  );

  test('what it cannot say is an error', () => {
    const sayable = new Set(casesWithout(pack.capabilities.unsupported));
    for (const { query } of logicalFormCases.filter((each) => !sayable.has(each))) {
      expect(() => pack.language.render(query, conformanceContent.schema)).toThrow(
        expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error,
      );
    }
  });
});

const programs = serverPrograms();

describe.skipIf(programs === undefined)(
  `a PostgreSQL server (${programs ?? 'skipped: no initdb and postgres on this machine'})`,
  () => {
    let server: TestServer;
    let database: Database;
    beforeAll(async () => {
      server = await startTestServer(programs ?? '');
      const { statements, constraints } = renderPostgresContent(conformanceContent);
      await server.execute(statements.join(';\n'));
      for (const [table, rows] of Object.entries(conformanceContent.rows))
        await server.execute(insertion(table, rows));
      await server.execute(constraints.join(';\n'));
      database = await packs.postgres.openDatabase(server.url('postgres'));
    });
    afterAll(async () => {
      await database.close();
      await server.stop();
    });

    test.each(logicalFormCases.map((each) => [each.title, each] as const))('%s', (_title, each) =>
      check(packs.postgres, database, each),
    );
  },
);

function insertion(table: string, rows: readonly (readonly unknown[])[]): string {
  const constant = (value: unknown): string =>
    typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  const values = rows.map((row) => `(${row.map(constant).join(', ')})`);
  return `INSERT INTO ${table} VALUES ${values.join(', ')}`;
}
