import type { DatabaseContent, LogicalDialectPack, QueryResult, SelectQuery } from '@momq/dialect';
import { JsonDatabase, jsonDialect } from '../json-dialect.js';
import { withDatabase, withQuery, type BrokenPack } from './break-dialect.js';

/** The reference dialect with another example in its tutorial. */
function withExample(change: (query: string) => string): LogicalDialectPack {
  const pack = jsonDialect();
  const [page] = pack.tutorials.pages;
  const [example] = page!.examples;
  const examples = [{ ...example!, query: change(example!.query) }];
  return { ...pack, tutorials: { ...pack.tutorials, pages: [{ ...page!, examples }] } };
}

/** The reference dialect with the rows of one database in all that are open at once. */
function withOneDatabase(): LogicalDialectPack {
  let rows: DatabaseContent['rows'] | undefined;
  return {
    ...jsonDialect(),
    createDatabase: async (content) => {
      const isEmpty = Object.values(content.rows).every((some) => some.length === 0);
      if (!isEmpty) rows = content.rows;
      return new JsonDatabase({ ...content, ...(isEmpty && rows !== undefined && { rows }) });
    },
  };
}

/** What databases get wrong. */
export const brokenDatabases: readonly BrokenPack[] = [
  [
    'database: a schema that is read again is a new object',
    withDatabase((database) => ({ schema: () => database.schema() })),
  ],
  [
    'database: columns have types',
    withQuery((query) => async (text, options) => ({
      ...(await query(text, options)),
      columnTypes: [],
    })),
  ],
  [
    'database: values are distinct, never NULL, and as many as asked',
    withDatabase((database) => ({
      values: async (entity, field, options) => [
        ...(await database.values(entity, field, options)),
        ...(field === 'draft' ? [null] : []),
      ],
    })),
  ],
  [
    'database: values of several fields are those of each',
    withDatabase(() => ({
      fieldValues: (asked) =>
        Promise.resolve(asked.map(({ fields }) => fields.map(() => ['Unknown']))),
    })),
  ],
  [
    'database: values are found by their text, case ignored',
    withDatabase((database) => ({
      values: (entity, field, { limit }) => database.values(entity, field, { limit }),
    })),
  ],
  [
    'database: a stream gives every row, and may be left early',
    withDatabase((database) => ({
      async *stream(text, options) {
        for await (const batch of database.stream(text, options)) {
          yield batch;
          return;
        }
      },
    })),
  ],
  [
    'database: explain tells a plan',
    withDatabase((database) => ({
      explain: async (text) => (await database.explain(text)).slice(0, 0),
    })),
  ],
  [
    'database: estimate tells a cost',
    withDatabase(() => ({ estimate: () => Promise.resolve({}) })),
  ],
  [
    'database: tutorial examples run on their sample',
    withExample((query) => JSON.stringify({ ...(JSON.parse(query) as SelectQuery), limit: 0 })),
  ],
  [
    'database: the schema has the entities, fields and links of its content',
    withDatabase((database) => ({
      schema: async (options) => ({ ...(await database.schema(options)), links: [] }),
    })),
  ],
  [
    'database: text, numbers and NULL come back as they went in',
    withQuery((query) => async (text, options) => {
      const result = await query(text, options);
      const isPair = result.columns.length === 2 && text.includes('draft');
      return isPair ? { ...result, columns: [] } : result;
    }),
  ],
  [
    'database: what does not exist is an error of the engine',
    withQuery(
      (query) => (text, options) =>
        text.includes('unicorn')
          ? Promise.reject(new TypeError('no such table'))
          : query(text, options),
    ),
  ],
  ['database: two databases do not see each other', withOneDatabase()],
  [
    'database: after close() every call fails with DATABASE_CLOSED, and close() again is quiet',
    withDatabase((database) => {
      let closed = false;
      return {
        close: () => {
          closed = true;
          return database.close();
        },
        values: (...asked) => (closed ? Promise.resolve([]) : database.values(...asked)),
      };
    }),
  ],
  [
    'database: overlapping queries give each its own rows',
    withQuery((query) => {
      let running: Promise<QueryResult> | undefined;
      return (text, options) =>
        (running ??= query(text, options).finally(() => {
          running = undefined;
        }));
    }),
  ],
];
