import {
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
  streamLimits,
  valueLimits,
  type QueryLimits,
} from '@momq/core/execution';
import { clockTime, type GraphValue } from '@momq/graph-store';
import type { AllowedCalls } from './allowed-calls.js';
import { Deadline } from './deadline.js';
import { EmbeddedRun, type EmbeddedRows } from './embedded-run.js';
import { introspectGraph } from './embedded-schema.js';
import { engineTypes, engineValue } from './embedded-values.js';
import { procedures } from './engine/procedures.js';
import { planText, runQuery } from './engine/run-query.js';
import type { GraphSource } from './graph-source.js';
import { requireReading } from './query-guard.js';
import { streamBatches } from './stream-batches.js';
import { valueQuery } from './value-query.js';

/** A graph in memory that Cypher reads. Queries take turns in this thread: none keeps it for more than some milliseconds. */
export class EmbeddedGraph implements Database {
  readonly dialect = 'cypher';
  private readonly source: GraphSource;
  private readonly allowed: AllowedCalls;
  private knownSchema: Promise<DatabaseSchema> | undefined;
  private schemaVersion = '';
  private closed = false;

  constructor(source: GraphSource, allowed: AllowedCalls) {
    this.source = source;
    this.allowed = allowed;
    this.knownSchema = source.schema && Promise.resolve(source.schema);
  }

  async dataVersion(): Promise<string> {
    this.requireOpen();
    return this.source.version();
  }

  async schema({ refresh = false, signal }: SchemaOptions = {}): Promise<DatabaseSchema> {
    const version = await this.dataVersion();
    if (this.knownSchema === undefined || refresh || version !== this.schemaVersion) {
      this.schemaVersion = version;
      const reading = this.introspect(signal);
      this.knownSchema = reading;
      // What failed is read again at the next call.
      reading.catch(() => {
        if (this.knownSchema === reading) this.knownSchema = undefined;
      });
    }
    return this.knownSchema;
  }

  async values(entity: string, field: string, options: ValueOptions): Promise<readonly Value[]> {
    const limits = valueLimits(options);
    const { text, parameters } = valueQuery(entity, field, options);
    const { rows } = await this.query(text, { ...optionsOf(limits), parameters });
    return rows.map(([value]) => value ?? null);
  }

  async query(text: string, options?: QueryOptions): Promise<QueryResult> {
    const limits = queryLimits(options);
    const deadline = this.deadline(limits);
    const run = await this.begin(text, limits, deadline, limits.maxRows + 1);
    const answer = await run.next(limits);
    return {
      ...batchOf(answer),
      truncated: answer.stoppedBy !== undefined,
      ...(answer.stoppedBy && { truncatedBy: answer.stoppedBy }),
      elapsedMs: deadline.elapsedMs,
    };
  }

  async *stream(text: string, options?: QueryOptions): AsyncIterable<RowBatch> {
    const limits = streamLimits(options);
    const deadline = this.deadline(limits);
    let budget: QueryBudget | undefined;
    const run = await this.begin(text, limits, deadline, limits.maxRows, (made) => {
      budget = made;
    });
    let isFirst = true;
    yield* streamBatches(limits, batchOf, async (size) => {
      // Each wait for the engine has the time limit, not the reader's work between two batches.
      if (!isFirst) budget?.restart();
      isFirst = false;
      this.requireOpen();
      limits.signal?.throwIfAborted();
      return run.next(size);
    });
  }

  async explain(text: string, options?: QueryOptions): Promise<string> {
    const limits = queryLimits(options);
    const plain = text.replace(/^\s*(EXPLAIN|PROFILE)\b/i, '');
    const checked = await requireReading(plain, this.allowed, this.deadline(limits));
    const graph = await this.source.graph();
    const budget = new QueryBudget(limits.timeoutMs, 'Cypher');
    return planText(checked.statement, checked.text, {
      ...sessionOf(limits, budget),
      graph,
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.source.close();
  }

  /** Checks a query and makes it ready. */
  // eslint-disable-next-line @typescript-eslint/max-params -- what a query begins with
  private async begin(
    text: string,
    limits: QueryLimits,
    deadline: Deadline,
    enough: number,
    withBudget: (budget: QueryBudget) => void = () => undefined,
  ): Promise<EmbeddedRun> {
    const { statement, text: reading } = await requireReading(text, this.allowed, deadline);
    const spentMs = deadline.elapsedMs;
    // Reading a file anew is no work of the query that happens to be the first.
    const graph = await this.source.graph();
    this.requireOpen();
    limits.signal?.throwIfAborted();
    const budget = new QueryBudget(limits.timeoutMs, 'Cypher', spentMs);
    withBudget(budget);
    const session = { ...sessionOf(limits, budget), graph };
    const run = runQuery(statement, reading, session, enough);
    return new EmbeddedRun(run, budget, () => {
      this.requireOpen();
      limits.signal?.throwIfAborted();
    });
  }

  private async introspect(signal: AbortSignal | undefined): Promise<DatabaseSchema> {
    const limits = { maxRows: 100_000, timeoutMs: 60_000, ...(signal && { signal }) };
    const schema = await introspectGraph(this.source.name, (text) => this.query(text, limits));
    const note = this.source.note();
    return note === undefined ? schema : { ...schema, notes: [note, ...(schema.notes ?? [])] };
  }

  private deadline(limits: QueryLimits): Deadline {
    this.requireOpen();
    return new Deadline(limits);
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.source.name);
  }
}

function optionsOf({ maxRows, maxBytes, timeoutMs, signal }: QueryLimits): QueryOptions {
  return { maxRows, maxBytes, timeoutMs, ...(signal && { signal }) };
}

function sessionOf({ parameters }: QueryLimits, budget: QueryBudget) {
  return { budget, procedures, now: clockTime(), parameters: parametersOf(parameters) };
}

/** `$0` is the first value of a list, `$name` a value of an object. */
function parametersOf(given: QueryLimits['parameters']): ReadonlyMap<string, GraphValue> {
  return new Map(
    Object.entries(given ?? {}).map(([name, value]) => [name, engineValue(value as Value)]),
  );
}

function batchOf({ columns, rows, values }: EmbeddedRows): Required<RowBatch> {
  return { columns, columnTypes: engineTypes(columns, values), rows };
}
