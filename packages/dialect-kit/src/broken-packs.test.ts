/** Every case of the check has a pack that breaks it alone. */
import { beforeAll, describe, expect, it } from 'vitest';
import { QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import type {
  Database,
  DatabaseContent,
  LogicalDialectPack,
  QueryOptions,
  QueryResult,
  SelectQuery,
} from '@momq/dialect';
import { checkDialect, conformanceCases } from './check-dialect.js';
import type { CaseReport } from './check-dialect.js';
import { everyConstruct, given } from './testing/json-check.js';
import { JsonDatabase, jsonDialect } from './testing/json-dialect.js';

/** The reference dialect with its databases changed. */
function withDatabase(change: (database: JsonDatabase) => Partial<Database>): LogicalDialectPack {
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
const withQuery = (change: (query: Query) => Query): LogicalDialectPack =>
  withDatabase((database) => ({ query: change((text, options) => database.query(text, options)) }));

const tutorialExample = jsonDialect().tutorials.pages[0]!.examples[0]!.query;

const broken: readonly (readonly [string, LogicalDialectPack])[] = [
  [
    'contract: keywords are upper case and stand once',
    { ...jsonDialect(), keywords: { all: ['kind'], specific: [] } },
  ],
  [
    'contract: words of the language are told apart',
    {
      ...jsonDialect(),
      language: { ...jsonDialect().language, words: { from: 'of', where: 'of' } },
    },
  ],
  [
    'prompt: a schema is always described in the same words, with every name in them',
    { ...jsonDialect(), prompt: { renderSchema: () => 'ships', rules: [] } },
  ],
  [
    'parser: what is no query is an error with its place',
    withParser((parse) => (text) => parse(text === ')(' ? '{}' : text)),
  ],
  [
    'parser: constants and placeholders stand where the analysis says',
    withParser((parse) => (text) => {
      const { placedLiterals = [], ...analysis } = parse(text);
      const shifted = placedLiterals.map((each) => ({ ...each, end: each.end - 1 }));
      return { ...analysis, placedLiterals: shifted };
    }),
  ],
  [
    'parser: two statements never pass as one that reads',
    withParser((parse) => (text) => ({
      ...parse(text),
      statements: Math.min(1, parse(text).statements),
    })),
  ],
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
    'limits: maxRows cuts the result and says so',
    withQuery((query) => async (text, options) => ({
      ...(await query(text, options)),
      ...(options?.maxRows === 3 && { truncated: false }),
    })),
  ],
  [
    'limits: maxBytes cuts the result and says so',
    withQuery(
      (query) =>
        (text, { maxBytes, ...options } = {}) =>
          query(
            text,
            maxBytes !== undefined && maxBytes > 0
              ? options
              : { ...options, ...(maxBytes !== undefined && { maxBytes }) },
          ),
    ),
  ],
  [
    'limits: an aborted signal stops the engine, and its reason is the error',
    withQuery((query) => async (text, options) => {
      try {
        return await query(text, options);
      } catch (error) {
        throw options?.signal?.aborted === true ? new Error('stopped') : error;
      }
    }),
  ],
  [
    'guard: what cannot be opened is a coded error that tells no password',
    { ...jsonDialect(), openDatabase: (source) => Promise.reject(new Error(source)) },
  ],
  [
    'language: what is declared unsupported is refused',
    {
      ...jsonDialect(),
      language: { ...jsonDialect().language, render: (query) => JSON.stringify(query) },
    },
  ],
  [
    'language: what it writes, it reads back with the same meaning',
    {
      ...jsonDialect(),
      language: {
        ...jsonDialect().language,
        read: (text) => ({ ...(JSON.parse(text) as SelectQuery), limit: 0 }),
      },
    },
  ],
  ['contract: defineDialect accepts the pack', { ...jsonDialect(), id: 'JSON' }],
  [
    'parser: tutorial examples are single statements that only read',
    withParser((parse) => (text) => ({
      ...parse(text),
      ...(text === tutorialExample && { statements: 2 }),
    })),
  ],
  [
    'parser: statements that write are told from those that read',
    withParser(
      (parse) => (text) => (text === '"drop"' ? { ...parse(text), readOnly: true } : parse(text)),
    ),
  ],
  [
    'parser: deep and long text is an answer or a coded error, soon',
    withParser((parse) => (text) => {
      if (text.length > 100_000) throw new RangeError('Maximum call stack size exceeded');
      return parse(text);
    }),
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
    'limits: what is no limit is refused before anything runs',
    withQuery(
      (query) =>
        (text, { maxRows, ...options } = {}) =>
          query(text, { ...options, ...(typeof maxRows === 'number' && { maxRows }) }),
    ),
  ],
  [
    'guard: statements that write are refused and change nothing',
    withDatabase(() => ({ explain: () => Promise.resolve('a plan') })),
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
  [
    'limits: timeoutMs stops the engine, and the next query is answered',
    withQuery((query) => {
      let isLate = false;
      return async (text, options) => {
        if (isLate) throw new QueryExecutionError('the engine is gone');
        try {
          return await query(text, options);
        } catch (error) {
          isLate = error instanceof QueryTimeoutError;
          throw error;
        }
      };
    }),
  ],
  ['limits: one database that is stopped leaves its neighbour alone', withOneEngine()],
  [
    'language: what it writes, its parser takes for one reading statement',
    withParser((parse) => (text) => ({
      ...parse(text),
      ...(text.includes('"groupBy":[{') && { statements: 2 }),
    })),
  ],
  [
    'language: a quote inside a text',
    withRender((query) => JSON.parse(JSON.stringify(query).replaceAll("'", "''")) as SelectQuery),
  ],
  [
    'language: a line end and a backslash inside a text',
    withRender((query) => JSON.parse(JSON.stringify(query).replaceAll('\\n', ' ')) as SelectQuery),
  ],
  [
    'language: a pattern, case ignored',
    withRender(
      (query) => JSON.parse(JSON.stringify(query).replace('"like"', '"="')) as SelectQuery,
    ),
  ],
  [
    'language: NULL first in ascending order',
    withRender((query) => (query.limit === 1 ? { ...query, orderBy: [] } : query)),
  ],
  [
    'language: NULL last in descending order',
    withRender((query) => (query.limit === 2 ? { ...query, orderBy: [] } : query)),
  ],
  [
    'language: a join, an aggregate and a group',
    withRender((query) => (query.from.length === 2 ? { ...query, limit: 1 } : query)),
  ],
  [
    'language: a group by the key beside another column',
    withRender((query) =>
      query.groupBy.length > 0 && query.from.length === 1
        ? { ...query, select: query.select.slice(1) }
        : query,
    ),
  ],
  [
    'language: ships without a draft',
    withRender(({ where, ...query }) => ({
      ...query,
      ...(where !== undefined && where.kind !== 'null' && { where }),
    })),
  ],
];

/** Cases without a broken pack: the reference dialect skips the one, and is no SQL, which the others ask. */
const unbroken = conformanceCases
  .map(({ name }) => name)
  .filter((name) => name === everyConstruct || name.startsWith('idioms: '));

/** The reference dialect that writes other queries; what it reads would show in a second case. */
function withRender(change: (query: SelectQuery) => SelectQuery): LogicalDialectPack {
  const pack = jsonDialect();
  const { words, render } = pack.language;
  return {
    ...pack,
    language: {
      words,
      render: (query, schema) => render(query.kind === 'set' ? query : change(query), schema),
    },
  };
}

/** The reference dialect with an engine for all databases, which a query that is late takes along. */
function withOneEngine(): LogicalDialectPack {
  const open = new Set<JsonDatabase>();
  const lost = new Set<JsonDatabase>();
  return withDatabase((database) => {
    open.add(database);
    return {
      query: async (text, options) => {
        if (lost.has(database)) throw new QueryExecutionError('the engine is gone');
        try {
          return await database.query(text, options);
        } catch (error) {
          if (error instanceof QueryTimeoutError)
            for (const other of open) if (other !== database) lost.add(other);
          throw error;
        }
      },
    };
  });
}

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

function withParser(
  change: (
    parse: Awaited<ReturnType<LogicalDialectPack['createParser']>>['parse'],
  ) => Awaited<ReturnType<LogicalDialectPack['createParser']>>['parse'],
): LogicalDialectPack {
  const pack = jsonDialect();
  return {
    ...pack,
    createParser: async () => {
      const parser = await pack.createParser();
      return { parse: change((text) => parser.parse(text)) };
    },
  };
}

describe('a broken pack', () => {
  it('is there for every case', () => {
    expect([...broken.map(([name]) => name), ...unbroken].sort()).toEqual(
      conformanceCases.map(({ name }) => name).sort(),
    );
  });

  // Four at once: each waits for queries that run into their time limit, and these waits are one. All at once would
  // count the others' time against the parser's limit on a busy machine.
  const checked = new Map<string, readonly CaseReport[]>();
  beforeAll(async () => {
    const rest = [...broken];
    const checkRest = async (): Promise<void> => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift())
        checked.set(next[0], await checkDialect({ dialect: next[1], ...given }));
    };
    await Promise.all([checkRest(), checkRest(), checkRest(), checkRest()]);
  });

  it.each(broken)('fails exactly: %s', (name) => {
    const reports = checked.get(name)!;
    const failed = reports.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map((report) => report.name)).toEqual([name]);
    expect(failed[0]!.reason).not.toBe('');
  });
});
