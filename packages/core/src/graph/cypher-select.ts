import type { Condition, Expression, SelectQuery } from '@momq/dialect';
import { derivedSources, entitySources } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import { CypherDerivedSources } from './cypher-derived.js';
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
  const derived = new CypherDerivedSources(query, text);
  const { schema, variables } = text;
  const { parent } = options;
  const scope = new CypherScope({ query, schema, variables, parent, columns: derived.columns });
  const nested = new CypherNestedQueries(text, scope);
  const writer = new CypherExpressionWriter(text, scope, nested);
  const parts = { query, text, scope, nested, columns: options.columns };
  const filter = options.filter?.(
    query.select.map((expression) => writer.expression(expression)),
    nested,
  );
  const patterns = new CypherPatterns({ text, scope, nested, writer });
  const { matches, late } = patterns.write(query.from, conjuncts(query.where), filter);
  const joined = derived.joins(writer);
  const { clauses, projection } = isGrouped(query)
    ? new GroupedSelect(parts).write(writer)
    : plainProjection(parts, writer);
  const conditions = late.length > 0 ? [`WITH * WHERE ${late.join(' AND ')}`] : [];
  return {
    clauses: [
      ...nested.clauses,
      ...derived.clauses,
      ...matches,
      ...joined,
      ...nested.late,
      ...conditions,
      ...clauses,
    ],
    projection,
    imports: scope.imports,
  };
}

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

function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];
}
