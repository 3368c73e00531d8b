import type { DatabaseSchema, Expression, LogicalQuery } from '@momq/dialect';
import { entitySources, isOptional } from './entity-sources.js';

/**
 * False for what is never NULL in the rows of a query: keys and fields that the schema calls filled, unless a join may leave
 * them out; counts and ranks; constants.
 */
export function isNullable(
  expression: Expression,
  query: LogicalQuery,
  schema: DatabaseSchema,
): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.value === null;
    case 'aggregate':
      return expression.function !== 'count';
    case 'window':
      return !['count', 'row_number', 'rank', 'dense_rank'].includes(expression.function);
    case 'field': {
      if (query.kind === 'set') return true;
      const { entity, instance, field: name } = expression;
      const use = entitySources(query.from).find(
        (source) => source.entity === entity && source.instance === instance,
      );
      const field = schema.entities
        .find((candidate) => candidate.name === entity)
        ?.fields.find((candidate) => candidate.name === name);
      const filled = field?.primaryKey === true || field?.nullable === false;
      return use === undefined || isOptional(use) || !filled;
    }
    default:
      return true;
  }
}
