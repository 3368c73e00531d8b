import { suggestion } from '@momq/core/execution';
import { QueryExecutionError } from '@momq/dialect';

/** What a query asks of a graph that the graph does not have. */
export function schemaError(message: string): QueryExecutionError {
  return new QueryExecutionError(`nGQL: ${message}`);
}

/** @throws QueryExecutionError always, with the names that may be meant */
export function unknownName(what: string, name: string, known: readonly string[]): never {
  throw schemaError(`expected ${what}, got ${name}. ${suggestion(name, known)}`);
}
