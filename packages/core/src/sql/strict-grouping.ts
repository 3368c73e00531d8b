import type { DatabaseSchema } from '@momq/dialect';
import type {
  Aggregate,
  ColumnReference,
  Expression,
  FieldReference,
  OrderKey,
  SelectQuery,
} from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import {
  conditionExpressions,
  containsAggregate,
  expressionParts,
  sameExpression,
} from '../logical/expression-walk.js';
import { starColumns } from './expand-stars.js';

/**
 * Rewrites a SELECT for engines that demand what standard SQL demands, so that it answers as SQLite does:
 *
 * - a plain field beside `GROUP BY` joins the keys, unless the keys hold the primary key of its table;
 * - a plain field beside one `min` or `max` without `GROUP BY` is that of the row with the extreme value:
 *   `ORDER BY … LIMIT 1`;
 * - `SELECT DISTINCT a … ORDER BY b` becomes `GROUP BY a ORDER BY MIN(b)` (descending: `MAX(b)`).
 *
 * @param schema - {@link withoutPrimaryKeys} for engines to which the key of a table does not stand for its other columns
 * @throws UnsupportedFeatureError where the value of a plain field is not determined.
 */
export function strictGrouping(
  query: SelectQuery,
  schema: DatabaseSchema,
  dialect: string,
): SelectQuery {
  const aggregated =
    query.groupBy.length > 0 ||
    query.having !== undefined ||
    query.select.some(containsAggregate) ||
    query.orderBy.some((key) => containsAggregate(key.expression));
  if (!aggregated) return strictDistinct(query, dialect);
  // Without GROUP BY there is one row: no order to give it.
  const grouped = query.groupBy.length === 0 ? { ...query, orderBy: [] } : query;
  return strictDistinct(coverPlainFields(grouped, schema, dialect), dialect);
}

function coverPlainFields(
  query: SelectQuery,
  schema: DatabaseSchema,
  dialect: string,
): SelectQuery {
  const missing = uncovered(query, schema);
  if (missing.length === 0) return query;
  if (query.groupBy.length > 0) return { ...query, groupBy: [...query.groupBy, ...missing] };
  const extreme = onlyExtreme(query);
  if (extreme === undefined) {
    const names = missing.map(describe).join(', ');
    throw new UnsupportedFeatureError(
      `${dialect}: expected only aggregates without GROUP BY, got ${names} beside them. Group by it.`,
    );
  }
  const plain = (expression: Expression): Expression =>
    sameExpression(expression, extreme) ? extreme.argument : expression;
  const present = { kind: 'null', negated: true, value: extreme.argument } as const;
  return {
    ...query,
    select: query.select.map(plain),
    where:
      query.where === undefined ? present : { kind: 'and', conditions: [query.where, present] },
    orderBy: [{ expression: extreme.argument, descending: extreme.function === 'max' }],
    limit: Math.min(1, query.limit ?? 1),
  };
}

/** Plain fields of the output that neither stand among the keys nor depend on a primary key there. */
function uncovered(query: SelectQuery, schema: DatabaseSchema): readonly Reference[] {
  const outputs: readonly Expression[] = [
    ...query.select.flatMap((expression): readonly Expression[] =>
      expression.kind === 'star' ? starColumns(query, schema) : [expression],
    ),
    ...query.orderBy.map((key) => key.expression),
    ...(query.having === undefined ? [] : conditionExpressions(query.having)),
  ];
  const found: Reference[] = [];
  for (const output of outputs) {
    for (const part of outsideKeys(output, query.groupBy)) {
      const known = [...query.groupBy, ...found].some((key) => sameExpression(key, part));
      if (isOwn(part, query) && !known && !dependsOnKey(part, query, schema)) found.push(part);
    }
  }
  return found;
}

type Reference = FieldReference | ColumnReference;

/** Fields and columns outside aggregates and outside what the keys compute. */
function outsideKeys(expression: Expression, keys: readonly Expression[]): readonly Reference[] {
  if (keys.some((key) => sameExpression(key, expression))) return [];
  if (expression.kind === 'field' || expression.kind === 'column') return [expression];
  if (expression.kind === 'aggregate') return [];
  return expressionParts(expression).flatMap((part) => outsideKeys(part, keys));
}

function describe(reference: Reference): string {
  return reference.kind === 'field'
    ? `${reference.entity}.${reference.field}`
    : `column ${reference.column} of subquery ${reference.source} in FROM`;
}

function isOwn(reference: Reference, query: SelectQuery): boolean {
  if ((reference.outer ?? 0) > 0) return false;
  if (reference.kind === 'column') return true;
  return entitySources(query.from).some(
    (use) => use.entity === reference.entity && use.instance === reference.instance,
  );
}

function dependsOnKey(field: Reference, query: SelectQuery, schema: DatabaseSchema): boolean {
  if (field.kind === 'column') return false;
  const entity = schema.entities.find((candidate) => candidate.name === field.entity);
  const keys = entity?.fields.filter((candidate) => candidate.primaryKey === true) ?? [];
  return (
    keys.length > 0 &&
    keys.every((key) =>
      query.groupBy.some((grouped) => sameExpression(grouped, { ...field, field: key.name })),
    )
  );
}

function onlyExtreme(query: SelectQuery): Aggregate | undefined {
  const aggregates = query.select.filter(containsAggregate);
  const [first] = aggregates;
  const simple = query.having === undefined && aggregates.length === 1;
  if (!simple || first?.kind !== 'aggregate') return undefined;
  return first.function === 'min' || first.function === 'max' ? first : undefined;
}

/** True for what cannot be a key: values of a group or of a window. */
function isOfGroup(expression: Expression): boolean {
  return expression.kind === 'window' || containsAggregate(expression)
    ? true
    : expressionParts(expression).some(isOfGroup);
}

function strictDistinct(query: SelectQuery, dialect: string): SelectQuery {
  if (!query.distinct || query.select.some((expression) => expression.kind === 'star'))
    return query;
  const hidden = (key: OrderKey): boolean =>
    !query.select.some((expression) => sameExpression(expression, key.expression));
  if (!query.orderBy.some(hidden)) return query;
  const selected = (expression: Expression): boolean =>
    query.select.some((column) => sameExpression(column, expression));
  if (query.groupBy.length > 0 && query.groupBy.every(selected))
    return { ...query, distinct: false };
  if (query.groupBy.length > 0 || query.select.some(isOfGroup)) {
    throw new UnsupportedFeatureError(
      `${dialect}: expected DISTINCT groups to be ordered by a selected column, got another key. Select the key.`,
    );
  }
  const extreme = (key: OrderKey): OrderKey =>
    hidden(key)
      ? {
          ...key,
          expression: {
            kind: 'aggregate',
            function: key.descending ? 'max' : 'min',
            distinct: false,
            argument: key.expression,
          },
        }
      : key;
  return { ...query, distinct: false, groupBy: query.select, orderBy: query.orderBy.map(extreme) };
}

/** The schema with no primary keys, for {@link strictGrouping}. */
export function withoutPrimaryKeys(schema: DatabaseSchema): DatabaseSchema {
  return {
    ...schema,
    entities: schema.entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map(({ primaryKey: _key, ...field }) => field),
    })),
  };
}
