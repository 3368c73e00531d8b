import neo4j, { type Driver, type Record as Neo4jRecord, type Session } from 'neo4j-driver';
import type { QueryOptions, Value } from '@momq/dialect';
import type { AnswerLimits, EngineRows } from './answer-rows.js';
import { neo4jParameter, plainNeo4jValue } from './neo4j-values.js';
import { valueBytes } from './value-bytes.js';

/** Records that the server sends at once; few, because one may be large. */
const fetchSize = 200;

/** A statement for the server. */
export interface ServerStatement {
  readonly text: string;
  readonly parameters?: QueryOptions['parameters'];
  /** Milliseconds until the server ends it; 0: never. */
  readonly timeoutMs: number;
}

/** The rows of one query in a read transaction, which the server refuses to write in. */
export class Neo4jReading {
  private readonly session: Session;
  private readonly statement: ServerStatement;
  private records: AsyncIterator<Neo4jRecord> | undefined;
  private columns: readonly string[] = [];
  private pending: Neo4jRecord | undefined;

  constructor(driver: Driver, database: string | undefined, statement: ServerStatement) {
    this.statement = statement;
    this.session = driver.session({
      defaultAccessMode: neo4j.session.READ,
      fetchSize,
      ...(database !== undefined && { database }),
    });
  }

  /** The next rows, in the driver's values. */
  async next({ maxRows, maxBytes }: AnswerLimits): Promise<EngineRows> {
    this.records ??= await this.start();
    const rows: unknown[][] = [];
    let bytes = 0;
    for (;;) {
      const record = this.pending ?? (await this.advance(this.records));
      this.pending = undefined;
      if (record === undefined) return { columns: this.columns, rows, bytes };
      const row = [...record.values()];
      const size = row.reduce<number>((sum, value) => sum + valueBytes(plainNeo4jValue(value)), 0);
      const stoppedBy =
        rows.length === maxRows ? 'rows' : bytes + size > maxBytes ? 'bytes' : undefined;
      if (stoppedBy !== undefined) {
        this.pending = record;
        return { columns: this.columns, rows, bytes, stoppedBy };
      }
      bytes += size;
      rows.push(row);
    }
  }

  /** Runs it to its end; the server's bookmark of the last transaction that wrote. */
  async bookmark(): Promise<string> {
    const { text, timeoutMs: timeout } = this.statement;
    const transaction = await this.session.beginTransaction({ timeout });
    await transaction.run(text);
    await transaction.commit();
    return this.session.lastBookmarks().join(' ');
  }

  /** Ends the query on the server too. Nobody has to wait for that. */
  stop(): void {
    this.session.close().catch(() => undefined);
  }

  private async start(): Promise<AsyncIterator<Neo4jRecord>> {
    const { text, parameters = {}, timeoutMs } = this.statement;
    const transaction = await this.session.beginTransaction({ timeout: timeoutMs });
    const named = Object.entries(parameters).map(([name, value]) => [
      name,
      neo4jParameter(value as Value),
    ]);
    const result = transaction.run(text, Object.fromEntries(named));
    this.columns = (await result.keys()).map(String);
    return result[Symbol.asyncIterator]() as AsyncIterator<Neo4jRecord>;
  }

  private async advance(records: AsyncIterator<Neo4jRecord>): Promise<Neo4jRecord | undefined> {
    const step = await records.next();
    return step.done ? undefined : step.value;
  }
}
