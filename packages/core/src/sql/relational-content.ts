import { DatabaseOpenError } from '@momq/dialect';
import type {
  DatabaseContent,
  DatabaseSchema,
  Entity,
  EntityField,
  FieldType,
  Value,
} from '@momq/dialect';
import { quoteIdentifier } from './identifier-quoting.js';
import type { IdentifierRules } from './identifier-quoting.js';

/** How an engine spells the type of a column that shall hold `values`. */
export type ColumnTypes = (type: FieldType, values: readonly Value[]) => string;

/**
 * The schema that the rows really fit: a column with a value outside its declared type becomes `text`, and a primary
 * key with missing or repeated values is no key. Native types are the engine's.
 *
 * @throws DatabaseOpenError when a row has not one value a field
 */
export function fittedSchema(content: DatabaseContent, nativeType: ColumnTypes): DatabaseSchema {
  const entities = content.schema.entities.map((entity) => {
    const rows = content.rows[entity.name] ?? [];
    for (const row of rows) {
      if (row.length !== entity.fields.length) {
        throw new DatabaseOpenError(
          `content: expected rows of ${entity.fields.length} values in ${entity.name}, got ${row.length}. Give one value a field.`,
        );
      }
    }
    const keyed = hasUniqueKey(entity, rows);
    // The engine that is built has one namespace: the name alone is the table's.
    const { path: _path, namespace: _namespace, ...table } = entity;
    return {
      ...table,
      fields: entity.fields.map((field, index) =>
        fittedField(
          field,
          rows.map((row) => row[index] ?? null),
          keyed,
          nativeType,
        ),
      ),
    };
  });
  return { ...content.schema, entities };
}

/** `CREATE TABLE` with its primary key; foreign keys are given as they shall appear. */
export function createTableStatement(
  entity: Entity,
  identifiers: IdentifierRules,
  foreignKeys: readonly {
    readonly fields: readonly string[];
    readonly to: { readonly entity: string; readonly fields: readonly string[] };
  }[],
): string {
  const list = (names: readonly string[]): string =>
    names.map((name) => quoteIdentifier(name, identifiers)).join(', ');
  const keys = entity.fields
    .filter((field) => field.primaryKey === true)
    .map((field) => field.name);
  const parts = [
    ...entity.fields.map(
      (field) => `${quoteIdentifier(field.name, identifiers)} ${field.nativeType ?? field.type}`,
    ),
    ...(keys.length === 0 ? [] : [`PRIMARY KEY (${list(keys)})`]),
    ...foreignKeys.map(
      (key) =>
        `FOREIGN KEY (${list(key.fields)}) REFERENCES ${quoteIdentifier(key.to.entity, identifiers)} (${list(key.to.fields)})`,
    ),
  ];
  return `CREATE TABLE ${quoteIdentifier(entity.name, identifiers)} (${parts.join(', ')})`;
}

function fittedField(
  field: EntityField,
  values: readonly Value[],
  keyed: boolean,
  nativeType: ColumnTypes,
): EntityField {
  const type = values.every((value) => fits(value, field.type)) ? field.type : 'text';
  return {
    name: field.name,
    type,
    nativeType: nativeType(type, values),
    ...(keyed && field.primaryKey === true ? { primaryKey: true } : {}),
  };
}

function hasUniqueKey(entity: Entity, rows: readonly (readonly Value[])[]): boolean {
  const places = entity.fields.flatMap((field, index) =>
    field.primaryKey === true ? [index] : [],
  );
  const seen = new Set<string>();
  for (const row of rows) {
    const key = places.map((place) => row[place] ?? null);
    if (key.includes(null)) return false;
    const text = JSON.stringify(key.map(String));
    if (seen.has(text)) return false;
    seen.add(text);
  }
  return true;
}

function fits(value: Value, type: FieldType): boolean {
  if (value === null) return true;
  switch (type) {
    case 'integer':
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
    case 'real':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'boolean':
      return typeof value === 'boolean' || value === 0 || value === 1;
    case 'date':
      return (
        typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isCalendarDate(value)
      );
    case 'datetime':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(value) &&
        isCalendarDate(value.slice(0, 10)) &&
        isClockTime(value.slice(11))
      );
    case 'text':
    case 'other':
      return true;
  }
}

/** False for 2023-02-30 and for the year 0, which PostgreSQL does not know. */
function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && !text.startsWith('0000')
  );
}

function isClockTime(text: string): boolean {
  const [hours = '0', minutes = '0', seconds = '0'] = text === '' ? [] : text.split(':');
  return Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}
