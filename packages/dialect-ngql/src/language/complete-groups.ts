import type { DatabaseSchema, Expression, SelectQuery } from '@momq/dialect';
import { firstRowOfGroups, strictGrouping } from '@momq/core/sql';

/**
 * A grouped SELECT whose plain fields all stand among its keys, because nGQL's groups are what it shows without aggregates: the
 * name of a reader beside `GROUP BY` the reader's id becomes a key. DISTINCT rows in an order that they do not show are groups too.
 *
 * A field beside `min` or `max` of each group is that of the row with the extreme, which nGQL cannot say: it stays as it is.
 *
 * @param aggregates - those of the query itself
 * @throws UnsupportedFeatureError where the value of a plain field is not determined
 */
export function completeGroups(
  query: SelectQuery,
  aggregates: readonly Expression[],
  schema: DatabaseSchema,
): SelectQuery {
  if (query.groupBy.length === 0 && aggregates.length === 0)
    return query.distinct ? strictGrouping(query, schema, 'nGQL') : query;
  if (firstRowOfGroups(query, schema) !== undefined) return query;
  return strictGrouping(query, withoutKeys(schema), 'nGQL');
}

/** NebulaGraph concludes no property from a key among those that are grouped by. */
function withoutKeys(schema: DatabaseSchema): DatabaseSchema {
  const entities = schema.entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => ({ ...field, primaryKey: false })),
  }));
  return { ...schema, entities };
}
