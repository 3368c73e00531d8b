import type {
  Aggregate,
  Condition,
  EntitySource,
  Expression,
  FieldReference,
  Literal,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
} from '@momq/dialect';

/* Short names for parts of logical queries, for tests. */
export const use = (entity: string, instance = 0): EntitySource => ({ entity, instance });
export const f = (entity: string, field: string, instance = 0): FieldReference => ({
  kind: 'field',
  entity,
  instance,
  field,
});
export const v = (value: Literal['value']): Literal => ({ kind: 'literal', value });
export const star: Expression = { kind: 'star' };
export const agg = (
  name: Aggregate['function'],
  argument: Expression = star,
  distinct = false,
): Aggregate => ({ kind: 'aggregate', function: name, distinct, argument });
export const call = (
  name: Extract<Expression, { kind: 'call' }>['function'],
  ...given: readonly Expression[]
): Expression => ({ kind: 'call', function: name, arguments: given });
export const math = (
  operator: '+' | '-' | '*' | '/',
  left: Expression,
  right: Expression,
): Expression => ({ kind: 'arithmetic', operator, left, right });
export const is = (
  left: Expression,
  operator: Extract<Condition, { kind: 'compare' }>['operator'],
  right: Expression,
): Condition => ({ kind: 'compare', operator, left, right });
export const all = (...conditions: Condition[]): Condition => ({ kind: 'and', conditions });
export const any = (...conditions: Condition[]): Condition => ({ kind: 'or', conditions });
export const up = (expression: Expression): OrderKey => ({ expression, descending: false });
export const down = (expression: Expression): OrderKey => ({ expression, descending: true });
export const sub = (query: LogicalQuery): Expression => ({ kind: 'subquery', query });
export const member = (
  value: Expression,
  set: readonly Expression[],
  negated = false,
): Condition => ({
  kind: 'in',
  negated,
  value,
  set,
});
export const select = (
  columns: Expression[],
  from: Source[],
  rest: Partial<SelectQuery> = {},
): SelectQuery => ({
  kind: 'select',
  from,
  distinct: false,
  select: columns,
  groupBy: [],
  orderBy: [],
  ...rest,
});
export const both = (
  operator: SetQuery['operator'],
  left: LogicalQuery,
  right: LogicalQuery,
  keepAll = false,
): SetQuery => ({ kind: 'set', operator, all: keepAll, left, right });
