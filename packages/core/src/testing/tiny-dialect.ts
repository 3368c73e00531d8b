import type { Database, DialectPack, QueryResult } from '@momq/dialect';
import {
  DatabaseOpenError,
  QueryExecutionError,
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
} from '@momq/dialect';
import type { DatabaseContent } from '@momq/dialect';

/** Two customers and one table without rows. */
export const shop: DatabaseContent = {
  schema: {
    name: 'shop',
    family: 'relational',
    entities: [
      { name: 'customer', fields: [{ name: 'name', type: 'text' }] },
      { name: 'invoice', fields: [{ name: 'number', type: 'integer' }] },
    ],
    links: [],
  },
  rows: { customer: [['Ada'], ['Grace']], invoice: [] },
};

/** What the engine of {@link tinyDialect} was asked to run, in order. */
export type QueryLog = string[];

/**
 * A complete dialect over rows in memory, for tests of what stands above a dialect. Its statements, divided by `;`:
 * `get <entity>` returns all rows, `drop <entity>` is a write, `wait` never ends. It recognises `*.tiny` files.
 */
export function tinyDialect(log: QueryLog = []): DialectPack {
  return {
    specificationVersion: 'v1',
    id: 'tiny',
    displayName: 'Tiny',
    family: 'relational',
    version: '1',
    capabilities: { unsupported: [], engines: ['embedded'], explain: false, estimate: false },
    keywords: { all: ['GET', 'DROP', 'WAIT'], specific: ['GET'] },
    tutorials: {
      sample: shop,
      pages: [{ keyword: 'GET', title: 'get', prose: 'Returns all rows.', examples: [] }],
    },
    expertGroup: { experts: 2, rank: 4, alpha: 8 },
    language: { words: {}, render: () => 'get customer' },
    createParser: () => Promise.resolve({ parse: parseTiny }),
    recognises: (source) => source.endsWith('.tiny'),
    openDatabase: (source) =>
      source === 'shop.tiny'
        ? Promise.resolve(openTiny(shop, log))
        : Promise.reject(new DatabaseOpenError(`database: expected shop.tiny, got ${source}.`)),
    createDatabase: (content) => Promise.resolve(openTiny(content, log)),
  };
}

function parseTiny(
  text: string,
): ReturnType<Awaited<ReturnType<DialectPack['createParser']>>['parse']> {
  const statements = text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  const words = statements.map((statement) => statement.split(/\s+/)[0] ?? '');
  const unknown = words.find((word) => !['get', 'drop', 'wait'].includes(word));
  if (unknown !== undefined || statements.length === 0) {
    throw new QuerySyntaxError('expected get, drop or wait', {
      line: 1,
      column: 1,
      fragment: unknown ?? '',
    });
  }
  const readOnly = !words.includes('drop');
  return {
    statements: statements.length,
    readOnly,
    ...(!readOnly && { reason: 'DROP' }),
    relations: [],
    columns: [],
    functions: [],
    literals: [],
    keywords: words.map((word) => word.toUpperCase()),
  };
}

function openTiny(content: DatabaseContent, log: QueryLog): Database {
  return {
    dialect: 'tiny',
    schema: () => Promise.resolve(content.schema),
    values: () => Promise.resolve([]),
    query: (text, { maxRows = 1000, timeoutMs = 10_000 } = {}) => {
      log.push(text);
      return runTiny(content, text, { maxRows, timeoutMs });
    },
    async *stream(text) {
      yield await runTiny(content, text, { maxRows: Infinity, timeoutMs: 10_000 });
    },
    close: () => {
      log.push('close');
      return Promise.resolve();
    },
  };
}

async function runTiny(
  content: DatabaseContent,
  text: string,
  limits: { maxRows: number; timeoutMs: number },
): Promise<QueryResult> {
  const [word, name = ''] = text.split(/\s+/);
  if (word === 'wait') {
    await new Promise((resolve) => setTimeout(resolve, limits.timeoutMs));
    throw new QueryTimeoutError(limits.timeoutMs);
  }
  if (word !== 'get') throw new QueryRefusedError(`query: expected get, got ${word}. Not run.`);
  const rows = content.rows[name];
  if (rows === undefined) throw new QueryExecutionError(`no such entity: ${name}`);
  const entity = content.schema.entities.find((candidate) => candidate.name === name);
  return {
    columns: entity?.fields.map((field) => field.name) ?? [],
    columnTypes: entity?.fields.map((field) => field.type) ?? [],
    rows: rows.slice(0, limits.maxRows),
    truncated: rows.length > limits.maxRows,
    elapsedMs: 0,
  };
}
