import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  ConfigError,
  DatabaseClosedError,
  type Database,
  type DatabaseSchema,
  type QueryOptions,
  type QueryResult,
  type RowBatch,
  type SchemaOptions,
  type Value,
  type ValueOptions,
} from '@momq/dialect';
import {
  QueryBudget,
  queryLimits,
  requireReadOnly,
  streamLimits,
  valueLimits,
  type QueryLimits,
} from '@momq/core/execution';
import type { GraphContent } from '@momq/core/graph';
import { distinct, isNull, type GraphValue } from '@momq/graph-store';
import { columnTypes, engineValue, plainValue } from './embedded-values.js';
import { spaceOf } from './embedded-space.js';
import { runStatements } from './engine/run.js';
import type { Space } from './engine/space.js';
import type { Table, Work } from './engine/table.js';
import { checkNgql } from './ngql-parser.js';
import { requireSchema } from './schema-check/require-schema.js';

/** Rows of a batch of a stream. */
const batchRows = 256;

/** A graph in memory that nGQL reads. Queries take turns in this thread: none keeps it for more than some milliseconds. */
export class EmbeddedNgql implements Database {
  readonly dialect = 'ngql';
  private readonly space: Space;
  private known: DatabaseSchema;
  private readonly running = new Set<{ stop: Error | undefined }>();
  private closed = false;

  constructor(content: GraphContent) {
    this.space = spaceOf(content);
    this.known = content.schema;
  }

  async schema({ refresh = false }: SchemaOptions = {}): Promise<DatabaseSchema> {
    this.requireOpen();
    if (refresh) this.known = { ...this.known };
    return this.known;
  }

  async values(entity: string, field: string, options: ValueOptions): Promise<readonly Value[]> {
    this.requireOpen();
    const limits = valueLimits(options);
    limits.signal?.throwIfAborted();
    const wanted = options.equalTo && new Set(options.equalTo.map((text) => text.toLowerCase()));
    const found: GraphValue[] = this.space.graph
      .nodesOf(entity)
      .map((node) => node.labels.get(entity)?.get(field) ?? null)
      .filter((value) => !isNull(value))
      .filter(
        (value) =>
          wanted === undefined || (typeof value === 'string' && wanted.has(value.toLowerCase())),
      );
    return distinct(found).slice(0, limits.maxRows).map(plainValue);
  }

  async query(text: string, options?: QueryOptions): Promise<QueryResult> {
    const limits = queryLimits(options);
    const started = performance.now();
    const table = await this.run(text, limits, limits.maxRows + 1);
    const { rows, truncatedBy } = cut(table.rows, limits);
    return {
      columns: table.columns,
      columnTypes: columnTypes(table.columns, table.rows.slice(0, rows.length)),
      rows,
      truncated: truncatedBy !== undefined,
      ...(truncatedBy && { truncatedBy }),
      elapsedMs: performance.now() - started,
    };
  }

  async *stream(text: string, options?: QueryOptions): AsyncIterable<RowBatch> {
    const limits = streamLimits(options);
    const table = await this.run(text, limits, limits.maxRows);
    const { rows } = cut(table.rows, limits);
    const { columns } = table;
    const types = columnTypes(columns, table.rows);
    for (let at = 0; at === 0 || at < rows.length; at += batchRows) {
      limits.signal?.throwIfAborted();
      this.requireOpen();
      yield { columns, columnTypes: types, rows: rows.slice(at, at + batchRows) };
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const turn of this.running) turn.stop = new DatabaseClosedError(this.space.name);
  }

  private async run(text: string, limits: QueryLimits, most: number): Promise<Table> {
    this.requireOpen();
    limits.signal?.throwIfAborted();
    const parameters = parametersOf(limits.parameters);
    const { statements, analysis } = checkNgql(text, new Set(parameters.keys()));
    requireReadOnly(analysis);
    requireSchema(statements, this.known);
    const budget = new QueryBudget(limits.timeoutMs, 'nGQL');
    const session = { space: this.space, budget, parameters, variables: new Map() };
    return this.finish(runStatements(statements, session, most), budget, limits.signal);
  }

  private async finish(
    work: Work<Table>,
    budget: QueryBudget,
    signal: AbortSignal | undefined,
  ): Promise<Table> {
    const turn: { stop: Error | undefined } = { stop: undefined };
    this.running.add(turn);
    try {
      for (;;) {
        const step = work.next();
        if (step.done) return step.value;
        await nextTurn();
        signal?.throwIfAborted();
        if (turn.stop) throw turn.stop;
        budget.resume();
      }
    } finally {
      this.running.delete(turn);
    }
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.space.name);
  }
}

function parametersOf(given: QueryLimits['parameters']): ReadonlyMap<string, GraphValue> {
  if (Array.isArray(given) && given.length > 0)
    throw new ConfigError(
      'parameters: expected values by name, as $name stands for one in nGQL, got a list. Give an object.',
    );
  return new Map(
    Object.entries(given ?? {}).map(([name, value]) => [name, engineValue(value as Value)]),
  );
}

/** The rows that the limits leave, as plain data. */
function cut(
  all: readonly (readonly GraphValue[])[],
  { maxRows, maxBytes }: QueryLimits,
): { readonly rows: readonly (readonly Value[])[]; readonly truncatedBy?: 'rows' | 'bytes' } {
  const rows: (readonly Value[])[] = [];
  let bytes = 0;
  for (const row of all) {
    if (rows.length >= maxRows) return { rows, truncatedBy: 'rows' };
    const plain = row.map(plainValue);
    bytes += plain.reduce<number>((sum, value) => sum + sizeOf(value), 0);
    if (bytes > maxBytes) return { rows, truncatedBy: 'bytes' };
    rows.push(plain);
  }
  return { rows };
}

/** Bytes of a value as UTF-8 text. */
function sizeOf(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return String(value).length;
  return Object.values(value).reduce<number>((sum, item) => sum + sizeOf(item as Value), 2);
}
