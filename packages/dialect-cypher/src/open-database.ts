import { stat } from 'node:fs/promises';
import { hideSecrets } from '@momq/core/execution';
import { DatabaseOpenError, type Database } from '@momq/dialect';
import type { AllowedCalls } from './allowed-calls.js';
import { EmbeddedGraph } from './embedded-database.js';
import { fileSource } from './graph-source.js';

const serverUrl = /^(bolt|neo4j)(\+s|\+ssc)?:\/\//i;

/** True for a Neo4j URL (`bolt://`, `neo4j://`, with `+s` or `+ssc`) and for a file whose name ends in `.grafeo`. */
export function recognisesCypher(source: string): boolean {
  return serverUrl.test(source) || /\.grafeo$/i.test(source);
}

/**
 * Opens a Neo4j server by URL (`bolt://user:password@host:7687/database`) or a Grafeo file by path, to read only.
 *
 * @throws DatabaseOpenError for a missing file, a file of another kind, and a server that does not answer.
 */
export async function openCypherDatabase(source: string, allowed: AllowedCalls): Promise<Database> {
  if (serverUrl.test(source)) {
    // Neo4j's driver takes 100 ms to load, which programs without a server need not spend.
    const { openNeo4j } = await import('./neo4j-open.js');
    return openNeo4j(source, allowed);
  }
  try {
    await stat(source);
  } catch (error) {
    throw new DatabaseOpenError(
      `cypher: expected a Grafeo file or a URL such as bolt://localhost:7687, got ${hideSecrets(source)}, which does not exist.`,
      { cause: error },
    );
  }
  const file = fileSource(source);
  await file.graph();
  return new EmbeddedGraph(file, allowed);
}
