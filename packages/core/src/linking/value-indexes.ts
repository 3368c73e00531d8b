import type { Database, DatabaseSchema } from '@momq/dialect';
import { indexDatabase } from './value-index.js';
import type { ValueIndex } from './value-index.js';

/**
 * The values of open databases. They belong to one reading of the schema, so that a refreshed schema has its values read
 * again; a reading that failed is not kept.
 */
export class ValueIndexes {
  readonly #known = new WeakMap<Database, WeakMap<DatabaseSchema, Promise<ValueIndex>>>();

  /** The values of `database`, read at the first call for this schema. */
  async of(database: Database, schema: DatabaseSchema, signal?: AbortSignal): Promise<ValueIndex> {
    const ofDatabase =
      this.#known.get(database) ?? new WeakMap<DatabaseSchema, Promise<ValueIndex>>();
    this.#known.set(database, ofDatabase);
    const index =
      ofDatabase.get(schema) ??
      indexDatabase(database, schema, signal === undefined ? {} : { signal });
    ofDatabase.set(schema, index);
    try {
      return await index;
    } catch (error) {
      ofDatabase.delete(schema);
      throw error;
    }
  }
}
