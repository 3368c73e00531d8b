import type { DatabaseSchema, Entity } from '@momq/dialect';
import { foreignKeyLinks } from '@momq/core/sql';
import { postgresFieldType } from './postgres-values.js';

/** Runs a statement of ours and gives its rows, arrays of text parsed. */
export type ReadRows = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** Tables and views on the search path, partitions left out; columns in order, with the primary key. */
const COLUMNS = `
  SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), t.typname, t.typtype = 'e',
         EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey))
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE n.nspname = ANY (current_schemas(false)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
    AND pg_table_is_visible(c.oid)
  ORDER BY c.oid, a.attnum`;

const FOREIGN_KEYS = `
  SELECT c.relname, target.relname,
         ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i)
               JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i),
         ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, i)
               JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.i)
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_class target ON target.oid = k.confrelid
  WHERE k.contype = 'f' AND k.conparentid = 0 AND pg_table_is_visible(c.oid) AND pg_table_is_visible(target.oid)
    AND NOT c.relispartition
  ORDER BY k.oid`;

/** Reads tables, columns, primary and foreign keys from the catalogue of a server. */
export async function introspectPostgres(name: string, read: ReadRows): Promise<DatabaseSchema> {
  const entities = new Map<string, Entity & { fields: Entity['fields'][number][] }>();
  for (const [table, column, nativeType, typeName, isEnum, isKey] of await read(COLUMNS)) {
    const entity = entities.get(String(table)) ?? { name: String(table), fields: [] };
    entities.set(entity.name, entity);
    entity.fields.push({
      name: String(column),
      type: postgresFieldType(String(typeName), isEnum === true),
      nativeType: String(nativeType),
      ...(isKey === true ? { primaryKey: true } : {}),
    });
  }
  const keys = (await read(FOREIGN_KEYS)).map(([table, target, columns, targetColumns]) => ({
    table: String(table),
    columns: columns as readonly string[],
    targetTable: String(target),
    targetColumns: targetColumns as readonly string[],
  }));
  return {
    name,
    family: 'relational',
    entities: [...entities.values()],
    links: foreignKeyLinks(keys),
  };
}
