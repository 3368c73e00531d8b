import type { Database, DatabaseSchema } from '@momq/dialect';
import type { AskOptions } from './answer.js';
import { SchemaEmptyError } from './ask-errors.js';

/** The schemas of open databases, as they were read last. */
export class KnownSchemas {
  readonly #schemas = new WeakMap<Database, DatabaseSchema>();

  /**
   * The schema of the first question where the database does not tell of changes. What is read again is a new object, so that
   * what was read from the old one goes with it.
   *
   * @throws SchemaEmptyError for a database without tables
   */
  async read(
    database: Database,
    { refreshSchema = false, signal }: Pick<AskOptions, 'refreshSchema' | 'signal'> = {},
  ): Promise<DatabaseSchema> {
    const tells = database.dataVersion !== undefined;
    const known = refreshSchema || tells ? undefined : this.#schemas.get(database);
    const schema =
      known ??
      (await database.schema({
        ...(refreshSchema && { refresh: true }),
        ...(signal !== undefined && { signal }),
      }));
    if (schema.entities.length === 0) throw new SchemaEmptyError(schema.name);
    this.#schemas.set(database, schema);
    return schema;
  }
}
