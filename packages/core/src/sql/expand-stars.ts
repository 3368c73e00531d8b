import type { DatabaseSchema, Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { isEntitySource } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';

/** The columns that `*` stands for, in their order: fields of entities, columns of derived sources. */
export function starColumns(
  query: Pick<SelectQuery, 'from'>,
  schema: DatabaseSchema,
): readonly Expression[] {
  let derived = 0;
  return query.from.flatMap((source): readonly Expression[] => {
    if (isEntitySource(source)) {
      const { entity, instance } = source;
      const fields = schema.entities.find((candidate) => candidate.name === entity)?.fields ?? [];
      return fields.map(({ name }) => ({ kind: 'field', entity, instance, field: name }));
    }
    const { select } = firstSelect(expandStars(source.query, schema));
    const place = derived;
    derived += 1;
    return select.map((_, column) => ({ kind: 'column', source: place, column }));
  });
}

/** The query with the columns that its stars and those of its sources stand for, so that each can be named. */
export function expandStars(query: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  if (query.kind === 'set') {
    return {
      ...query,
      left: expandStars(query.left, schema),
      right: expandStars(query.right, schema),
    };
  }
  const from = query.from.map((source) =>
    source.kind === 'derived' ? { ...source, query: expandStars(source.query, schema) } : source,
  );
  const columns = starColumns(query, schema);
  return {
    ...query,
    from,
    select: query.select.flatMap((each) => (each.kind === 'star' ? columns : [each])),
  };
}
