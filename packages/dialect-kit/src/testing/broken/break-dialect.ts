import type { Database, LogicalDialectPack, QueryOptions, QueryResult } from '@momq/dialect';
import { JsonDatabase, jsonDialect } from '../json-dialect.js';

/** The name of a case and the pack that fails it alone. */
export type BrokenPack = readonly [name: string, pack: LogicalDialectPack];

/** The reference dialect with its databases changed. */
export function withDatabase(
  change: (database: JsonDatabase) => Partial<Database>,
): LogicalDialectPack {
  return {
    ...jsonDialect(),
    createDatabase: (content) => {
      const database = new JsonDatabase(content);
      const changed = change(database);
      const proxy = new Proxy(database, {
        get(target, member) {
          if (Object.hasOwn(changed, member)) return changed[member as keyof Database];
          const value: unknown = Reflect.get(target, member);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      return Promise.resolve(proxy);
    },
  };
}

type Query = (text: string, options?: QueryOptions) => Promise<QueryResult>;

/** The reference dialect whose databases answer otherwise. */
export const withQuery = (change: (query: Query) => Query): LogicalDialectPack =>
  withDatabase((database) => ({ query: change((text, options) => database.query(text, options)) }));
