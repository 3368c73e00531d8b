import type { Condition, Expression, SelectQuery } from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { CypherExpressionWriter } from './cypher-expression.js';
import { isGrouped } from './cypher-group-stage.js';
import { GroupedSelect } from './cypher-grouped-select.js';
import { CypherNestedQueries } from './cypher-nested.js';
import type { CypherText, QueryBody, SelectOptions } from './cypher-parts.js';
import { CypherPatterns } from './cypher-pattern.js';
import { plainProjection } from './cypher-plain-select.js';
import { CypherScope } from './cypher-scope.js';

/** Writes one SELECT. */
export function selectBody(
  original: SelectQuery,
  text: CypherText,
  options: SelectOptions = {},
): QueryBody {
  const query = withoutStar(original, text);
  const scope = new CypherScope(query, text.variables, options.parent);
  const nested = new CypherNestedQueries(text, scope);
  const writer = new CypherExpressionWriter(text, scope, nested);
  const parts = { query, text, scope, nested, columns: options.columns };
  const grouped = isGrouped(query);
  const conditions = [
    ...conjuncts(query.where),
    ...(grouped ? [] : orderedValuesExist(query, text)),
  ];
  const filter = options.filter?.(
    query.select.map((expression) => writer.expression(expression)),
    nested,
  );
  const matches = new CypherPatterns(text, scope, writer).write(query.from, conditions, filter);
  const { clauses, projection } = grouped
    ? new GroupedSelect(parts).write(writer)
    : plainProjection(parts, writer);
  return { clauses: [...nested.clauses, ...matches, ...clauses], projection };
}

/** `*` as the fields of every source. */
export function withoutStar(query: SelectQuery, text: CypherText): SelectQuery {
  const fields = (): Expression[] =>
    entitySources(query.from).flatMap(({ entity, instance }) => {
      const found = text.schema.entities.find(({ name }) => name === entity);
      return (found?.fields ?? []).map((field) => ({
        kind: 'field' as const,
        entity,
        instance,
        field: field.name,
      }));
    });
  return {
    ...query,
    select: query.select.flatMap((expression) =>
      expression.kind === 'star' ? fields() : [expression],
    ),
  };
}

function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];
}

/** Cypher sorts null above every value and SQL below: a descending LIMIT must not begin with nodes that lack the property. */
function orderedValuesExist(query: SelectQuery, text: CypherText): readonly Condition[] {
  const [first] = query.orderBy;
  if (query.limit === undefined || !first?.descending || first.expression.kind !== 'field')
    return [];
  const { entity, field } = first.expression;
  const isKey = text.schema.entities
    .find(({ name }) => name === entity)
    ?.fields.find(({ name }) => name === field)?.primaryKey;
  return isKey ? [] : [{ kind: 'null', negated: true, value: first.expression }];
}
