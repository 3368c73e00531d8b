import type { Database } from '@momq/dialect';

/** The engine's database under this dialect's id. An engine of its own implements these members over its driver. */
export function renamed(database: Database): Database {
  return {
    dialect: '__id__',
    schema: (options) => database.schema(options),
    values: (entity, field, options) => database.values(entity, field, options),
    query: (text, options) => database.query(text, options),
    stream: (text, options) => database.stream(text, options),
    explain: (text, options) => database.explain!(text, options),
    close: () => database.close(),
    ...(database.fieldValues !== undefined && {
      fieldValues: (asked, options) => database.fieldValues!(asked, options),
    }),
    ...(database.dataVersion !== undefined && {
      dataVersion: (options) => database.dataVersion!(options),
    }),
  };
}
