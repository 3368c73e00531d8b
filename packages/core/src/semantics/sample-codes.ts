import type { Database, DatabaseSchema, EntityField, Value } from '@momq/dialect';
import { isUnread } from '../linking/index-database.js';

/** The values of a column that look like codes. */
export interface SampledCodes {
  readonly entity: string;
  readonly field: string;
  readonly codes: readonly string[];
}

/** How {@link sampleCodes} reads. */
export interface SampleOptions {
  /** Milliseconds for all columns; the others stay unread. Default 10000. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
}

const maxCodes = 24;
const maxCodeLength = 3;

/**
 * Columns with few distinct values that say nothing by themselves: whole numbers below 100, or texts of three characters at most.
 * Keys and the ends of links are none.
 */
export async function sampleCodes(
  database: Database,
  schema: DatabaseSchema,
  { totalMs = 10_000, signal }: SampleOptions = {},
): Promise<SampledCodes[]> {
  const ends = new Set(
    schema.links
      .flatMap(({ from, to }) => [from, to])
      .flatMap(({ entity, fields }) => fields.map((field) => `${entity}\u0000${field}`)),
  );
  const end = performance.now() + totalMs;
  const found: SampledCodes[] = [];
  for (const { name: entity, fields } of schema.entities)
    for (const field of fields) {
      const timeoutMs = Math.floor(end - performance.now());
      if (timeoutMs < 1) return found;
      if (!mayHoldCodes(field) || ends.has(`${entity}\u0000${field.name}`)) continue;
      const values = await read(entity, field.name, timeoutMs);
      if (values.length > 1 && values.length <= maxCodes && values.every(isCode))
        found.push({ entity, field: field.name, codes: values.map(String).sort(byValue) });
    }
  return found;

  async function read(entity: string, field: string, timeoutMs: number): Promise<readonly Value[]> {
    try {
      return await database.values(entity, field, {
        limit: maxCodes + 1,
        timeoutMs: Math.min(timeoutMs, 2000),
        ...(signal !== undefined && { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!isUnread(error)) throw error;
      return [];
    }
  }
}

function mayHoldCodes({ type, primaryKey, temporal }: EntityField): boolean {
  return primaryKey !== true && temporal === undefined && (type === 'integer' || type === 'text');
}

function isCode(value: Value): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 100;
  return typeof value === 'string' && value !== '' && value.length <= maxCodeLength;
}

function byValue(left: string, right: string): number {
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? (left < right ? -1 : 1) : difference;
}
