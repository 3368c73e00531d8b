import type { DatabaseSchema, Entity, FieldType } from '@momq/dialect';
import { foreignKeyLinks, quoteText } from '@momq/core/sql';
import type { ForeignKey } from '@momq/core/sql';

/** Runs a statement of ours and gives its rows. */
export type ReadRows = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** Reads tables and views in the order of their making, with columns, primary keys and foreign keys. */
export async function introspectSqlite(name: string, read: ReadRows): Promise<DatabaseSchema> {
  const tables = await read(
    `SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
  );
  const entities: Entity[] = [];
  const keys: ForeignKey[] = [];
  for (const [table] of tables) {
    const entity = await readTable(String(table), read);
    entities.push(entity);
    keys.push(...(await readForeignKeys(entity, read)));
  }
  const known = new Set(entities.map((entity) => entity.name.toLowerCase()));
  const targets = keys.filter((key) => known.has(key.targetTable.toLowerCase()));
  const spelled = targets.map((key) => spellAsDeclared(key, entities));
  return { name, family: 'relational', entities, links: foreignKeyLinks(spelled) };
}

/** Type affinity rules of https://www.sqlite.org/datatype3.html §3.1, with names of times before them. */
export function sqliteFieldType(declared: string): FieldType {
  const type = declared.toUpperCase();
  if (/DATETIME|TIMESTAMP/.test(type)) return 'datetime';
  if (/\bDATE\b/.test(type)) return 'date';
  if (/BOOL/.test(type)) return 'boolean';
  if (/INT|\bYEAR\b/.test(type)) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(type)) return 'text';
  if (/REAL|FLOA|DOUB|NUM|DEC/.test(type)) return 'real';
  return type === '' ? 'text' : 'other';
}

async function readTable(table: string, read: ReadRows): Promise<Entity> {
  const columns = await read(
    `SELECT name, type, pk FROM pragma_table_info(${quoteText(table)}) ORDER BY cid`,
  );
  return {
    name: table,
    fields: columns.map(([column, declared, key]) => ({
      name: String(column),
      type: sqliteFieldType(String(declared)),
      nativeType: String(declared),
      ...(key === 0 ? {} : { primaryKey: true }),
    })),
  };
}

async function readForeignKeys(entity: Entity, read: ReadRows): Promise<ForeignKey[]> {
  const rows = await read(
    `SELECT id, "from", "table", "to" FROM pragma_foreign_key_list(${quoteText(entity.name)}) ORDER BY id DESC, seq`,
  );
  const ids = [...new Set(rows.map(([id]) => id))];
  return ids.map((id) => {
    const parts = rows.filter(([other]) => other === id);
    return {
      table: entity.name,
      columns: parts.map(([, from]) => String(from)),
      targetTable: String(parts[0]?.[2]),
      targetColumns: parts.flatMap(([, , , to]) => (to === null ? [] : [String(to)])),
    };
  });
}

/** SQLite matches names without case and lets a key leave out its target columns (the primary key). */
function spellAsDeclared(key: ForeignKey, entities: readonly Entity[]): ForeignKey {
  const find = (name: string): Entity | undefined =>
    entities.find((entity) => entity.name.toLowerCase() === name.toLowerCase());
  const column = (entity: Entity | undefined, name: string): string =>
    entity?.fields.find((field) => field.name.toLowerCase() === name.toLowerCase())?.name ?? name;
  const target = find(key.targetTable);
  const named = key.targetColumns.length > 0;
  const primary =
    target?.fields.filter((field) => field.primaryKey === true).map((field) => field.name) ?? [];
  return {
    table: key.table,
    columns: key.columns.map((name) => column(find(key.table), name)),
    targetTable: target?.name ?? key.targetTable,
    targetColumns: named ? key.targetColumns.map((name) => column(target, name)) : primary,
  };
}
