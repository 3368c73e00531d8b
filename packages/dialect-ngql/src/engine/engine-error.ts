import { QueryExecutionError, UnsupportedFeatureError } from '@momq/dialect';

/** What NebulaGraph calls a semantic or an execution error. */
export function queryError(message: string): QueryExecutionError {
  return new QueryExecutionError(`nGQL: ${message}`);
}

/** What NebulaGraph can do and the embedded engine cannot. */
export function unsupported(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `nGQL: expected what the embedded engine has, got ${what}, which it lacks. Write it otherwise, or ask a NebulaGraph server.`,
  );
}
