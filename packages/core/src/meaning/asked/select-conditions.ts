import type {
  Condition,
  DatabaseSchema,
  EntityUse,
  FieldReference,
  Link,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { entitySources } from '../../logical/entity-sources.js';
import { visitQuery } from '../../logical/visit-query.js';

/** The conditions that every row of a SELECT fulfils, one by one. */
export function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];
}

/** The SELECT with these conditions and no others. */
export function withConjuncts(query: SelectQuery, conditions: readonly Condition[]): SelectQuery {
  const { where: _, ...rest } = query;
  const [first, ...more] = conditions;
  if (first === undefined) return rest;
  return {
    ...rest,
    where: more.length === 0 ? first : { kind: 'and', conditions: [...conditions] },
  };
}

/** Fields that a condition reads, those of subqueries too. */
export function fieldsOfCondition(condition: Condition): FieldReference[] {
  return fieldsOfQuery({
    kind: 'select',
    from: [],
    distinct: false,
    select: [],
    where: condition,
    groupBy: [],
    orderBy: [],
  });
}

/** Fields that a query reads, those of subqueries too. */
export function fieldsOfQuery(query: LogicalQuery): FieldReference[] {
  const found: FieldReference[] = [];
  visitQuery(query, {
    expression: (expression) => {
      if (expression.kind === 'field') found.push(expression);
    },
  });
  return found;
}

/** True for `x NOT IN (SELECT …)` and NOT EXISTS. */
export function isNegatedLookup(condition: Condition): boolean {
  if (condition.kind === 'exists') return condition.negated;
  return condition.kind === 'in' && condition.negated && condition.set[0]?.kind === 'subquery';
}

/** The first use of an entity in FROM. */
export function useOf(query: SelectQuery, entity: string): EntityUse | undefined {
  const source = entitySources(query.from).find((each) => each.entity === entity);
  return source && { entity: source.entity, instance: source.instance };
}

/** The SELECT with one more entity, where exactly one link joins it with those that are there. */
export function joinedWith(
  query: SelectQuery,
  entity: string,
  schema: DatabaseSchema,
): SelectQuery | undefined {
  const ways = entitySources(query.from).flatMap((source) =>
    schema.links
      .filter(
        ({ from, to }) =>
          (from.entity === source.entity && to.entity === entity) ||
          (to.entity === source.entity && from.entity === entity),
      )
      .map((link) => ({ link, source })),
  );
  const [way, ...others] = ways;
  if (way === undefined || others.length > 0) return undefined;
  return joinedAlong(query, way.link, way.source);
}

/** The SELECT with the entity at the other end of a link from one of its sources. */
export function joinedAlong(query: SelectQuery, link: Link, source: EntityUse): SelectQuery {
  const entity = link.from.entity === source.entity ? link.to.entity : link.from.entity;
  const uses = entitySources(query.from).filter((each) => each.entity === entity);
  const join = {
    kind: 'link',
    link: link.name,
    with: { entity: source.entity, instance: source.instance },
    optional: false,
  } as const;
  return { ...query, from: [...query.from, { entity, instance: uses.length, join }] };
}
