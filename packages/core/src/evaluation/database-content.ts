import type { Database, DatabaseContent, LogicalDialectPack, Value } from '@momq/dialect';

/** Rows read of a table at most, and milliseconds for them. */
const limits = { maxRows: 1_000_000, timeoutMs: 120_000 };

/** Reads all rows of an open database, so that other dialects can build their own of them. Views become tables. */
export async function databaseContent(
  database: Database,
  { language }: LogicalDialectPack,
): Promise<DatabaseContent> {
  const schema = await database.schema();
  const rows: Record<string, (readonly Value[])[]> = {};
  for (const { name: entity, fields } of schema.entities) {
    const all = language.render(
      {
        ...{ kind: 'select', from: [{ entity, instance: 0 }], distinct: false },
        ...{ groupBy: [], orderBy: [] },
        select: fields.map(({ name: field }) => ({ kind: 'field', entity, instance: 0, field })),
      },
      schema,
    );
    rows[entity] = [...(await database.query(all, limits)).rows];
  }
  return { schema, rows };
}
