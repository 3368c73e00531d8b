import type { Database, DatabaseSchema } from '@momq/dialect';
import type { AskOptions } from './answer.js';
import { SchemaEmptyError } from './ask-errors.js';

/** A schema, and when it was read. */
export interface KnownSchema {
  readonly schema: DatabaseSchema;
  /** What the database said of its data before; undefined where it does not tell. */
  readonly dataVersion: string | undefined;
}

/** The schemas of open databases, each as long as nobody has written since. */
export class KnownSchemas {
  readonly #known = new WeakMap<Database, KnownSchema>();

  /**
   * The schema of the first question where the database does not tell of changes. What is read again is a new object, so that
   * what was read from the old one goes with it.
   *
   * @throws SchemaEmptyError for a database without tables
   */
  async read(
    database: Database,
    { refreshSchema = false, signal }: Pick<AskOptions, 'refreshSchema' | 'signal'> = {},
  ): Promise<KnownSchema> {
    const options = signal === undefined ? {} : { signal };
    // Asked for before the schema is read, so that no change while it is goes unnoticed.
    const dataVersion = await database.dataVersion?.(options);
    const earlier = this.#known.get(database);
    if (earlier !== undefined && earlier.dataVersion === dataVersion && !refreshSchema)
      return earlier;
    const schema = await database.schema({ ...options, ...(refreshSchema && { refresh: true }) });
    if (schema.entities.length === 0) throw new SchemaEmptyError(schema.name);
    const known = { schema, dataVersion };
    this.#known.set(database, known);
    return known;
  }
}
