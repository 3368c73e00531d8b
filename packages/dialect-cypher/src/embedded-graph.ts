import { join } from 'node:path';
import { DatabaseOpenError, type Database } from '@momq/dialect';
import { createTemporaryFolder, queryLimits, removeTemporaryFolder } from '@momq/core/execution';
import type { GraphContent, GraphNode } from '@momq/core/graph';
import type { AllowedCalls } from './allowed-calls.js';
import { EmbeddedGraph, enginePool } from './embedded-database.js';
import type { EngineTask } from './engine-messages.js';

type BuildTask = Extract<EngineTask, { kind: 'build' }>;

/** Builds a graph in a temporary file that `close()` removes. */
export async function createEmbeddedGraph(
  content: GraphContent,
  allowed: AllowedCalls,
): Promise<Database> {
  const temporaryFolder = await createTemporaryFolder();
  const path = join(temporaryFolder, 'graph.grafeo');
  try {
    await build({ kind: 'build', path, ...byLabel(content) });
    const { schema } = content;
    return await opened(new EmbeddedGraph(path, allowed, { schema, temporaryFolder }));
  } catch (error) {
    await removeTemporaryFolder(temporaryFolder);
    throw new DatabaseOpenError(
      `cypher: expected a graph that the engine can hold, got an error: ${messageOf(error)}.`,
      { cause: error },
    );
  }
}

/** Opens a graph file of the embedded engine. @throws DatabaseOpenError when it is missing or of another kind. */
export async function openEmbeddedGraph(path: string, allowed: AllowedCalls): Promise<Database> {
  try {
    return await opened(new EmbeddedGraph(path, allowed));
  } catch (error) {
    throw new DatabaseOpenError(
      `cypher: expected a Grafeo database at ${path}, got: ${messageOf(error)}.`,
      { cause: error },
    );
  }
}

async function build(task: BuildTask): Promise<void> {
  const child = await enginePool.lease();
  try {
    await child.ask(task);
  } finally {
    enginePool.release(child);
  }
}

async function opened(database: EmbeddedGraph): Promise<Database> {
  await database.run({ text: 'RETURN 1' }, queryLimits());
  return database;
}

/** Nodes of one label together, as the engine takes them; relationships follow their nodes to the new positions. */
function byLabel(content: GraphContent): Pick<BuildTask, 'nodes' | 'relationships'> {
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
