import type { Condition, SelectQuery } from '@momq/dialect';
import { CypherDerivedSources } from './cypher-derived.js';
import { CypherExpressionWriter } from './cypher-expression.js';
import { isGrouped } from './cypher-group-stage.js';
import { GroupedSelect } from './cypher-grouped-select.js';
import { CypherNestedQueries } from './cypher-nested.js';
import type { CypherText, QueryBody, SelectOptions } from './cypher-parts.js';
import { CypherPatterns } from './cypher-pattern.js';
import { plainProjection } from './cypher-plain-select.js';
import { projectionClause } from './cypher-projection.js';
import { CypherScope } from './cypher-scope.js';
import { withoutStar } from './cypher-star.js';
import { CypherWindows, hasWindows } from './cypher-windows.js';

/** Writes one SELECT. */
export function selectBody(
  original: SelectQuery,
  text: CypherText,
  options: SelectOptions = {},
): QueryBody {
  const query = withoutStar(original, text);
  if (hasWindows(query)) return windowedBody(query, text, options);
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

/** A SELECT with window functions: its rows without them, then a stage for each, then what it shows. */
function windowedBody(query: SelectQuery, text: CypherText, options: SelectOptions): QueryBody {
  const windows = new CypherWindows(query, text);
  const { parent, columns } = options;
  const inner = selectBody(windows.inner, text, {
    columns: windows.columns,
    ...(parent && { parent }),
  });
  const { schema, variables } = text;
  const scope = new CypherScope({ query, schema, variables, parent });
  const nested = new CypherNestedQueries(text, scope);
  const writer = new CypherExpressionWriter(text, scope, nested, windows.named);
  const { clauses, projection } = plainProjection({ query, text, scope, nested, columns }, writer);
  return {
    clauses: [
      ...inner.clauses,
      projectionClause('WITH', inner.projection),
      ...windows.stages,
      ...clauses,
    ],
    projection,
    ...(inner.imports && { imports: inner.imports }),
  };
}

function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];
}
