import { MoMQError } from '@momq/dialect';
import type { Database, DatabaseSchema, Entity, Value } from '@momq/dialect';
import { createValueIndex, fieldValues, maxIndexedValues } from './value-index.js';
import type { FieldValues, ValueIndex } from './value-index.js';

/** Bounds of {@link indexDatabase}. */
export interface IndexOptions {
  /** Milliseconds for what is read at once at most; default 2000. */
  readonly fieldMs?: number;
  /** Milliseconds for all fields; those that are left then stay unread. Default 20000. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
}

/** Rows of the tables that are read at once, at most, and their number. */
const maxRowsTogether = 20_000;
const maxTablesTogether = 30;

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
  const together = await readTogether(groupsOf(schema.entities));
  for (const entity of schema.entities) {
    isSlow = false; // what is slow together may be quick one by one
    for (const [position, field] of entity.fields.entries()) {
      signal?.throwIfAborted();
      const values =
        together.get(entity)?.[position] ??
        (performance.now() < end && !isSlow ? await read(entity.name, field.name) : undefined);
      if (values === undefined) unread.push(`${entity.name}.${field.name}`);
      fields.push({
        ...fieldValues(entity.name, field, values ?? []),
        ...(values === undefined && { complete: false }),
      });
    }
  }
  return { ...createValueIndex(fields), notes: unreadNotes(unread) };

  /** Small tables answer for all fields at once, and many of them together, which matters where there are hundreds. */
  async function readTogether(
    groups: readonly (readonly Entity[])[],
  ): Promise<Map<Entity, readonly (readonly Value[] | undefined)[]>> {
    const found = new Map<Entity, readonly (readonly Value[] | undefined)[]>();
    if (database.fieldValues === undefined) return found;
    for (const group of groups) {
      if (performance.now() >= end) break;
      const asked = group.map(({ name, fields: all }) => ({
        entity: name,
        fields: all.map((field) => field.name),
      }));
      const answers = await unlessUnread(() => database.fieldValues?.(asked, limits));
      group.forEach((entity, place) => found.set(entity, answers?.[place] ?? []));
      if (answers !== undefined || group.length === 1) continue;
      // One of them is the cause: the others answer alone.
      const single = await readTogether(group.map((entity) => [entity]));
      for (const [entity, values] of single) found.set(entity, values);
    }
    return found;
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

/** Tables, in their order, that are small enough to be read at once; larger ones and views are in no group. */
function groupsOf(entities: readonly Entity[]): Entity[][] {
  const groups: Entity[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  for (const entity of entities) {
    const { kind = 'table', rowCount = 0, fields } = entity;
    if (kind !== 'table' || rowCount > maxRowsTogether || fields.length === 0) continue;
    const group = groups.at(-1);
    rows += rowCount;
    if (group === undefined || group.length >= maxTablesTogether || rows > maxRowsTogether) {
      groups.push([entity]);
      rows = rowCount;
    } else group.push(entity);
  }
  return groups;
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
