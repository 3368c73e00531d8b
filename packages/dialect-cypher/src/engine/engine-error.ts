import { QueryExecutionError, UnsupportedFeatureError } from '@momq/dialect';

/** What Cypher calls a semantic or a runtime error. */
export function queryError(message: string): QueryExecutionError {
  return new QueryExecutionError(`Cypher: ${message}`);
}

/** What Neo4j can do and the embedded engine cannot. */
export function unsupported(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `Cypher: expected what the embedded engine has, got ${what}, which it lacks. Write it otherwise, or ask a Neo4j server.`,
  );
}
