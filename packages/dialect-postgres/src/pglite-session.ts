import { QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import type { WorkerRequest } from '@momq/core/sql';
import type { EngineSlot } from './pglite-slot.js';
import { MAX_VALUE_BYTES, beginStatements, pathStatement } from './postgres-session.js';
import type { PostgresSession, SessionLimits, TextRow, TextRows } from './postgres-session.js';

/**
 * A transaction of the embedded engine, which has one connection. While a reader of a stream works on what it got, another call
 * may want the engine: then the rest of the stream is read at once and kept here, and the engine goes on to the other.
 */
export class PgliteSession implements PostgresSession {
  private readonly slot: EngineSlot;
  private readonly namespace: string;
  private readonly limits: SessionLimits;
  private leftMs: number;
  private running = false;
  private opened = false;
  private ended = false;
  /** The engine was stopped with this transaction in it. */
  private lost = false;
  private kept: TextRows | undefined;
  private parking: Promise<void> | undefined;

  constructor(slot: EngineSlot, namespace: string, limits: SessionLimits) {
    this.slot = slot;
    this.namespace = namespace;
    this.limits = limits;
    this.leftMs = limits.timeoutMs;
  }

  /** @returns false when the engine does not hold the database */
  async start(): Promise<boolean> {
    const statements = beginStatements(this.limits.timeoutMs);
    const { missing } = await this.request<{ missing: boolean }>({
      operation: 'begin',
      schema: this.namespace,
      statements,
    });
    // An engine that was stopped before starts anew first, which is not the query's work.
    this.leftMs = this.limits.timeoutMs;
    return !missing;
  }

  async read(
    sql: string,
    parameters: readonly (string | null)[] = [],
  ): Promise<readonly TextRow[]> {
    return (await this.rows(sql, parameters, MAX_VALUE_BYTES)).rows;
  }

  searchPath(): Promise<readonly string[]> {
    return Promise.resolve([this.namespace]);
  }

  async leaveCatalogue(path: readonly string[]): Promise<void> {
    await this.request({ operation: 'execute', sql: pathStatement(path) });
  }

  all(sql: string, maxBytes: number): Promise<TextRows> {
    return this.rows(sql, [], maxBytes);
  }

  async open(sql: string, parameters: readonly (string | null)[]): Promise<void> {
    await this.rows(`DECLARE momq_rows NO SCROLL CURSOR FOR ${sql}`, parameters, MAX_VALUE_BYTES);
    this.opened = true;
  }

  async fetch(count: number, maxBytes: number): Promise<TextRows> {
    await this.parking;
    if (this.kept !== undefined) return this.take(this.kept, count, maxBytes);
    return this.rows(`FETCH ${count} FROM momq_rows`, [], maxBytes);
  }

  giveWay(): void {
    // A reader that goes on at once is faster than reading all the rest.
    setImmediate(() => this.park());
  }

  private park(): void {
    if (this.running || this.ended || !this.opened || this.parking !== undefined) return;
    this.parking = this.rows('FETCH ALL FROM momq_rows', [], Number.MAX_SAFE_INTEGER)
      .then((rest) => {
        this.kept = rest;
      })
      // The reader is told when it asks for more.
      .catch(() => undefined)
      .then(() => this.end());
  }

  async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    try {
      if (!this.lost) await this.slot.worker.request({ operation: 'end' });
    } catch {
      // An engine that cannot end a transaction is started anew, with the next request.
      await this.slot.worker.restart();
    } finally {
      this.slot.leave(this);
    }
  }

  private take(all: TextRows, count: number, maxBytes: number): TextRows {
    const rows: TextRow[] = [];
    let [bytes, cut] = [0, false];
    for (const row of all.rows.slice(0, count)) {
      const size = row.reduce(
        (sum, value) => sum + (value === null ? 0 : Buffer.byteLength(value)),
        0,
      );
      cut = bytes + size > maxBytes;
      if (cut) break;
      bytes += size;
      rows.push(row);
    }
    this.kept = { ...all, rows: all.rows.slice(rows.length) };
    return { ...all, rows, bytes, cut };
  }

  private rows(
    sql: string,
    parameters: readonly (string | null)[],
    maxBytes: number,
  ): Promise<TextRows> {
    return this.request<TextRows>({
      operation: 'rows',
      sql,
      parameters,
      maxBytes: Math.min(maxBytes, Number.MAX_SAFE_INTEGER),
    });
  }

  private async request<T>(request: WorkerRequest): Promise<T> {
    if (this.ended)
      throw new QueryExecutionError(
        'postgres: expected the engine to go on, but the rest of the rows could not be read. Ask again.',
      );
    const started = performance.now();
    this.running = true;
    // The engine ends with the thread, whatever it does: nothing else stops it.
    this.lost = true;
    try {
      const answer = await this.slot.worker.request<T>(
        request,
        Math.max(1, this.leftMs),
        this.limits.signal,
      );
      this.lost = false;
      return answer;
    } catch (error) {
      // The engine's own words come from an engine that goes on.
      this.lost = !(error instanceof QueryExecutionError);
      throw error instanceof QueryTimeoutError
        ? new QueryTimeoutError(this.limits.timeoutMs)
        : error;
    } finally {
      this.running = false;
      this.leftMs -= performance.now() - started;
      if (this.slot.wanted) this.giveWay();
    }
  }
}
