import type { Socket } from 'node:net';
import pg from 'pg';
import { MAX_VALUE_BYTES } from './postgres-session.js';
import type { TextRow, TextRows } from './postgres-session.js';

/** All values as the text that the server sends. */
const asText = { getTypeParser: () => (text: string) => text };

/** The parts of pg's client that its types leave out. */
interface ClientParts {
  readonly connection: { readonly stream: Socket };
  readonly processID: number | null;
}

/** One connection of pg, with limits on what it takes from the wire. */
export class PostgresConnection {
  readonly client: pg.Client;
  /** False when the server or the network ended it. */
  alive = true;
  /** True once it ran a transaction; the server may have ended it since. */
  used = false;

  private constructor(client: pg.Client) {
    this.client = client;
    const lost = (): void => {
      this.alive = false;
    };
    client.on('error', lost);
    client.on('end', lost);
  }

  static async open(config: pg.ClientConfig): Promise<PostgresConnection> {
    const connection = new PostgresConnection(new pg.Client({ ...config, types: asText }));
    try {
      await connection.client.connect();
    } catch (error) {
      connection.destroy();
      throw error;
    }
    return connection;
  }

  /** Number of the server's process, to cancel what it does. */
  get processId(): number | null {
    return (this.client as unknown as ClientParts).processID;
  }

  /** Several statements of ours, without rows. */
  async execute(statements: string): Promise<void> {
    await this.client.query(statements);
  }

  /**
   * One statement by the extended protocol, which takes no second one. Rows are counted as they come; what passes a limit ends the
   * connection, since a message that is not read to its end leaves nothing to go on with.
   */
  rows(sql: string, parameters: readonly (string | null)[], maxBytes: number): Promise<TextRows> {
    const rows: TextRow[] = [];
    let [bytes, cut, pending] = [0, false, 0];
    const { stream } = (this.client as unknown as ClientParts).connection;
    const limit = Math.min(maxBytes, MAX_VALUE_BYTES);
    const watch = (chunk: Buffer): void => {
      pending += chunk.length;
      // Names, lengths and the rows of this chunk that are not counted yet come on top of the values.
      if (pending <= limit + chunk.length + 65_536) return;
      cut = true;
      this.destroy();
    };
    return new Promise((resolve, reject) => {
      const query = new pg.Query<string[]>({
        text: sql,
        values: [...parameters],
        rowMode: 'array',
        queryMode: 'extended',
      } as pg.QueryConfig);
      const settle = (finish: () => void): void => {
        stream.off('data', watch);
        finish();
      };
      let fields: readonly pg.FieldDef[] = [];
      query.on('row', (row: (string | null)[], result: pg.ResultBuilder | undefined) => {
        pending = 0;
        fields = result?.fields ?? fields;
        const size = row.reduce(
          (sum, value) => sum + (value === null ? 0 : Buffer.byteLength(value)),
          0,
        );
        cut ||= bytes + size > maxBytes;
        if (cut) return;
        bytes += size;
        rows.push(row);
      });
      const finish = (): void => {
        const columns = fields.map((field) => field.name);
        resolve({ columns, oids: fields.map((field) => field.dataTypeID), rows, bytes, cut });
      };
      query.on('end', (result: pg.ResultBuilder) => {
        fields = result.fields;
        settle(finish);
      });
      query.on('error', (error: Error) =>
        settle(() =>
          cut && rows.length > 0 ? finish() : reject(cut ? new RowTooLargeError() : error),
        ),
      );
      stream.prependListener('data', watch);
      this.client.query(query);
    });
  }

  /** Whether it keeps the program alive: while a transaction runs, not while it waits to be used again. */
  hold(alive: boolean): void {
    const { stream } = (this.client as unknown as ClientParts).connection;
    if (alive) stream.ref();
    else stream.unref();
  }

  /** Ends it politely. */
  async close(): Promise<void> {
    this.alive = false;
    this.hold(true);
    await this.client.end().catch(() => undefined);
  }

  /** Ends it at once. */
  destroy(): void {
    this.alive = false;
    (this.client as unknown as ClientParts).connection.stream.destroy();
  }
}

/** One row alone passes the limit on bytes. */
export class RowTooLargeError extends Error {}

/** True when the connection failed, and not the statement: nothing was answered. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // 57P01 to 57P03: the server shuts down, crashed or starts.
  if (error instanceof pg.DatabaseError) return /^(57P0[123]|08)/.test(error.code ?? '');
  return /Connection terminated|not queryable|ECONNRESET|EPIPE|socket|ETIMEDOUT/i.test(
    error.message,
  );
}
