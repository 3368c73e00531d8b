import type { Aggregate, Condition, Expression, OrderKey, SelectQuery } from '../logical/logical-query.js';
import { containsAggregate } from '../sql/expression-walk.js';
import { CypherExpressionWriter, type NestedQueries } from './cypher-expression.js';
import { determinedNodes, groupNeeds, type GroupNeeds } from './cypher-group-stage.js';
import { CypherNestedQueries } from './cypher-nested.js';
import { CypherPatterns } from './cypher-pattern.js';
import { projectionClause, type ProjectedItem, type Projection, type QueryBody } from './cypher-projection.js';
import { CypherScope, expressionKey, useKey, type CypherText } from './cypher-scope.js';

/** How a SELECT is to be written when it is a part of something larger. */
export interface SelectOptions {
  /** The query around a correlated one. */
  readonly parent?: CypherScope;
  /** Names of the columns; those of a union have to agree. */
  readonly columns?: readonly string[];
  /** Another condition on the columns of an ungrouped query. */
  readonly filter?: (columns: readonly string[], writer: CypherExpressionWriter, nested: CypherNestedQueries) => string;
}

/** Writes one SELECT. */
export function selectBody(original: SelectQuery, text: CypherText, options: SelectOptions = {}): QueryBody {
  const query = withoutStar(original, text);
  const scope = new CypherScope(query, text, options.parent);
  const nested = new CypherNestedQueries(text, scope);
  const writer = new CypherExpressionWriter(text, scope, nested);
  const patterns = new CypherPatterns(text, scope, writer);
  const grouped = isGrouped(query);
  const conditions = [...conjuncts(query.where), ...(grouped ? [] : orderedValuesExist(query, text))];
  const filter = options.filter?.(query.select.map((expression) => writer.expression(expression)), writer, nested);
  const matches = patterns.write(query.from, conditions, filter);
  const { clauses, projection } = grouped
    ? new GroupedSelect(query, text, scope, nested, options.columns).write(writer)
    : plainProjection(query, text, writer, options.columns);
  return { clauses: [...nested.clauses, ...matches, ...clauses], projection };
}

/** True when rows are folded into groups. */
export function isGrouped(query: SelectQuery): boolean {
  const aggregated = [...query.select, ...query.orderBy.map(({ expression }) => expression)].some(containsAggregate);
  return aggregated || query.groupBy.length > 0 || query.having !== undefined;
}

/** `*` as the fields of every source. */
export function withoutStar(query: SelectQuery, text: CypherText): SelectQuery {
  const fields = (): Expression[] =>
    query.from.flatMap(({ entity, instance }) => {
      const found = text.schema.entities.find(({ name }) => name === entity);
      return (found?.fields ?? []).map((field) => ({ kind: 'field' as const, entity, instance, field: field.name }));
    });
  return { ...query, select: query.select.flatMap((expression) => (expression.kind === 'star' ? fields() : [expression])) };
}

function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];
}

/** Cypher sorts null above every value and SQL below: a descending LIMIT must not begin with nodes that lack the property. */
function orderedValuesExist(query: SelectQuery, text: CypherText): readonly Condition[] {
  const [first] = query.orderBy;
  if (query.limit === undefined || !first?.descending || first.expression.kind !== 'field') return [];
  const { entity, field } = first.expression;
  const isKey = text.schema.entities.find(({ name }) => name === entity)?.fields.find(({ name }) => name === field)?.primaryKey;
  return isKey ? [] : [{ kind: 'null', negated: true, value: first.expression }];
}

function plainProjection(
  query: SelectQuery,
  text: CypherText,
  writer: CypherExpressionWriter,
  columns: readonly string[] | undefined,
): QueryBody {
  const hidden = query.orderBy.filter(({ expression }) => !query.select.some((item) => expressionKey(item) === expressionKey(expression)));
  if (query.distinct && hidden.length > 0) return distinctThenOrdered(query, hidden, text, writer, columns);
  const named = new Map<string, string>();
  const items = query.select.map((expression, index): ProjectedItem => {
    const isSorted = query.distinct && query.orderBy.some((key) => expressionKey(key.expression) === expressionKey(expression));
    const name = columns?.[index] ?? (isSorted ? text.variables.forExpression(expression) : undefined);
    if (name !== undefined && query.distinct) named.set(expressionKey(expression), name);
    return { text: writer.expression(expression), ...(name !== undefined && { name }) };
  });
  const orderBy = query.orderBy.map((key) => orderText(key, named.get(expressionKey(key.expression)) ?? writer.expression(key.expression)));
  return { clauses: [], projection: projection(query, items, orderBy, false) };
}

/** DISTINCT rows sorted by what they do not show: by the least (or, descending, greatest) hidden value of each. */
function distinctThenOrdered(
  query: SelectQuery,
  hidden: readonly OrderKey[],
  text: CypherText,
  writer: CypherExpressionWriter,
  columns: readonly string[] | undefined,
): QueryBody {
  const items = query.select.map((expression, index) => ({
    text: writer.expression(expression),
    name: columns?.[index] ?? text.variables.forExpression(expression),
  }));
  const names = new Map(query.select.map((expression, index) => [expressionKey(expression), items[index]!.name]));
  const keys = hidden.map(({ expression, descending }) => {
    const extreme: Aggregate = { kind: 'aggregate', function: descending ? 'max' : 'min', distinct: false, argument: expression };
    const name = text.variables.forExpression(extreme);
    names.set(expressionKey(expression), name);
    return { text: writer.expression(extreme), name };
  });
  const stage = projectionClause('WITH', { items: [...items, ...keys], distinct: false, orderBy: [], aggregates: true });
  const orderBy = query.orderBy.map((key) => orderText(key, names.get(expressionKey(key.expression))!));
  const shown = items.map(({ name }) => ({ text: name, name }));
  return { clauses: [stage], projection: projection({ ...query, distinct: false }, shown, orderBy, false) };
}

function projection(query: SelectQuery, items: readonly ProjectedItem[], orderBy: readonly string[], aggregates: boolean): Projection {
  return { items, distinct: query.distinct, orderBy, aggregates, ...(query.limit !== undefined && { limit: query.limit }) };
}

function orderText({ descending }: OrderKey, written: string): string {
  return descending ? `${written} DESC` : written;
}

/** GROUP BY, HAVING and aggregates. */
class GroupedSelect {
  private readonly query: SelectQuery;
  private readonly text: CypherText;
  private readonly scope: CypherScope;
  private readonly nested: CypherNestedQueries;
  private readonly columns: readonly string[] | undefined;
  private readonly needs: GroupNeeds;

  constructor(query: SelectQuery, text: CypherText, scope: CypherScope, nested: CypherNestedQueries, columns: readonly string[] | undefined) {
    this.query = query;
    this.text = text;
    this.scope = scope;
    this.nested = nested;
    this.columns = columns;
    this.needs = groupNeeds(query);
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
      query.select.every((item) => keys.has(expressionKey(item)) || item.kind === 'aggregate' || (item.kind !== 'subquery' && containsAggregate(item) && !mentionsKey(item, keys))) &&
      query.orderBy.every(({ expression }) => selected.has(expressionKey(expression)))
    );
  }

  private oneClause(writer: CypherExpressionWriter): QueryBody {
    const { query } = this;
    const sorted = new Set(query.orderBy.map(({ expression }) => expressionKey(expression)));
    const names = new Map<string, string>();
    const items = query.select.map((expression, index): ProjectedItem => {
      const key = expressionKey(expression);
      const name = this.columns?.[index] ?? (sorted.has(key) ? this.text.variables.forExpression(expression) : undefined);
      if (name !== undefined) names.set(key, name);
      return { text: writer.expression(expression), ...(name !== undefined && { name }) };
    });
    const orderBy = query.orderBy.map((key) => orderText(key, names.get(expressionKey(key.expression))!));
    return { clauses: [], projection: projection(query, items, orderBy, true) };
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
      const isImplied = node !== undefined && nodes.has(node) && !needs.mentioned.has(expressionKey(key));
      if (!isField && !isImplied) add(key, writer.expression(key));
    }
    const strays = needs.bareFields.filter((field) => !nodes.has(useKey(field)));
    for (const field of strays) add(field, `head(collect(${writer.expression(field)}))`);
    for (const aggregate of needs.aggregates) add(aggregate, writer.expression(aggregate));
    const sorting = strays.length > 0 ? extremeFirst(needs.aggregates, writer) : [];

    const carried = new Set<string>();
    const after = new CypherExpressionWriter(text, this.scope, carrying(this.nested, carried), named);
    const having = query.having && after.condition(query.having);
    const body = plainProjection({ ...query, groupBy: [] }, text, after, this.columns);
    for (const name of carried) items.push({ text: name });
    const stage = projectionClause('WITH', { items, distinct: false, orderBy: [], aggregates: true });
    return { clauses: [...sorting, having === undefined ? stage : `${stage} WHERE ${having}`, ...body.clauses], projection: body.projection };
  }

  /** Nodes to group by instead of their fields: those whose fields are shown though no key. */
  private groupNodes(): { nodes: ReadonlyMap<string, string>; impliedBy: ReadonlyMap<string, string> } {
    const { uses, impliedBy } = determinedNodes(this.query, this.text.schema);
    const shown = this.needs.bareFields.filter((field) => uses.has(useKey(field)));
    return { nodes: new Map(shown.map((field) => [useKey(field), this.scope.node(field)])), impliedBy };
  }
}

function mentionsKey(expression: Expression, keys: ReadonlySet<string>): boolean {
  if (expression.kind === 'aggregate') return false;
  if (keys.has(expressionKey(expression)) || expression.kind === 'subquery' || expression.kind === 'field') return true;
  if (expression.kind === 'arithmetic') return mentionsKey(expression.left, keys) || mentionsKey(expression.right, keys);
  return expression.kind === 'call' && mentionsKey(expression.argument, keys);
}

/** SQLite takes fields beside a single min or max from the row that has it: that row has to come first. */
function extremeFirst(aggregates: readonly Aggregate[], writer: CypherExpressionWriter): string[] {
  const extremes = aggregates.filter(({ function: name }) => name === 'min' || name === 'max');
  const [extreme] = extremes;
  if (extreme === undefined || extremes.length > 1) return [];
  const argument = writer.expression(extreme.argument);
  return [extreme.function === 'max' ? `WITH * ORDER BY ${argument} IS NULL, ${argument} DESC` : `WITH * ORDER BY ${argument}`];
}

/** Notes which values of nested queries are used behind the groups, so that WITH keeps them. */
function carrying(nested: NestedQueries, carried: Set<string>): NestedQueries {
  const note = (name: string): string => {
    if (!name.startsWith('COUNT {')) carried.add(name);
    return name;
  };
  return {
    scalar: (query) => note(nested.scalar(query)),
    set: (query) => note(nested.set(query)),
    exists: (query, equalTo) => nested.exists(query, equalTo),
    isCorrelated: (query) => nested.isCorrelated(query),
  };
}
