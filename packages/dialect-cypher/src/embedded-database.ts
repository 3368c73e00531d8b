import { join } from 'node:path';
import {
  DatabaseOpenError,
  QueryExecutionError,
  type Database,
  type DatabaseSchema,
  type QueryOptions,
  type QueryResult,
  type Value,
  type ValueOptions,
} from '@momq/dialect';
import { requireReadOnly } from '@momq/core/execution';
import { quoteName, type GraphContent, type GraphNode } from '@momq/core/graph';
import { cypherParser } from './cypher-parser.js';
import { EngineClient, EngineReportedError, EngineStoppedError } from './engine-client.js';
import type { EngineTask } from './engine-messages.js';
import { introspectGraph } from './embedded-schema.js';
import { plainValue } from './engine-values.js';
import { createTemporaryFolder, removeTemporaryFolder } from './temporary-folder.js';

/** One process serves every embedded database of this program: starting one takes longer than loading most graphs. */
const engine = new EngineClient();
let databases = 0;

/** A graph file opened read-only in the engine process; opened again after the process was stopped. */
class EmbeddedGraph implements Database {
  readonly dialect = 'cypher';
  private readonly number = databases++;
  private openedIn: number | undefined;
  private opening: Promise<unknown> | undefined;
  private knownSchema: DatabaseSchema | undefined;
  private closed = false;
  private readonly path: string;
  private readonly temporaryFolder: string | undefined;

  constructor(path: string, options: { schema?: DatabaseSchema; temporaryFolder?: string } = {}) {
    this.path = path;
    this.knownSchema = options.schema;
    this.temporaryFolder = options.temporaryFolder;
  }

  async open(): Promise<void> {
    await this.ask({ kind: 'query', database: this.number, text: 'RETURN 1', maxRows: 1 });
  }

  async schema(): Promise<DatabaseSchema> {
    this.knownSchema ??= await introspectGraph(this.path, (text) =>
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
    const { rows } = await this.run(`EXPLAIN ${text}`, {});
    return rows.map(([line]) => String(line)).join('\n');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.openedIn === engine.generation)
      await engine.ask({ kind: 'close', database: this.number });
    if (this.temporaryFolder !== undefined) await removeTemporaryFolder(this.temporaryFolder);
  }

  private async run(
    text: string,
    { maxRows = 1000, timeoutMs = 10_000 }: QueryOptions,
  ): Promise<QueryResult> {
    const started = performance.now();
    const result = await this.ask(
      { kind: 'query', database: this.number, text, maxRows },
      timeoutMs,
    );
    const { columns, rows, truncated } = result as {
      columns: string[];
      rows: unknown[][];
      truncated: boolean;
    };
    return {
      columns,
      rows: rows.map((row) => row.map(plainValue)),
      truncated,
      elapsedMs: performance.now() - started,
    };
  }

  /** Asks once more when another query's time limit stopped the process. */
  private async ask(task: EngineTask, timeoutMs?: number): Promise<unknown> {
    if (this.closed)
      throw new QueryExecutionError(
        'query: expected an open database, got one that was closed. Open it again.',
      );
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.ensureOpen();
        return await engine.ask(task, timeoutMs);
      } catch (error) {
        if (error instanceof EngineStoppedError && attempt < 3) continue;
        if (error instanceof EngineReportedError || error instanceof EngineStoppedError) {
          throw new QueryExecutionError(`grafeo: ${error.message}`, { cause: error });
        }
        throw error;
      }
    }
  }

  private async ensureOpen(): Promise<void> {
    const generation = engine.start();
    if (this.openedIn !== generation) {
      this.openedIn = generation;
      this.opening = engine.ask({ kind: 'open', database: this.number, path: this.path });
    }
    await this.opening;
  }
}

/** Builds a graph in a temporary file that `close()` removes. */
export async function createEmbeddedGraph(content: GraphContent): Promise<Database> {
  const folder = await createTemporaryFolder();
  const path = join(folder, 'graph.grafeo');
  try {
    const { nodes, relationships } = byLabel(content);
    await engine.ask({ kind: 'build', path, nodes, relationships });
    const database = new EmbeddedGraph(path, { schema: content.schema, temporaryFolder: folder });
    await database.open();
    return database;
  } catch (error) {
    await removeTemporaryFolder(folder);
    throw new DatabaseOpenError(
      `cypher: expected a graph that the engine can hold, got an error: ${messageOf(error)}.`,
      { cause: error },
    );
  }
}

/** Opens a graph file of the embedded engine. @throws DatabaseOpenError when it is missing or of another kind. */
export async function openEmbeddedGraph(path: string): Promise<Database> {
  const database = new EmbeddedGraph(path);
  try {
    await database.open();
    return database;
  } catch (error) {
    throw new DatabaseOpenError(
      `cypher: expected a Grafeo database at ${path}, got: ${messageOf(error)}.`,
      { cause: error },
    );
  }
}

/** Nodes of one label together, as the engine takes them; relationships follow their nodes to the new positions. */
function byLabel(
  content: GraphContent,
): Pick<Extract<EngineTask, { kind: 'build' }>, 'nodes' | 'relationships'> {
  const labels = new Map<string, { node: GraphNode; position: number }[]>();
  content.nodes.forEach((node, position) => {
    const group = labels.get(node.label);
    if (group) group.push({ node, position });
    else labels.set(node.label, [{ node, position }]);
  });
  const moved = new Map<number, number>();
  const nodes = [...labels].map(([label, group]) => {
    for (const { position } of group) moved.set(position, moved.size);
    return { label, properties: group.map(({ node }) => node.properties) };
  });
  const relationships = content.relationships.map(({ type, from, to, properties }) => ({
    type,
    from: moved.get(from) ?? -1,
    to: moved.get(to) ?? -1,
    properties,
  }));
  return { nodes, relationships };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
