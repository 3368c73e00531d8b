import type { Database, DatabaseSchema } from '@momq/dialect';
import { settledOrAborted } from '../ask/settled-or-aborted.js';
import { indexDatabase } from './index-database.js';
import type { ValueIndex } from './value-index.js';

/** Milliseconds of a reading that is repeated whenever the data changed; after a longer one only words of questions are looked up. */
const QUICK_MS = 300;

interface Reading {
  /** Undefined where the database does not tell. */
  readonly version: string | undefined;
  readonly index: Promise<ValueIndex>;
  /** Of the question that began it; others may wait for it too. */
  readonly signal: AbortSignal | undefined;
  isQuick: boolean;
  /** The index once its values may be others: one object, since what is known of its fields is kept by them. */
  outdated?: ValueIndex;
}

/**
 * The values of open databases. They belong to one reading of the schema, so that a refreshed schema has its values read
 * again; a reading that failed is not kept. Where the database tells that its data has changed, they are read again, or are
 * marked as outdated when that takes long.
 */
export class ValueIndexes {
  readonly #known = new WeakMap<Database, WeakMap<DatabaseSchema, Reading>>();

  /**
   * The values of `database`, read at the first call for this schema.
   *
   * @param options - `dataVersion`: what the database told a moment ago; default: it is asked
   */
  async of(
    database: Database,
    schema: DatabaseSchema,
    {
      signal,
      dataVersion,
    }: {
      readonly signal?: AbortSignal | undefined;
      readonly dataVersion?: string | undefined;
    } = {},
  ): Promise<ValueIndex> {
    const options = signal === undefined ? {} : { signal };
    // Asked for before the values are read, so that no change while they are goes unnoticed.
    const version = dataVersion ?? (await database.dataVersion?.(options));
    const ofDatabase = this.#known.get(database) ?? new WeakMap<DatabaseSchema, Reading>();
    this.#known.set(database, ofDatabase);
    let reading = ofDatabase.get(schema);
    if (reading !== undefined && reading.version !== version) {
      if (!(await settledOrAborted(isReadAgain(reading), signal)))
        return (reading.outdated ??= outdated(await reading.index));
      const later = ofDatabase.get(schema); // another question may have begun it meanwhile
      reading = later?.version === version ? later : undefined;
    }
    reading ??= begin(version, signal, () => indexDatabase(database, schema, options));
    ofDatabase.set(schema, reading);
    try {
      return await settledOrAborted(reading.index, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (ofDatabase.get(schema) === reading) ofDatabase.delete(schema);
      if (reading.signal?.aborted !== true) throw error;
      // Only the question that began it was given up.
      return this.of(database, schema, { signal, dataVersion });
    }
  }
}

function begin(
  version: string | undefined,
  signal: AbortSignal | undefined,
  read: () => Promise<ValueIndex>,
): Reading {
  const started = performance.now();
  const reading: Reading = { version, signal, index: read(), isQuick: true };
  const measure = (): void => {
    reading.isQuick = performance.now() - started < QUICK_MS;
  };
  reading.index.then(measure, measure);
  return reading;
}

/** True for what failed, and for what took no time. */
async function isReadAgain(reading: Reading): Promise<boolean> {
  try {
    await reading.index;
    return reading.isQuick;
  } catch {
    // Whoever began it hears of the failure.
    return true;
  }
}

function outdated(index: ValueIndex): ValueIndex {
  const fields = index.fields.map((field) => ({ ...field, outdated: field.complete }));
  return { ...index, fields };
}
