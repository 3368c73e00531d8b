import { Neo4jError, type Driver } from 'neo4j-driver';
import {
  DatabaseClosedError,
  QueryExecutionError,
  QueryTimeoutError,
  type Database,
  type DatabaseSchema,
  type QueryEstimate,
  type QueryOptions,
  type QueryResult,
  type RowBatch,
  type SchemaOptions,
  type Value,
  type ValueOptions,
} from '@momq/dialect';
import { queryLimits, streamLimits, valueLimits, type QueryLimits } from '@momq/core/execution';
import type { AllowedCalls } from './allowed-calls.js';
import { columnTypes } from './column-types.js';
import { Deadline } from './deadline.js';
import type { EngineRows } from './answer-rows.js';
import { requireReadMode } from './neo4j-calls.js';
import { mostOfMessage, tooLargeMessage } from './neo4j-message-limit.js';
import { planEstimate, planOf, planText, type Neo4jPlan } from './neo4j-plan.js';
import { Neo4jReading, type ServerStatement } from './neo4j-reading.js';
import { introspectNeo4j } from './neo4j-schema.js';
import { neo4jType, plainNeo4jValue } from './neo4j-values.js';
import { requireReading } from './query-guard.js';
import { streamBatches } from './stream-batches.js';
import { valueQuery } from './value-query.js';

/** What the graph has names for, as one row. */
const namesQuery = `CALL db.labels() YIELD label WITH collect(label) AS labels
CALL db.relationshipTypes() YIELD relationshipType WITH labels, collect(relationshipType) AS types
CALL db.propertyKeys() YIELD propertyKey RETURN labels, types, collect(propertyKey)`;

/** A Neo4j server. Its driver connects again by itself after a failure. */
export class Neo4jDatabase implements Database {
  readonly dialect = 'cypher';
  private knownSchema: Promise<DatabaseSchema> | undefined;
  private seen: { readonly version?: string; readonly names?: string } = {};
  private closed = false;
  declare private readonly driver: Driver;
  private readonly database: string | undefined;
  private readonly allowed: AllowedCalls;

  constructor(driver: Driver, database: string | undefined, allowed: AllowedCalls) {
    // It holds the password: whoever logs a database shall not log that.
    Object.defineProperty(this, 'driver', { value: driver, enumerable: false });
    this.database = database;
    this.allowed = allowed;
  }

  /** The server's bookmark of its last transaction that wrote. */
  async dataVersion({ signal }: Pick<QueryOptions, 'signal'> = {}): Promise<string> {
    const limits = queryLimits({ timeoutMs: 10_000, ...(signal && { signal }) });
    const reading = this.reading({ text: 'RETURN 1', timeoutMs: limits.timeoutMs });
    try {
      const bookmark = this.deadline(limits).within(reading.bookmark(), () => reading.stop());
      return await this.passedOn(bookmark, limits);
    } finally {
      reading.stop();
    }
  }

  async schema({ refresh = false, signal }: SchemaOptions = {}): Promise<DatabaseSchema> {
    this.requireOpen();
    const isNew = await this.hasNewNames(signal);
    if (this.knownSchema === undefined || refresh || isNew) {
      const reading = introspectNeo4j(this.database ?? 'neo4j', (text, timeoutMs) =>
        this.rows(
          { text, timeoutMs },
          queryLimits({ maxRows: 100_000, timeoutMs, ...(signal && { signal }) }),
        ),
      );
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
    const { timeoutMs } = limits;
    const query = valueQuery(entity, field, options);
    const { rows } = await this.rows({ ...query, timeoutMs }, limits);
    return rows.map(([value]) => plainNeo4jValue(value));
  }

  async query(text: string, options?: QueryOptions): Promise<QueryResult> {
    const limits = queryLimits(options);
    const deadline = this.deadline(limits);
    await this.requireReading(text, deadline);
    const { timeoutMs, parameters } = limits;
    const statement = { text, timeoutMs, ...(parameters && { parameters }) };
    const answer = await this.rows(statement, limits, deadline);
    return {
      ...batchOf(answer),
      truncated: answer.stoppedBy !== undefined,
      ...(answer.stoppedBy && { truncatedBy: answer.stoppedBy }),
      elapsedMs: deadline.elapsedMs,
    };
  }

  async *stream(text: string, options?: QueryOptions): AsyncIterable<RowBatch> {
    const limits = streamLimits(options);
    await this.requireReading(text, this.deadline(limits));
    const { parameters } = limits;
    // Each wait for the server has the time limit, not the reader's work between two batches.
    const reading = this.reading({ text, timeoutMs: 0, ...(parameters && { parameters }) });
    try {
      yield* streamBatches(limits, batchOf, (size) => {
        const deadline = this.deadline(limits);
        return this.passedOn(
          deadline.within(reading.next(size), () => reading.stop()),
          limits,
        );
      });
    } finally {
      reading.stop();
    }
  }

  async explain(text: string, options?: QueryOptions): Promise<string> {
    const plan = await this.plan(text, options);
    return plan === undefined ? '' : planText(plan);
  }

  async estimate(text: string, options?: QueryOptions): Promise<QueryEstimate> {
    const plan = await this.plan(text, options);
    return plan === undefined ? {} : planEstimate(plan);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.driver.close();
  }

  private async plan(
    text: string,
    options: QueryOptions | undefined,
  ): Promise<Neo4jPlan | undefined> {
    const limits = queryLimits(options);
    const deadline = this.deadline(limits);
    await this.requireReading(text, deadline);
    const plan = planOf(this.driver, this.database, text, { ...limits.parameters });
    return this.passedOn(
      deadline.within(plan, () => undefined),
      limits,
    );
  }

  /** True at the first call, and when labels, types or properties came or went since the last one. */
  private async hasNewNames(signal: AbortSignal | undefined): Promise<boolean> {
    const version = await this.dataVersion({ ...(signal && { signal }) });
    if (version === this.seen.version) return false;
    const limits = queryLimits({ maxRows: 1, timeoutMs: 60_000, ...(signal && { signal }) });
    const { rows } = await this.rows({ text: namesQuery, timeoutMs: limits.timeoutMs }, limits);
    const names = JSON.stringify(rows);
    const isNew = names !== this.seen.names;
    this.seen = { version, names };
    return isNew;
  }

  private async requireReading(text: string, deadline: Deadline): Promise<void> {
    const { procedures } = await requireReading(text, this.allowed, deadline);
    await requireReadMode(procedures, this.allowed, async () => {
      const listed = { text: 'SHOW PROCEDURES YIELD name, mode', timeoutMs: 10_000 };
      const { rows } = await this.rows(listed, queryLimits({ maxRows: 100_000 }));
      return new Map(rows.map(([name, mode]) => [String(name).toLowerCase(), String(mode)]));
    });
  }

  /** The rows of a statement that is not looked at, in the driver's values. */
  private async rows(
    statement: ServerStatement,
    limits: QueryLimits,
    deadline = this.deadline(limits),
  ): Promise<EngineRows> {
    const reading = this.reading(statement);
    try {
      const rows = deadline.within(reading.next(limits), () => reading.stop());
      return await this.passedOn(rows, limits);
    } finally {
      reading.stop();
    }
  }

  private reading(statement: ServerStatement): Neo4jReading {
    return new Neo4jReading(this.driver, this.database, statement);
  }

  /** The server's errors as those of the contract. */
  private async passedOn<T>(work: Promise<T>, { timeoutMs }: QueryLimits): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.requireOpen();
      if (!(error instanceof Neo4jError)) throw error;
      if (error.code.includes('TransactionTimedOut')) throw new QueryTimeoutError(timeoutMs);
      if (error.message.includes(tooLargeMessage)) {
        throw new QueryExecutionError(
          `Neo4j: expected records of at most ${mostOfMessage.bytes / 2 ** 20} MiB and ${mostOfMessage.values} values, got a larger one. Return them as rows (UNWIND), or fewer of them.`,
        );
      }
      throw new QueryExecutionError(`Neo4j: ${error.message}`, { cause: error });
    }
  }

  private deadline(limits: QueryLimits): Deadline {
    this.requireOpen();
    return new Deadline(limits);
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.database ?? 'neo4j');
  }
}

function batchOf({ columns, rows }: EngineRows): Required<RowBatch> {
  return {
    columns,
    columnTypes: columnTypes(columns, rows, neo4jType),
    rows: rows.map((row) => row.map(plainNeo4jValue)),
  };
}
