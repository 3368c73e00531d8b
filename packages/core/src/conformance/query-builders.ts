import type {
  Aggregate,
  ColumnReference,
  Condition,
  EntitySource,
  Expression,
  FieldReference,
  FunctionName,
  Literal,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
  TimeUnit,
  Window,
} from '@momq/dialect';

/* Short names for parts of logical queries. */

/** A field by `entity.field`, of the use `instance`. */
export function field(name: string, instance = 0): FieldReference {
  const [entity = '', column = ''] = name.split('.');
  return { kind: 'field', entity, instance, field: column };
}

/** A field of the query that is `outer` queries further out. */
export function outer(name: string, levels = 1): FieldReference {
  return { ...field(name), outer: levels };
}

export function column(place: number, source = 0): ColumnReference {
  return { kind: 'column', source, column: place };
}

export function value(constant: Literal['value']): Literal {
  return { kind: 'literal', value: constant };
}

export const star = { kind: 'star' } as const;

export function aggregate(
  name: Aggregate['function'],
  argument: Expression = star,
  distinct = false,
): Aggregate {
  return { kind: 'aggregate', function: name, distinct, argument };
}

export function math(
  left: Expression,
  operator: '+' | '-' | '*' | '/',
  right: Expression,
): Expression {
  return { kind: 'arithmetic', operator, left, right };
}

export function call(name: FunctionName, ...given: readonly Expression[]): Expression {
  return { kind: 'call', function: name, arguments: given };
}

/** A call with a unit of time. */
export function timed(
  name: 'truncate' | 'difference' | 'add',
  unit: TimeUnit,
  ...given: readonly Expression[]
): Expression {
  return { kind: 'call', function: name, unit, arguments: given };
}

export function cast(
  argument: Expression,
  type: Extract<Expression, { kind: 'cast' }>['type'],
): Expression {
  return { kind: 'cast', type, argument };
}

/** CASE with one branch. */
export function when(condition: Condition, then: Expression, otherwise?: Expression): Expression {
  return {
    kind: 'case',
    branches: [{ when: condition, then }],
    ...(otherwise && { otherwise }),
  };
}

export function window(
  name: Window['function'],
  parts: Partial<Omit<Window, 'kind' | 'function'>> = {},
): Window {
  return { kind: 'window', function: name, partitionBy: [], orderBy: [], ...parts };
}

export function nested(query: LogicalQuery): Expression {
  return { kind: 'subquery', query };
}

export function compare(
  left: Expression,
  operator: Extract<Condition, { kind: 'compare' }>['operator'],
  right: Expression,
): Condition {
  return { kind: 'compare', operator, left, right };
}

export function all(...conditions: readonly Condition[]): Condition {
  return { kind: 'and', conditions };
}

export function any(...conditions: readonly Condition[]): Condition {
  return { kind: 'or', conditions };
}

export function missing(expression: Expression, negated = false): Condition {
  return { kind: 'null', negated, value: expression };
}

export function member(
  expression: Expression,
  set: readonly Expression[],
  negated = false,
): Condition {
  return { kind: 'in', negated, value: expression, set };
}

export function exists(query: LogicalQuery, negated = false): Condition {
  return { kind: 'exists', negated, query };
}

export function up(expression: Expression, nulls?: 'first' | 'last'): OrderKey {
  return { expression, descending: false, ...(nulls && { nulls }) };
}

export function down(expression: Expression, nulls?: 'first' | 'last'): OrderKey {
  return { expression, descending: true, ...(nulls && { nulls }) };
}

export function use(entity: string, instance = 0): EntitySource {
  return { entity, instance };
}

/** A use that is joined where a field of it has the value of an earlier field. */
export function matched(
  left: FieldReference,
  right: FieldReference,
  optional = false,
): EntitySource {
  return { ...use(right.entity, right.instance), join: { kind: 'fields', left, right, optional } };
}

/** A use that a link joins to an earlier one. */
export function linked(
  entity: string,
  link: string,
  earlier: string,
  optional = false,
): EntitySource {
  return { ...use(entity), join: { kind: 'link', link, with: use(earlier), optional } };
}

/** A subquery in FROM, joined on a condition where there is one. */
export function derived(query: LogicalQuery, condition?: Condition, optional = false): Source {
  return {
    kind: 'derived',
    query,
    ...(condition && { join: { kind: 'condition', condition, optional } }),
  };
}

/** A SELECT from one entity, or from sources. */
export function select(
  from: string | readonly Source[],
  columns: readonly Expression[],
  parts: Partial<SelectQuery> = {},
): SelectQuery {
  return {
    kind: 'select',
    from: typeof from === 'string' ? [use(from)] : from,
    distinct: false,
    select: columns,
    groupBy: [],
    orderBy: [],
    ...parts,
  };
}

export function combine(
  left: LogicalQuery,
  operator: SetQuery['operator'],
  right: LogicalQuery,
  parts: Partial<SetQuery> = {},
): SetQuery {
  return { kind: 'set', operator, all: false, left, right, ...parts };
}
