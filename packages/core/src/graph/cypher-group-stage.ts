import type {
  Aggregate,
  ColumnReference,
  EntityUse,
  Expression,
  FieldReference,
  SelectQuery,
} from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';
import {
  conditionExpressions,
  containsAggregate,
  expressionParts,
} from '../logical/expression-walk.js';
import { entitySources } from '../logical/entity-sources.js';
import { expressionKey, useKey } from './cypher-scope.js';
import { typeOfColumn } from './relationship-names.js';

/** True when rows are folded into groups. */
export function isGrouped(query: SelectQuery): boolean {
  const aggregated = [...query.select, ...query.orderBy.map(({ expression }) => expression)].some(
    containsAggregate,
  );
  return aggregated || query.groupBy.length > 0 || query.having !== undefined;
}

/** What a grouped SELECT needs of each group. */
export interface GroupNeeds {
  /** Distinct aggregates of SELECT, HAVING and ORDER BY. */
  readonly aggregates: readonly Aggregate[];
  /** Fields and columns outside aggregates that no key covers. */
  readonly bareFields: readonly (FieldReference | ColumnReference)[];
  /** Keys of expressions that SELECT, HAVING or ORDER BY mention. */
  readonly mentioned: ReadonlySet<string>;
}

/** Collects what is used behind GROUP BY. */
export function groupNeeds(query: SelectQuery): GroupNeeds {
  const keys = new Set(query.groupBy.map(expressionKey));
  const aggregates = new Map<string, Aggregate>();
  const bareFields = new Map<string, FieldReference | ColumnReference>();
  const mentioned = new Set<string>();
  const visit = (expression: Expression): void => {
    const key = expressionKey(expression);
    mentioned.add(key);
    if (keys.has(key)) return;
    if (expression.kind === 'aggregate') aggregates.set(key, expression);
    else if (expression.kind === 'field' || expression.kind === 'column')
      bareFields.set(key, expression);
    else expressionParts(expression).forEach(visit);
  };
  query.select.forEach(visit);
  if (query.having) conditionExpressions(query.having).forEach(visit);
  query.orderBy.forEach(({ expression }) => visit(expression));
  return { aggregates: [...aggregates.values()], bareFields: [...bareFields.values()], mentioned };
}

/** Nodes that are the same in every row of a group, and the keys that say no more than such a node does. */
export interface DeterminedNodes {
  readonly uses: ReadonlySet<string>;
  readonly impliedBy: ReadonlyMap<string, string>;
}

/**
 * A key that identifies a node (its whole primary key, or the column that a relationship was made from) determines
 * the node, and a node determines those at the `to` end of its relationships that came from a column.
 */
export function determinedNodes(query: SelectQuery, schema: DatabaseSchema): DeterminedNodes {
  const keys = query.groupBy.filter((key): key is FieldReference => key.kind === 'field');
  const uses = new Set<string>();
  const impliedBy = new Map<string, string>();
  for (const source of entitySources(query.from)) {
    const primary =
      schema.entities
        .find(({ name }) => name === source.entity)
        ?.fields.filter((field) => field.primaryKey) ?? [];
    const own = keys.filter((key) => useKey(key) === useKey(source));
    const identifies =
      primary.length > 0 && primary.every((field) => own.some((key) => key.field === field.name));
    if (!identifies) continue;
    uses.add(useKey(source));
    for (const key of own) impliedBy.set(expressionKey(key), useKey(source));
  }
  for (let grew = true; grew;) {
    grew = false;
    for (const [from, to, column] of references(query, schema)) {
      const key = keys.find(
        (candidate) => useKey(candidate) === useKey(from) && candidate.field === column,
      );
      if (uses.has(useKey(to)) || (!key && !uses.has(useKey(from)))) continue;
      uses.add(useKey(to));
      if (key) impliedBy.set(expressionKey(key), useKey(to));
      grew = true;
    }
  }
  return { uses, impliedBy };
}

/** Joins of the query along relationships that came from one column: referencing use, referenced use, column. */
function references(query: SelectQuery, schema: DatabaseSchema): [EntityUse, EntityUse, string][] {
  return entitySources(query.from).flatMap((source): [EntityUse, EntityUse, string][] => {
    if (source.join?.kind !== 'link' || source.join.optional) return [];
    const { link: name, with: known } = source.join;
    const link = schema.links.find((candidate) => candidate.name === name);
    if (link === undefined) return [];
    const [from, to] = link.from.entity === known.entity ? [known, source] : [source, known];
    const fields = schema.entities.find((entity) => entity.name === from.entity)?.fields ?? [];
    const column = fields.find((field) => {
      const type = typeOfColumn(field.name);
      return type !== '' && (type === name || name.endsWith(`_${type}`));
    });
    return column ? [[from, to, column.name]] : [];
  });
}
