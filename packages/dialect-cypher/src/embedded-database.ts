import { basename } from 'node:path';
import {
  DatabaseClosedError,
  QueryExecutionError,
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
  queryLimits,
  removeTemporaryFolder,
  streamLimits,
  valueLimits,
  type QueryLimits,
} from '@momq/core/execution';
import type { AllowedCalls } from './allowed-calls.js';
import { columnTypes, plainType } from './column-types.js';
import { Deadline } from './deadline.js';
import { GraphFile } from './graph-file.js';
import { introspectGraph } from './embedded-schema.js';
import { EngineError, type EngineChild } from './engine-child.js';
import type { AnswerLimits, EngineRows, EngineTask } from './engine-messages.js';
import { EnginePool } from './engine-pool.js';
import { plainValue } from './engine-values.js';
import { limitedText } from './limited-text.js';
import { namedParameters, type Statement } from './named-parameters.js';
import { requireReading } from './query-guard.js';
import { streamBatches } from './stream-batches.js';
import { valueQuery } from './value-query.js';

/** Milliseconds until a file that does not open is given up. */
const openingMs = 60_000;

/** Processes for every embedded database of this program. */
export const enginePool = new EnginePool();
let databases = 0;

/** A graph file that processes of the embedded engine open read-only. */
export class EmbeddedGraph implements Database {
  readonly dialect = 'cypher';
  private readonly number = databases++;
  private readonly running = new Set<EngineChild>();
  private knownSchema: Promise<DatabaseSchema> | undefined;
  private closed = false;
  private readonly path: string;
  private readonly allowed: AllowedCalls;
  private readonly temporaryFolder: string | undefined;
  /** Undefined for a graph of our own, which nobody else knows. */
  private readonly file: GraphFile | undefined;
  private schemaVersion = '';

  constructor(
    path: string,
    allowed: AllowedCalls,
    built: { schema?: DatabaseSchema; temporaryFolder?: string } = {},
  ) {
    this.path = path;
    this.allowed = allowed;
    this.knownSchema = built.schema && Promise.resolve(built.schema);
    this.temporaryFolder = built.temporaryFolder;
    this.file = built.temporaryFolder === undefined ? new GraphFile(path) : undefined;
  }

  async dataVersion(): Promise<string> {
    this.requireOpen();
    return (await this.file?.version()) ?? '';
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
    const { rows } = await this.run(valueQuery(entity, field, options, 'toString'), limits);
    return rows.map(([value]) => value ?? null);
  }

  async query(text: string, options?: QueryOptions): Promise<QueryResult> {
    const limits = queryLimits(options);
    const deadline = this.deadline(limits);
    const checked = await requireReading(text, this.allowed, deadline);
    const limited = { ...checked, text: limitedText(checked, limits.maxRows + 1) };
    return this.run(namedParameters(limited, limits.parameters), limits, deadline);
  }

  async *stream(text: string, options?: QueryOptions): AsyncIterable<RowBatch> {
    const limits = streamLimits(options);
    const checked = await requireReading(text, this.allowed, this.deadline(limits));
    const limited = { ...checked, text: limitedText(checked, limits.maxRows) };
    const statement = namedParameters(limited, limits.parameters);
    const child = await this.lease(this.deadline(limits));
    let isFirst = true;
    try {
      // Each wait for the engine has the time limit, not the reader's work between two batches.
      yield* streamBatches(limits, batchOf, async (size) => {
        const deadline = this.deadline(limits);
        if (isFirst) await this.openIn(child, deadline);
        const task: EngineTask = isFirst ? this.task(statement, size) : { kind: 'more', ...size };
        isFirst = false;
        return this.ask(child, task, deadline);
      });
    } finally {
      this.release(child);
    }
  }

  async explain(text: string, options?: QueryOptions): Promise<string> {
    const limits = queryLimits(options);
    const deadline = this.deadline(limits);
    const checked = await requireReading(text, this.allowed, deadline);
    const { text: plain, parameters } = namedParameters(checked, limits.parameters);
    const plan = `EXPLAIN ${plain.replace(/^\s*(EXPLAIN|PROFILE)\b/i, '')}`;
    const { rows } = await this.run(
      { text: plan, ...(parameters && { parameters }) },
      limits,
      deadline,
    );
    return rows.map(([line]) => String(line)).join('\n');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const child of this.running) child.kill();
    await enginePool.close(this.number);
    await this.file?.close();
    if (this.temporaryFolder !== undefined) await removeTemporaryFolder(this.temporaryFolder);
  }

  /** Runs a statement without looking at it. */
  async run(
    statement: Statement,
    limits: QueryLimits,
    deadline = this.deadline(limits),
  ): Promise<QueryResult> {
    const child = await this.lease(deadline);
    try {
      await this.openIn(child, deadline);
      const answer = await this.ask(child, this.task(statement, limits), deadline);
      return {
        ...batchOf(answer),
        truncated: answer.stoppedBy !== undefined,
        ...(answer.stoppedBy && { truncatedBy: answer.stoppedBy }),
        elapsedMs: deadline.elapsedMs,
      };
    } finally {
      this.release(child);
    }
  }

  private async introspect(signal: AbortSignal | undefined): Promise<DatabaseSchema> {
    const schema = await introspectGraph(nameOf(this.path), (text) =>
      this.run(
        { text },
        queryLimits({ maxRows: 100_000, timeoutMs: 60_000, ...(signal && { signal }) }),
      ),
    );
    if (this.file?.isCopied !== true) return schema;
    const note = `${this.path} is read from a private copy, made again whenever it has changed, because another program has it open to write.`;
    return { ...schema, notes: [note, ...(schema.notes ?? [])] };
  }

  private task({ text, parameters }: Statement, { maxRows, maxBytes }: AnswerLimits): EngineTask {
    const values = parameters && { parameters };
    return { kind: 'query', database: this.number, text, maxRows, maxBytes, ...values };
  }

  /** Opening a file anew is no work of the query that happens to be the first. */
  private async openIn(child: EngineChild, deadline: Deadline): Promise<void> {
    const { path, version } = (await this.file?.now()) ?? { path: this.path, version: '' };
    if (child.opened.get(this.number) === version) return;
    child.opened.delete(this.number);
    const { signal } = deadline;
    const opening = new Deadline({ timeoutMs: openingMs, ...(signal && { signal }) });
    await this.ask(child, { kind: 'open', database: this.number, path }, opening);
    child.opened.set(this.number, version);
    deadline.restart();
  }

  private async ask(child: EngineChild, task: EngineTask, deadline: Deadline): Promise<EngineRows> {
    try {
      return (await deadline.within(child.ask(task), () => child.kill())) as EngineRows;
    } catch (error) {
      this.requireOpen();
      if (!(error instanceof EngineError)) throw error;
      // The engine quotes the query, however long it is.
      throw new QueryExecutionError(`grafeo: ${error.message.slice(0, 1000)}`, { cause: error });
    }
  }

  private async lease(deadline: Deadline): Promise<EngineChild> {
    const lease = enginePool.lease(this.number);
    const giveBack = (): void => void lease.then((child) => enginePool.release(child));
    const child = await deadline.within(lease, giveBack);
    this.running.add(child);
    return child;
  }

  private release(child: EngineChild): void {
    this.running.delete(child);
    enginePool.release(child);
  }

  private deadline(limits: QueryLimits): Deadline {
    this.requireOpen();
    return new Deadline(limits);
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(nameOf(this.path));
  }
}

function nameOf(path: string): string {
  return basename(path).replace(/\.[^.]+$/, '');
}

function batchOf({ columns, rows }: EngineRows): Required<RowBatch> {
  return {
    columns,
    columnTypes: columnTypes(columns, rows, plainType),
    rows: rows.map((row) => row.map(plainValue)),
  };
}
