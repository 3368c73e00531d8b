import neo4j, { type Driver } from 'neo4j-driver';
import {
  DatabaseOpenError,
  QueryExecutionError,
  QueryTimeoutError,
  type Database,
  type DatabaseSchema,
  type QueryOptions,
  type QueryResult,
  type Value,
  type ValueOptions,
} from '@momq/dialect';
import { requireReadOnly } from '@momq/core/execution';
import { quoteName } from '@momq/core/graph';
import { cypherParser } from './cypher-parser.js';
import { introspectNeo4j } from './neo4j-schema.js';
import { plainNeo4jValue } from './neo4j-values.js';

/** A Neo4j server. Every query runs in a read transaction, which the server refuses to write in. */
class Neo4jDatabase implements Database {
  readonly dialect = 'cypher';
  private knownSchema: DatabaseSchema | undefined;
  private readonly driver: Driver;
  private readonly database: string | undefined;

  constructor(driver: Driver, database: string | undefined) {
    this.driver = driver;
    this.database = database;
  }

  async schema(): Promise<DatabaseSchema> {
    this.knownSchema ??= await introspectNeo4j(this.database ?? 'neo4j', (text) =>
      this.run(text, { maxRows: 100_000, timeoutMs: 60_000 }),
    );
    return this.knownSchema;
  }

  async values(entity: string, field: string, { limit }: ValueOptions): Promise<readonly Value[]> {
    const property = `n.${quoteName(field)}`;
    const text = `MATCH (n:${quoteName(entity)}) WHERE ${property} IS NOT NULL RETURN DISTINCT ${property} LIMIT ${limit}`;
    const { rows } = await this.run(text, { maxRows: limit });
    return rows.map(([value]) => value ?? null);
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    requireReadOnly(cypherParser.parse(text));
    return this.run(text, options);
  }

  async explain(text: string): Promise<string> {
    requireReadOnly(cypherParser.parse(text));
    const session = this.driver.session({
      defaultAccessMode: neo4j.session.READ,
      ...this.target(),
    });
    try {
      const { summary } = await session.executeRead((transaction) =>
        transaction.run(`EXPLAIN ${text}`),
      );
      return summary.plan ? planLines(summary.plan, 0).join('\n') : '';
    } catch (error) {
      throw executionError(error);
    } finally {
      await session.close();
    }
  }

  async close(): Promise<void> {
    await this.driver.close();
  }

  private target(): { database?: string } {
    return this.database === undefined ? {} : { database: this.database };
  }

  /** Neo4j ends a transaction some time after its limit, so the limit is kept here too. */
  private async run(
    text: string,
    { maxRows = 1000, timeoutMs = 10_000 }: QueryOptions,
  ): Promise<QueryResult> {
    const started = performance.now();
    const session = this.driver.session({
      defaultAccessMode: neo4j.session.READ,
      fetchSize: maxRows + 1,
      ...this.target(),
    });
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new QueryTimeoutError(timeoutMs)), timeoutMs);
    });
    try {
      const reading = session.executeRead(
        (transaction) => firstRows(transaction.run(text), maxRows),
        { timeout: timeoutMs },
      );
      const { columns, rows } = await Promise.race([reading, limit]);
      return {
        columns,
        rows: rows.slice(0, maxRows),
        truncated: rows.length > maxRows,
        elapsedMs: performance.now() - started,
      };
    } catch (error) {
      if (error instanceof QueryTimeoutError) throw error;
      if (String((error as { code?: unknown }).code).includes('TransactionTimedOut'))
        throw new QueryTimeoutError(timeoutMs);
      throw executionError(error);
    } finally {
      clearTimeout(timer);
      // A session with a running query closes only when the server lets go of it; nobody has to wait for that.
      session.close().catch(() => undefined);
    }
  }
}

interface ReadRows {
  readonly columns: readonly string[];
  readonly rows: Value[][];
}

async function firstRows(
  result: AsyncIterable<{ readonly keys: readonly PropertyKey[]; get(index: number): unknown }> & {
    keys(): Promise<readonly PropertyKey[]>;
  },
  maxRows: number,
): Promise<ReadRows> {
  const columns = (await result.keys()).map(String);
  const rows: Value[][] = [];
  for await (const record of result) {
    rows.push(record.keys.map((_, index) => plainNeo4jValue(record.get(index))));
    if (rows.length > maxRows) break;
  }
  return { columns, rows };
}

interface Plan {
  readonly operatorType: string;
  readonly arguments: { readonly [key: string]: unknown };
  readonly children: readonly Plan[];
}

function planLines(plan: Plan, depth: number): string[] {
  const details = plan.arguments['Details'];
  const line = `${'  '.repeat(depth)}${plan.operatorType}${typeof details === 'string' ? ` ${details}` : ''}`;
  return [line, ...plan.children.flatMap((child) => planLines(child, depth + 1))];
}

function executionError(error: unknown): QueryExecutionError {
  return new QueryExecutionError(
    `Neo4j: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );
}

/**
 * Connects to `bolt://user:password@host:7687/database` (or `neo4j://`, with `+s` or `+ssc`); without user and password
 * no authentication is sent, without a database name the server's home database is used.
 *
 * @throws DatabaseOpenError for a malformed URL, and when the server does not answer or refuses the credentials.
 */
export async function openNeo4j(source: string): Promise<Database> {
  const { url, user, password } = readServerUrl(source);
  const database = url.pathname.replace(/^\//, '') || undefined;
  const auth = user === '' ? undefined : neo4j.auth.basic(user, password);
  const driver = neo4j.driver(`${url.protocol}//${url.host}`, auth, {
    useBigInt: true,
    connectionTimeout: 5_000,
    connectionAcquisitionTimeout: 10_000,
    maxTransactionRetryTime: 0,
  });
  try {
    await driver.verifyConnectivity(database === undefined ? {} : { database });
  } catch (error) {
    await driver.close();
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    throw new DatabaseOpenError(
      `cypher: expected a Neo4j server at ${url.protocol}//${url.host}, got: ${reason}. Check host, port, database and account.`,
      { cause: error },
    );
  }
  return new Neo4jDatabase(driver, database);
}

/** The message leaves the URL out: it may hold a password. */
function readServerUrl(source: string): { url: URL; user: string; password: string } {
  try {
    const url = new URL(source);
    if (url.host === '') throw new TypeError('no host');
    const [user, password] = [url.username, url.password].map((part) =>
      decodeURIComponent(part),
    ) as [string, string];
    return { url, user, password };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseOpenError(
      `cypher: expected a URL such as bolt://user:password@localhost:7687/movies, got: ${reason}. Percent-encode special characters in user and password.`,
      { cause: error },
    );
  }
}
