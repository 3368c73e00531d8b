import { refuseConstructs } from '@momq/core/logical';
import {
  DatabaseClosedError,
  DatabaseOpenError,
  QueryExecutionError,
  QuerySyntaxError,
  QueryTimeoutError,
  logicalConstructs,
  placedParts,
} from '@momq/dialect';
import type {
  Database,
  DatabaseContent,
  LogicalDialectPack,
  LogicalQuery,
  QueryAnalysis,
  QueryOptions,
  QueryResult,
  Value,
  WrittenLiteral,
} from '@momq/dialect';
import { queryLimits, requireReadOnly, streamLimits, valueLimits } from '@momq/core/execution';
import type { QueryLimits } from '@momq/core/execution';
import { setImmediate as immediate, setTimeout as later } from 'node:timers/promises';
import { harbour } from '../harbour.js';
import { evaluateQuery } from './evaluate-query.js';

/** A dialect whose text is the logical form as JSON, one query a line; `"drop"` is its only statement that writes. */
export function jsonDialect(): LogicalDialectPack {
  return {
    specificationVersion: 'v1',
    id: 'json',
    displayName: 'JSON',
    family: 'relational',
    version: '1',
    capabilities: {
      unsupported: logicalConstructs,
      engines: ['embedded', 'file'],
      explain: true,
      estimate: true,
    },
    keywords: { all: ['KIND', 'SELECT'], specific: ['KIND'] },
    tutorials: {
      sample: harbour,
      pages: [
        {
          keyword: 'SELECT',
          title: 'select',
          prose: 'Selects fields.',
          examples: [{ question: 'Which ships are there?', query: JSON.stringify(allShips) }],
        },
      ],
    },
    expertGroup: { experts: 2, rank: 4, alpha: 8 },
    language: {
      words: { from: 'of' },
      render: (query) => {
        refuseConstructs(query, logicalConstructs, 'json');
        return JSON.stringify(query);
      },
      read: (text) => JSON.parse(text) as LogicalQuery,
    },
    prompt: {
      renderSchema: ({ entities }) =>
        entities
          .map(({ name, fields }) => `${name}: ${fields.map((field) => field.name).join()}`)
          .join('\n'),
      rules: [],
    },
    createParser: () => Promise.resolve({ parse }),
    recognises: (source) => source.endsWith('.jsonl'),
    openDatabase: (source) =>
      Promise.reject(new DatabaseOpenError(`json: expected a readable file, got ${source}.`)),
    createDatabase: (content) => Promise.resolve(new JsonDatabase(content)),
  };
}

const allShips: LogicalQuery = {
  kind: 'select',
  from: [{ entity: 'ship', instance: 0 }],
  distinct: false,
  select: [{ kind: 'field', entity: 'ship', instance: 0, field: 'name' }],
  groupBy: [],
  orderBy: [],
};

function parse(text: string): QueryAnalysis {
  const statements = text.split(/;|\n/).filter((line) => line.trim() !== '');
  const parsed = statements.map((statement) => {
    try {
      return JSON.parse(statement) as unknown;
    } catch {
      throw new QuerySyntaxError('json: expected a query', {
        line: 1,
        column: 1,
        fragment: statement.slice(0, 20),
      });
    }
  });
  const readOnly = !parsed.includes('drop');
  return {
    statements: statements.length,
    readOnly,
    ...(readOnly ? {} : { reason: 'drop' }),
    relations: [],
    columns: [],
    functions: [],
    keywords: [],
    ...placedParts(text, literalsOf(text), []),
  };
}

function literalsOf(text: string): WrittenLiteral[] {
  const found = text.matchAll(/"kind":"literal","value":\s*("(?:[^"\\]|\\.)*"|-?[\d.]+)/g);
  return [...found].map(({ 0: all, 1: written = '', index }) => {
    const value = JSON.parse(written) as string | number;
    const end = index + all.length;
    const type = typeof value === 'string' ? 'text' : 'number';
    return { type, value, start: end - written.length, end };
  });
}

/** Rows in memory; a query is evaluated a thousand combinations at a time. */
export class JsonDatabase implements Database {
  readonly dialect = 'json';
  #closed = false;
  #schema: DatabaseContent['schema'];

  constructor(private readonly content: DatabaseContent) {
    this.#schema = structuredClone(content.schema);
  }

  async schema({ refresh = false } = {}): Promise<DatabaseContent['schema']> {
    this.#requireOpen();
    if (refresh) this.#schema = structuredClone(this.content.schema);
    return this.#schema;
  }

  async values(
    entity: string,
    field: string,
    options: Parameters<Database['values']>[2],
  ): Promise<Value[]> {
    this.#requireOpen();
    const { maxRows } = valueLimits(options);
    const place = this.content.schema.entities
      .find(({ name }) => name === entity)!
      .fields.findIndex(({ name }) => name === field);
    const wanted = options.equalTo?.map((text) => text.toLowerCase());
    const all = (this.content.rows[entity] ?? [])
      .map((row) => row[place] ?? null)
      .filter((value) => value !== null && wanted?.includes(String(value).toLowerCase()) !== false);
    return [...new Set(all)].slice(0, maxRows);
  }

  query(text: string, options?: QueryOptions): Promise<QueryResult> {
    return this.#run(text, () => queryLimits(options));
  }

  async *stream(text: string, options?: QueryOptions): AsyncGenerator<QueryResult> {
    const result = await this.#run(text, () => streamLimits(options));
    for (const row of result.rows) yield { ...result, rows: [row] };
  }

  async explain(text: string): Promise<string> {
    requireReadOnly(parse(text));
    return 'all combinations';
  }

  async estimate(text: string): Promise<{ rows: number }> {
    requireReadOnly(parse(text));
    return { rows: 1 };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #requireOpen(): void {
    if (this.#closed) throw new DatabaseClosedError(this.content.schema.name);
  }

  async #run(text: string, limitsOf: () => QueryLimits): Promise<QueryResult> {
    this.#requireOpen();
    const { maxRows, maxBytes, timeoutMs, signal } = limitsOf();
    requireReadOnly(parse(text));
    signal?.throwIfAborted();
    const query = JSON.parse(text) as LogicalQuery;
    const started = performance.now();
    const steps = evaluateQuery(query, this.content);
    let step: ReturnType<typeof steps.next>;
    let turns = 0;
    do {
      turns += 1;
      // Even a short answer comes later, as from an engine: databases take turns. An endless query leaves most of its time to others.
      await (turns <= 5 ? immediate() : later(5));
      signal?.throwIfAborted();
      if (performance.now() - started > timeoutMs) throw new QueryTimeoutError(timeoutMs);
      step = steps.next();
    } while (step.done !== true);
    const all = step.value;
    const rows: Value[][] = [];
    let bytes = 0;
    for (const row of all) {
      bytes += Buffer.byteLength(JSON.stringify(row));
      if (rows.length === maxRows || bytes > maxBytes) break;
      rows.push(row);
    }
    if (query.kind === 'set') throw new QueryExecutionError('json: no set operations');
    return {
      columns: query.select.map((_, index) => `c${index}`),
      columnTypes: query.select.map((part) => this.#typeOf(part)),
      rows,
      truncated: rows.length < all.length,
      ...(rows.length < all.length && { truncatedBy: rows.length === maxRows ? 'rows' : 'bytes' }),
      elapsedMs: performance.now() - started,
    };
  }

  #typeOf(expression: {
    readonly kind: string;
    readonly entity?: string;
    readonly field?: string;
  }): 'text' | 'other' {
    const entity = this.content.schema.entities.find(({ name }) => name === expression.entity);
    const type = entity?.fields.find(({ name }) => name === expression.field)?.type;
    return type === 'text' ? 'text' : 'other';
  }
}
