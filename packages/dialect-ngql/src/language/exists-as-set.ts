import type { Condition, Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { conditionPieces, expressionPieces, mapQuery, visitQuery } from '@momq/core/logical';

/**
 * EXISTS as nGQL can say it, which has none over queries: a count of rows, or, where the query inside is tied to the row around by
 * one equality, a look into the list of its values. Others stay as they are.
 */
export function existsAsSet(query: LogicalQuery): LogicalQuery {
  return mapQuery(query, {
    condition: (condition) =>
      condition.kind === 'exists' ? (rewritten(condition) ?? condition) : condition,
  });
}

type Exists = Extract<Condition, { kind: 'exists' }>;

function rewritten({ negated, query }: Exists): Condition | undefined {
  if (query.kind === 'set' || query.limit !== undefined || query.offset !== undefined)
    return undefined;
  if (query.groupBy.length > 0 || query.having !== undefined || hasAggregate(query))
    return undefined;
  const plain: SelectQuery = { ...query, distinct: false, orderBy: [] };
  if (!looksOut(query)) return counted(plain, negated);
  const conditions = conjuncts(query.where);
  const ties = conditions.flatMap((condition) => {
    const tie = equality(condition);
    return tie === undefined ? [] : [{ condition, ...tie }];
  });
  const [tie, ...more] = ties;
  if (tie === undefined || more.length > 0) return undefined;
  const { inner, outer } = tie;
  // NULL equals nothing: it is left out of the list, and of what is looked up.
  const rest: readonly Condition[] = [
    ...conditions.filter((condition) => condition !== tie.condition),
    { kind: 'null', negated: true, value: inner },
  ];
  const values: SelectQuery = {
    ...plain,
    select: [inner],
    where: { kind: 'and', conditions: rest },
  };
  if (looksOut(values)) return undefined;
  const isNull: Condition = { kind: 'null', negated: !negated, value: outer };
  const isIn: Condition = {
    kind: 'in',
    negated,
    value: outer,
    set: [{ kind: 'subquery', query: values }],
  };
  return { kind: negated ? 'or' : 'and', conditions: [isNull, isIn] };
}

function counted(query: SelectQuery, negated: boolean): Condition {
  const count: Expression = {
    kind: 'aggregate',
    function: 'count',
    distinct: false,
    argument: { kind: 'star' },
  };
  return {
    kind: 'compare',
    operator: negated ? '=' : '>',
    left: { kind: 'subquery', query: { ...query, select: [count] } },
    right: { kind: 'literal', value: 0 },
  };
}

/** The two sides of an equality of a value inside with a field of the query around, as each sees it. */
function equality(
  condition: Condition,
): { readonly inner: Expression; readonly outer: Expression } | undefined {
  if (condition.kind !== 'compare' || condition.operator !== '=') return undefined;
  const sides = [condition.left, condition.right] as const;
  for (const [outer, inner] of [sides, [sides[1], sides[0]] as const]) {
    if (outer.kind !== 'field' || outer.outer !== 1 || hasOuter(inner)) continue;
    const { outer: _, ...near } = outer;
    return { inner, outer: near };
  }
  return undefined;
}

function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];
}

function hasOuter(expression: Expression): boolean {
  if ((expression.kind === 'field' || expression.kind === 'column') && (expression.outer ?? 0) > 0)
    return true;
  if (expression.kind === 'subquery') return looksOut(expression.query);
  const { expressions, conditions } = expressionPieces(expression);
  return expressions.some(hasOuter) || conditions.some(conditionHasOuter);
}

function conditionHasOuter(condition: Condition): boolean {
  if (condition.kind === 'exists') return looksOut(condition.query);
  const { expressions, conditions } = conditionPieces(condition);
  return expressions.some(hasOuter) || conditions.some(conditionHasOuter);
}

/** True when anything in the query refers to one further out, if only from a query inside it to itself. */
function looksOut(query: LogicalQuery): boolean {
  let found = false;
  visitQuery(query, {
    expression: (expression) => {
      if (expression.kind === 'field' || expression.kind === 'column')
        found ||= (expression.outer ?? 0) > 0;
    },
  });
  return found;
}

function hasAggregate(query: SelectQuery): boolean {
  const inside = (expression: Expression): boolean =>
    expression.kind === 'aggregate' || expressionPieces(expression).expressions.some(inside);
  return query.select.some(inside);
}
