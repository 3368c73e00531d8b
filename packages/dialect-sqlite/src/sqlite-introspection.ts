import type { DatabaseSchema, Entity, EntityField } from '@momq/dialect';
import { foreignKeyLinks, quoteIdentifier } from '@momq/core/sql';
import type { ForeignKey } from '@momq/core/sql';
import type { BatchAnswer, BatchStatement, ReadBatch } from './read-batch.js';
import { sqliteFieldType } from './sqlite-field-type.js';
import { sqliteIdentifiers } from './sqlite-generator.js';
import { describeContents } from './table-contents.js';
import { tableText } from './table-text.js';

/** A row of `sqlite_schema`. */
interface Entry {
  readonly name: string;
  readonly type: 'table' | 'view';
  readonly sql: string;
}

/** Statements of {@link statementsFor}, in order. */
const PER_ENTRY = 3;
const STRUCTURE_LIMITS = { maxRows: 100_000, maxBytes: 2 ** 28, timeMs: 30_000 };

/** Tables that a virtual table keeps its data in, by the end of their names, for modules that are not there to say so. */
const SHADOW_TABLE =
  /_(?:node|parent|rowid|content|segments|segdir|docsize|stat|data|idx|config|chunks|rowids|info|auxiliary|vector_chunks\d*|metadata\w*)$/;

/**
 * Reads tables and views in the order of their making, with columns, primary keys, foreign keys and what their rows tell.
 * What cannot be read is left out and named in `notes`.
 */
export async function introspectSqlite(name: string, read: ReadBatch): Promise<DatabaseSchema> {
  const [entryRows, shadowRows] = await read(LISTS, STRUCTURE_LIMITS);
  if (entryRows?.rows === undefined) throw new Error(entryRows?.error ?? 'no answer');
  const hidden = new Set(shadowRows?.rows?.map(([table]) => table));
  const entries = entryRows.rows
    .map(([table, type, sql]): Entry => ({
      name: String(table),
      type: type === 'view' ? 'view' : 'table',
      sql: String(sql ?? ''),
    }))
    .filter((entry) => !hidden.has(entry.name));
  const answers = await read(entries.flatMap(statementsFor), STRUCTURE_LIMITS);
  const notes: string[] = [];
  const keys: ForeignKey[] = [];
  const unreadable: string[] = [];
  const entities = entries.flatMap((entry, index) => {
    const [columns, foreign, compiled] = answers.slice(index * PER_ENTRY, (index + 1) * PER_ENTRY);
    const error = compiled === undefined ? 'it was not reached in time' : compiled.error;
    if (error !== undefined || columns?.rows === undefined) {
      unreadable.push(entry.name);
      notes.push(`${kindOf(entry)} ${entry.name} is left out: ${error ?? columns?.error ?? ''}.`);
      return [];
    }
    keys.push(...foreignKeys(entry.name, foreign));
    return [toEntity(entry, columns)];
  });
  const own = entities.filter(
    (entity) =>
      !unreadable.some(
        (table) =>
          entity.name.startsWith(`${table}_`) && SHADOW_TABLE.test(entity.name.slice(table.length)),
      ),
  );
  const known = new Set(own.map((entity) => entity.name.toLowerCase()));
  const links = foreignKeyLinks(
    keys
      .filter(({ table, targetTable }) =>
        [table, targetTable].every((end) => known.has(end.toLowerCase())),
      )
      .map((key) => spellAsDeclared(key, own))
      .filter((key) => key.columns.length === key.targetColumns.length),
  );
  return describeContents(
    { name, family: 'relational', entities: own, links, ...(notes.length > 0 && { notes }) },
    read,
  );
}

const LISTS: readonly BatchStatement[] = [
  {
    sql: `SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')
      AND typeof(name) = 'text' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
  },
  { sql: `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'` },
];

function statementsFor({ name }: Entry): BatchStatement[] {
  return [
    {
      sql: `SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid`,
      values: [name],
    },
    {
      sql: `SELECT id, "from", "table", "to" FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq`,
      values: [name],
    },
    { sql: `SELECT * FROM ${quoteIdentifier(name, sqliteIdentifiers)}`, compile: true },
  ];
}

function kindOf({ type, sql }: Entry): string {
  if (type === 'view') return 'View';
  return isVirtual(sql) ? 'Virtual table' : 'Table';
}

function isVirtual(sql: string): boolean {
  return /^\s*CREATE\s+VIRTUAL/i.test(sql);
}

/** `hidden` is 1 for hidden columns of virtual tables, 2 and 3 for generated ones (https://www.sqlite.org/pragma.html#pragma_table_xinfo). */
function toEntity({ name, type, sql }: Entry, columns: BatchAnswer): Entity {
  const text = type === 'view' ? undefined : tableText(sql);
  const withoutRowId = /\bWITHOUT\s+ROWID\b[^)]*$/i.test(sql);
  const rows = (columns.rows ?? []).filter(([, , , , hidden]) => hidden !== 1);
  const keyColumns = rows.filter(([, , , key]) => key !== 0).length;
  const fields = rows.map(([column, declared, notNull, key, hidden]): EntityField => {
    const nativeType = String(declared).replace(/\s*GENERATED ALWAYS$/i, '');
    const isRowId = key !== 0 && keyColumns === 1 && /^INTEGER$/i.test(nativeType);
    const refusesNull = notNull === 1 || (key !== 0 && (isRowId || withoutRowId));
    const told = text?.columns.get(String(column).toLowerCase());
    return {
      name: String(column),
      type: sqliteFieldType(nativeType),
      nativeType,
      ...(key === 0 ? {} : { primaryKey: true }),
      ...(type === 'view' ? {} : { nullable: !refusesNull }),
      ...(hidden === 2 || hidden === 3 ? { generated: true } : {}),
      ...(told?.comment !== undefined && { comment: told.comment }),
      ...(told?.allowedValues !== undefined && { allowedValues: told.allowedValues }),
    };
  });
  return {
    name,
    kind: type,
    ...(text?.comment !== undefined && { comment: text.comment }),
    fields,
  };
}

function foreignKeys(table: string, answer: BatchAnswer | undefined): ForeignKey[] {
  const rows = answer?.rows ?? [];
  const ids = [...new Set(rows.map(([id]) => id))];
  return ids.map((id) => {
    const parts = rows.filter(([other]) => other === id);
    return {
      table,
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
