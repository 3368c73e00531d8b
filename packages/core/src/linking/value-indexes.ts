import type { Database, DatabaseSchema } from '@momq/dialect';
import { indexDatabase } from './index-database.js';
import type { ValueIndex } from './value-index.js';

/** Milliseconds of a reading that is repeated whenever the data changed; after a longer one only words of questions are looked up. */
const QUICK_MS = 300;

interface Reading {
  /** Undefined where the database does not tell. */
  readonly version: string | undefined;
  readonly index: Promise<ValueIndex>;
  isQuick: boolean;
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
      if (!(await isReadAgain(reading))) return outdated(await reading.index);
      reading = undefined;
    }
    reading ??= begin(version, () => indexDatabase(database, schema, options));
    ofDatabase.set(schema, reading);
    try {
      return await reading.index;
    } catch (error) {
      if (ofDatabase.get(schema) === reading) ofDatabase.delete(schema);
      throw error;
    }
  }
}

function begin(version: string | undefined, read: () => Promise<ValueIndex>): Reading {
  const started = performance.now();
  const reading: Reading = { version, index: read(), isQuick: true };
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
