import { suggestion } from '@momq/core/execution';
import { MoMQError, QueryExecutionError } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';

/** How MySQL, MariaDB and the embedded engine tell of names that are not there. */
const COLUMN = /Unknown column '([^']+)'|no such column: (\S+)/;
const TABLE = /Table '([^']+)' doesn't exist|no such table: (\S+)/;

/**
 * An engine's error about a name, with the names that may be meant.
 *
 * @param relations - tables of the query
 * @returns the error itself where it is about another thing
 */
export function withSuggestion(
  error: unknown,
  { entities }: DatabaseSchema,
  relations: readonly string[],
): unknown {
  if (!MoMQError.isInstance(error) || error.code !== 'QUERY_EXECUTION') return error;
  const [, column, otherColumn] = COLUMN.exec(error.message) ?? [];
  const [, table, otherTable] = TABLE.exec(error.message) ?? [];
  const name = column ?? otherColumn ?? table ?? otherTable;
  if (name === undefined) return error;
  const used = new Set(relations.map((relation) => relation.toLowerCase()));
  const known =
    (column ?? otherColumn)
      ? entities
          .filter((entity) => used.has(entity.name.toLowerCase()))
          .flatMap(({ fields }) => fields.map((field) => field.name))
      : entities.map((entity) => entity.name);
  const last = name.slice(name.lastIndexOf('.') + 1).replace(/[`"]/g, '');
  return new QueryExecutionError(`${error.message}. ${suggestion(last, known)}`, { cause: error });
}

/** Whether {@link withSuggestion} knows more about an error. */
export function isAboutName(error: unknown): boolean {
  return MoMQError.isInstance(error) && (COLUMN.test(error.message) || TABLE.test(error.message));
}
