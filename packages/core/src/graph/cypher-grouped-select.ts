import type { Aggregate, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { containsAggregate, expressionParts } from '../logical/expression-walk.js';
import { CypherExpressionWriter, type NestedQueries } from './cypher-expression.js';
import { determinedNodes, groupNeeds, type GroupNeeds } from './cypher-group-stage.js';
import type { CypherText, QueryBody } from './cypher-parts.js';
import { orderText } from './cypher-order.js';
import { plainProjection, projection } from './cypher-plain-select.js';
import { projectionClause, type ProjectedItem } from './cypher-projection.js';
import { expressionKey, useKey } from './cypher-scope.js';
import type { SelectParts } from './cypher-select-parts.js';

/** GROUP BY, HAVING and aggregates. */
export class GroupedSelect {
  private readonly parts: SelectParts;
  private readonly query: SelectQuery;
  private readonly text: CypherText;
  private readonly needs: GroupNeeds;

  constructor(parts: SelectParts) {
    this.parts = parts;
    this.query = parts.query;
    this.text = parts.text;
    this.needs = groupNeeds(parts.query);
  }

  write(writer: CypherExpressionWriter): QueryBody {
    return this.fitsOneClause() ? this.oneClause(writer) : this.twoClauses(writer);
  }

  /** Cypher groups by the items of RETURN that are not aggregates: enough when these are exactly the keys. */
  private fitsOneClause(): boolean {
    const { query, needs } = this;
    const selected = new Set(query.select.map(expressionKey));
    const keys = new Set(query.groupBy.map(expressionKey));
    return (
      query.having === undefined &&
      needs.bareFields.length === 0 &&
      query.groupBy.every((key) => selected.has(expressionKey(key))) &&
      query.select.every(
        (item) => keys.has(expressionKey(item)) || (isSimple(item) && !mentionsKey(item, keys)),
      ) &&
      query.orderBy.every(({ expression }) => selected.has(expressionKey(expression)))
    );
  }

  private oneClause(writer: CypherExpressionWriter): QueryBody {
    const { query } = this;
    const sorted = new Set(query.orderBy.map(({ expression }) => expressionKey(expression)));
    const names = new Map<string, string>();
    const items = query.select.map((expression, index): ProjectedItem => {
      const key = expressionKey(expression);
      const name =
        this.parts.columns?.[index] ??
        (sorted.has(key) ? this.text.variables.forExpression(expression) : undefined);
      if (name !== undefined) names.set(key, name);
      return { text: writer.expression(expression), ...(name !== undefined && { name }) };
    });
    const orderBy = query.orderBy.map((key) =>
      orderText(key, names.get(expressionKey(key.expression))!, query, this.text.schema),
    );
    // Without an aggregate Cypher groups nothing.
    const distinct = query.distinct || !query.select.some(containsAggregate);
    const grouped = projection({ ...query, distinct }, { items, orderBy, aggregates: true });
    return { clauses: [], projection: grouped };
  }

  private twoClauses(writer: CypherExpressionWriter): QueryBody {
    const { query, text, needs } = this;
    const named = new Map<string, string>();
    const items: ProjectedItem[] = [];
    const add = (expression: Expression, written: string) => {
      const name = text.variables.forExpression(expression);
      named.set(expressionKey(expression), name);
      items.push({ text: written, name });
    };
    const { nodes, impliedBy } = this.groupNodes();
    for (const node of nodes.values()) items.push({ text: node });
    for (const key of query.groupBy) {
      const node = impliedBy.get(expressionKey(key));
      const isField = key.kind === 'field' && nodes.has(useKey(key));
      const isImplied =
        node !== undefined && nodes.has(node) && !needs.mentioned.has(expressionKey(key));
      if (!isField && !isImplied) add(key, writer.expression(key));
    }
    const strays = needs.bareFields.filter(
      (field) => field.kind === 'column' || !nodes.has(useKey(field)),
    );
    // What belongs to a query further out is the same in every row.
    for (const field of strays) {
      const written = writer.expression(field);
      add(field, field.outer ? written : `head(collect(${written}))`);
    }
    for (const aggregate of needs.aggregates) add(aggregate, writer.expression(aggregate));
    const sorting = strays.length > 0 ? extremeFirst(needs.aggregates, writer) : [];

    const carried = new Set<string>();
    const after = new CypherExpressionWriter(
      text,
      this.parts.scope,
      carrying(this.parts.nested, carried),
      named,
    );
    const having = query.having && after.condition(query.having);
    const body = plainProjection(this.parts, after);
    for (const name of carried) items.push({ text: name });
    const stage = projectionClause('WITH', {
      items,
      distinct: strays.length === 0 && needs.aggregates.length === 0,
      orderBy: [],
      aggregates: true,
    });
    return {
      clauses: [
        ...sorting,
        having === undefined ? stage : `${stage} WHERE ${having}`,
        ...body.clauses,
      ],
      projection: body.projection,
    };
  }

  /** Nodes to group by instead of their fields: those whose fields are shown though no key. */
  private groupNodes(): {
    nodes: ReadonlyMap<string, string>;
    impliedBy: ReadonlyMap<string, string>;
  } {
    const { uses, impliedBy } = determinedNodes(this.query, this.text.schema);
    const shown = this.needs.bareFields.filter(
      (field): field is FieldReference => field.kind === 'field' && uses.has(useKey(field)),
    );
    return {
      nodes: new Map(shown.map((field) => [useKey(field), this.parts.scope.node(field)])),
      impliedBy,
    };
  }
}

/** Aggregates, and sums and products of them: what Cypher takes beside the keys of one clause. */
function isSimple(expression: Expression): boolean {
  if (expression.kind === 'aggregate') return true;
  return (
    expression.kind === 'arithmetic' &&
    containsAggregate(expression) &&
    [expression.left, expression.right].every((part) => part.kind === 'literal' || isSimple(part))
  );
}

function mentionsKey(expression: Expression, keys: ReadonlySet<string>): boolean {
  if (expression.kind === 'aggregate') return false;
  if (
    keys.has(expressionKey(expression)) ||
    expression.kind === 'subquery' ||
    expression.kind === 'field'
  )
    return true;
  return expressionParts(expression).some((part) => mentionsKey(part, keys));
}

/** SQLite takes fields beside a single min or max from the row that has it: that row has to come first. */
function extremeFirst(aggregates: readonly Aggregate[], writer: CypherExpressionWriter): string[] {
  const extremes = aggregates.filter(({ function: name }) => name === 'min' || name === 'max');
  const [extreme] = extremes;
  if (extreme === undefined || extremes.length > 1) return [];
  const argument = writer.expression(extreme.argument);
  return [
    extreme.function === 'max'
      ? `WITH * ORDER BY ${argument} IS NULL, ${argument} DESC`
      : `WITH * ORDER BY ${argument}`,
  ];
}

/** Notes which values of nested queries are used behind the groups, so that WITH keeps them. */
function carrying(nested: NestedQueries, carried: Set<string>): NestedQueries {
  const note = (name: string): string => {
    if (!name.startsWith('COUNT {')) carried.add(name);
    return name;
  };
  return {
    scalar: (query) => note(nested.scalar(query)),
    set: (query, withNull) => note(nested.set(query, withNull)),
    exists: (query, equalTo) => nested.exists(query, equalTo),
    isCorrelated: (query) => nested.isCorrelated(query),
  };
}
