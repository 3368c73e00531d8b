import type { Expression, SelectQuery } from '@momq/dialect';
import { derivedSources, entitySources } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import type { CypherText } from './cypher-parts.js';

/** `*` as the fields of every source. */
export function withoutStar(query: SelectQuery, text: CypherText): SelectQuery {
  const columns = derivedSources(query.from).flatMap(({ query: inner }, source): Expression[] =>
    withoutStar(firstSelect(inner), text).select.map((_, column) => ({
      kind: 'column',
      source,
      column,
    })),
  );
  const fields = (): Expression[] => [
    ...entitySources(query.from).flatMap(({ entity, instance }) => {
      const found = text.schema.entities.find(({ name }) => name === entity);
      return (found?.fields ?? []).map((field) => ({
        kind: 'field' as const,
        entity,
        instance,
        field: field.name,
      }));
    }),
    ...columns,
  ];
  return {
    ...query,
    select: query.select.flatMap((expression) =>
      expression.kind === 'star' ? fields() : [expression],
    ),
  };
}
