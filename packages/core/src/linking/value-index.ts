import { MoMQError } from '@momq/dialect';
import type { Database } from '@momq/dialect';
import type { DatabaseContent, DatabaseSchema, Entity, FieldType, Value } from '@momq/dialect';
import { splitQuestion } from './question-words.js';

/** Where a cell value occurs. */
export interface ValueOccurrence {
  /** The value in its original spelling. */
  readonly value: string | number;
  readonly entity: string;
  readonly field: string;
  /** What the value stands for, where the question's words equal that and not the cell. */
  readonly text?: string;
}

/** Distinct values of one field. */
export interface FieldValues {
  readonly entity: string;
  readonly field: string;
  readonly type: FieldType;
  readonly values: readonly (string | number)[];
  /** False when the field has more distinct values than were read. */
  readonly complete: boolean;
  /** True when it had no more, but may have other values since. */
  readonly outdated?: boolean;
}

/** Cell values of a database, found by the words of a question. */
export interface ValueIndex {
  readonly fields: readonly FieldValues[];
  /** Occurrences of the value whose words are `key` (see `valueKey`); empty when there is none. */
  lookup(key: string): readonly ValueOccurrence[];
  /** What could not be read, a sentence each. */
  readonly notes?: readonly string[];
}

/** Distinct values read per field: enough for names and categories, bounded for large tables. */
export const maxIndexedValues = 2000;

/** The form in which question spans and cells are compared: stemmed words joined by one space. */
export function valueKey(words: readonly { readonly stem: string }[]): string {
  return words.map((word) => word.stem).join(' ');
}

/** Rows of a table whose fields are read at once, at most. */
const maxRowsTogether = 20_000;

const maxTextLength = 80;

/** Builds the index from distinct values per field. */
export function createValueIndex(fields: readonly FieldValues[]): ValueIndex {
  const occurrences = new Map<string, ValueOccurrence[]>();
  for (const { entity, field, values } of fields) {
    for (const value of values) {
      if (typeof value !== 'string' || value.length > maxTextLength) continue;
      const key = valueKey(splitQuestion(value));
      if (key === '') continue;
      const found = occurrences.get(key);
      if (found === undefined) occurrences.set(key, [{ value, entity, field }]);
      else found.push({ value, entity, field });
    }
  }
  return { fields, lookup: (key) => occurrences.get(key) ?? [] };
}

/** Bounds of {@link indexDatabase}. */
export interface IndexOptions {
  /** Milliseconds for the values of one field at most; default 2000. */
  readonly fieldMs?: number;
  /** Milliseconds for all fields; those that are left then stay unread. Default 20000. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads distinct values through an open database, `maxIndexedValues` per field. A field that the engine does not give
 * (no right to read it, no equality of its type, too slow) is left out and named in {@link ValueIndex.notes}. Where one field is
 * too slow, so are the others of its entity, a view perhaps: they are not tried.
 */
export async function indexDatabase(
  database: Database,
  schema: DatabaseSchema,
  { fieldMs = 2000, totalMs = 20_000, signal }: IndexOptions = {},
): Promise<ValueIndex> {
  const fields: FieldValues[] = [];
  const unread: string[] = [];
  const end = performance.now() + totalMs;
  const limits = {
    limit: maxIndexedValues + 1,
    timeoutMs: fieldMs,
    ...(signal !== undefined && { signal }),
  };
  let isSlow = false;
  for (const entity of schema.entities) {
    const together = performance.now() < end ? await readTogether(entity) : [];
    isSlow = false; // what is slow together may be quick one by one
    for (const [position, field] of entity.fields.entries()) {
      signal?.throwIfAborted();
      const values =
        together[position] ??
        (performance.now() < end && !isSlow ? await read(entity.name, field.name) : undefined);
      if (values === undefined) unread.push(`${entity.name}.${field.name}`);
      fields.push({
        ...fieldValues(entity.name, field, values ?? []),
        ...(values === undefined && { complete: false }),
      });
    }
  }
  return { ...createValueIndex(fields), notes: unreadNotes(unread) };

  /** Small tables answer for all fields at once, which matters where there are hundreds of them. */
  async function readTogether(entity: Entity): Promise<readonly (readonly Value[] | undefined)[]> {
    const { name, fields: all, kind = 'table', rowCount = 0 } = entity;
    if (kind !== 'table' || rowCount > maxRowsTogether) return [];
    const names = all.map((field) => field.name);
    return (await unlessUnread(() => database.fieldValues?.(name, names, limits))) ?? [];
  }

  function read(entity: string, field: string): Promise<readonly Value[] | undefined> {
    return unlessUnread(() => database.values(entity, field, limits));
  }

  async function unlessUnread<T>(reading: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await reading();
    } catch (error) {
      signal?.throwIfAborted();
      if (!isUnread(error)) throw error;
      isSlow = MoMQError.isInstance(error) && error.code === 'QUERY_TIMEOUT';
      return undefined;
    }
  }
}

/** True for what an engine says about one query; a lost connection, for example, is no such thing. */
export function isUnread(error: unknown): boolean {
  const codes: readonly string[] = ['QUERY_EXECUTION', 'QUERY_TIMEOUT', 'QUERY_REFUSED'];
  return MoMQError.isInstance(error) && codes.includes(error.code);
}

function unreadNotes(unread: readonly string[]): string[] {
  if (unread.length === 0) return [];
  const named = unread.slice(0, 3).join(', ');
  const more = unread.length > 3 ? ` and ${unread.length - 3} more fields` : '';
  return [
    `The values of ${named}${more} could not be read, so the question was not compared with them.`,
  ];
}

/** Reads distinct values from plain data. */
export function indexContent(content: DatabaseContent): ValueIndex {
  const fields = content.schema.entities.flatMap((entity) =>
    entity.fields.map((field, column) => {
      const rows = content.rows[entity.name] ?? [];
      const distinct = new Set<Value>();
      for (const row of rows) {
        const cell = row[column];
        if (cell !== null && cell !== undefined) distinct.add(cell);
        if (distinct.size > maxIndexedValues) break;
      }
      return fieldValues(entity.name, field, [...distinct]);
    }),
  );
  return createValueIndex(fields);
}

function fieldValues(
  entity: string,
  field: { readonly name: string; readonly type: FieldType },
  read: readonly Value[],
): FieldValues {
  const values = read.filter(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  );
  return {
    entity,
    field: field.name,
    type: field.type,
    values: values.slice(0, maxIndexedValues),
    complete: read.length <= maxIndexedValues,
  };
}
