import type { DatabaseSchema, EntityUse, SelectQuery } from '@momq/dialect';
import { fieldOf, keyOf, useOf } from './query-subject.js';

/**
 * A query for the same rows to which conditions, an order and a limit may be added: one with a limit becomes the rows whose key is
 * among the limited ones. Undefined where the rows have no key, or columns that other entities or groups make.
 */
export function sameRows(
  query: SelectQuery,
  subject: EntityUse,
  schema: DatabaseSchema,
): SelectQuery | undefined {
  if (query.limit === undefined && query.offset === undefined) return query;
  const key = keyOf(schema, subject.entity);
  const own = query.select.every(
    (column) =>
      column.kind === 'field' &&
      column.entity === subject.entity &&
      column.instance === subject.instance,
  );
  if (key === undefined || !own || query.distinct || query.having !== undefined) return undefined;
  if (query.groupBy.length > 0) return undefined;
  const use = useOf({ entity: subject.entity, instance: 0 });
  return {
    kind: 'select',
    from: [use],
    distinct: false,
    select: query.select.map((column) =>
      column.kind === 'field' ? fieldOf(use, column.field) : column,
    ),
    where: {
      kind: 'in',
      negated: false,
      value: fieldOf(use, key.name),
      set: [{ kind: 'subquery', query: { ...query, select: [fieldOf(subject, key.name)] } }],
    },
    groupBy: [],
    orderBy: query.orderBy.flatMap((each) =>
      each.expression.kind === 'field' && each.expression.entity === subject.entity
        ? [{ ...each, expression: fieldOf(use, each.expression.field) }]
        : [],
    ),
  };
}
