import type {
  Case,
  ComparisonOperator,
  Condition,
  DerivedSource,
  Expression,
  FunctionName,
  LogicalQuery,
  OrderKey,
  TimeUnit,
  Window,
} from '@momq/dialect';

import { aggregate, compare, literal } from '../generated/questions/query-builder.js';

export {
  all,
  countAll,
  literal,
  select,
  star,
  subquery,
} from '../generated/questions/query-builder.js';

/** An expression, or a constant that stands for itself. */
export type Term = Expression | string | number | boolean;

/** A constant as an expression. */
export function term(value: Term): Expression {
  return typeof value === 'object' ? value : literal(value);
}

const comparison =
  (operator: ComparisonOperator) =>
  (left: Term, right: Term): Condition =>
    compare(term(left), operator, term(right));

export const eq = comparison('=');
export const ne = comparison('!=');
export const lt = comparison('<');
export const le = comparison('<=');
export const gt = comparison('>');
export const ge = comparison('>=');
export const like = comparison('like');
export const notLike = comparison('not like');

/** Either condition. */
export function or(...conditions: readonly Condition[]): Condition {
  return { kind: 'or', conditions };
}

/** Both conditions. */
export function and(...conditions: readonly Condition[]): Condition {
  return { kind: 'and', conditions };
}

/** The opposite of a comparison with a constant, of values that are there. */
export function not(condition: Condition): Condition {
  if (condition.kind !== 'compare' || condition.operator !== '=')
    throw new RangeError(`not: expected an equality, got ${condition.kind}.`);
  return { ...condition, operator: '!=' };
}

/** The value is missing. */
export function isNull(value: Expression): Condition {
  return { kind: 'null', negated: false, value };
}

/** The value is there. */
export function notNull(value: Expression): Condition {
  return { kind: 'null', negated: true, value };
}

/** Both bounds included. */
export function between(value: Expression, low: Term, high: Term): Condition {
  return { kind: 'between', negated: false, value, low: term(low), high: term(high) };
}

/** One of the constants, or of a query's rows. */
export function isIn(value: Expression, ...set: readonly Term[]): Condition {
  return { kind: 'in', negated: false, value, set: set.map(term) };
}

/** None of the constants, or of a query's rows. */
export function notIn(value: Expression, ...set: readonly Term[]): Condition {
  return { kind: 'in', negated: true, value, set: set.map(term) };
}

/** The query has a row. */
export function exists(query: LogicalQuery): Condition {
  return { kind: 'exists', negated: false, query };
}

/** The query has no row. */
export function notExists(query: LogicalQuery): Condition {
  return { kind: 'exists', negated: true, query };
}

const arithmetic =
  (operator: '+' | '-' | '*' | '/') =>
  (left: Term, right: Term): Expression => ({
    kind: 'arithmetic',
    operator,
    left: term(left),
    right: term(right),
  });

export const plus = arithmetic('+');
export const minus = arithmetic('-');
export const times = arithmetic('*');
const over = arithmetic('/');

/** As a number with fractions. */
export function real(argument: Expression): Expression {
  return { kind: 'cast', type: 'real', argument };
}

/** A fraction: nothing is dropped behind the point. */
export function ratio(part: Expression, whole: Term): Expression {
  return over(real(part), whole);
}

/** A fraction in percent. */
export function percent(part: Expression, whole: Term): Expression {
  return over(times(100, real(part)), whole);
}

/** A scalar function. */
export function call(name: FunctionName, ...values: readonly Term[]): Expression {
  return { kind: 'call', function: name, arguments: values.map(term) };
}

/** `truncate`, `difference` or `add`. */
export function timed(
  name: 'truncate' | 'difference' | 'add',
  unit: TimeUnit,
  ...values: readonly Term[]
): Expression {
  return { kind: 'call', function: name, unit, arguments: values.map(term) };
}

/** `2024-05` of a moment. */
export function monthOf(moment: Expression): Expression {
  return call('substring', { kind: 'cast', type: 'text', argument: call('date', moment) }, 1, 7);
}

export const sum = (argument: Expression): Expression => aggregate('sum', argument);
export const avg = (argument: Expression): Expression => aggregate('avg', argument);
export const min = (argument: Expression): Expression => aggregate('min', argument);
export const max = (argument: Expression): Expression => aggregate('max', argument);
export const count = (argument: Expression): Expression => aggregate('count', argument);
export const countDistinct = (argument: Expression): Expression =>
  aggregate('count', argument, true);

/** One value where the condition holds, else another. */
export function either(when: Condition, then: Term, otherwise?: Term): Case {
  return {
    kind: 'case',
    branches: [{ when, then: term(then) }],
    ...(otherwise !== undefined && { otherwise: term(otherwise) }),
  };
}

/** Values by conditions, tried in their order. */
export function cases(
  branches: readonly (readonly [when: Condition, then: Term])[],
  otherwise: Term,
): Case {
  return {
    kind: 'case',
    branches: branches.map(([when, then]) => ({ when, then: term(then) })),
    otherwise: term(otherwise),
  };
}

/** How many rows of the group fulfil the condition. */
export function countIf(when: Condition): Expression {
  return sum(either(when, 1, 0));
}

/** What of the rows that fulfil the condition adds up to. */
export function sumIf(when: Condition, what: Expression): Expression {
  return sum(either(when, what, 0));
}

/** A window function. */
export function windowed(
  name: Window['function'],
  {
    of,
    by = [],
    order = [],
    offset,
  }: {
    readonly of?: Expression;
    readonly by?: readonly Expression[];
    readonly order?: readonly OrderKey[];
    readonly offset?: number;
  } = {},
): Window {
  return {
    kind: 'window',
    function: name,
    ...(of && { argument: of }),
    ...(offset !== undefined && { offset }),
    partitionBy: by,
    orderBy: order,
  };
}

/** Smallest first. */
export function asc(expression: Expression): OrderKey {
  return { expression, descending: false };
}

/** Largest first. */
export function desc(expression: Expression): OrderKey {
  return { expression, descending: true };
}

/** A query in FROM. */
export function derived(query: LogicalQuery, join?: DerivedSource['join']): DerivedSource {
  return { kind: 'derived', query, ...(join && { join }) };
}

/** A column of a query in FROM. */
export function column(index: number, source = 0): Expression {
  return { kind: 'column', source, column: index };
}

/** Rows of both queries, of the left alone, or of either. */
export function setOf(
  operator: 'union' | 'intersect' | 'except',
  left: LogicalQuery,
  right: LogicalQuery,
): LogicalQuery {
  return { kind: 'set', operator, all: false, left, right };
}

/** The same reference, from one query further in. */
export function outside(expression: Expression): Expression {
  switch (expression.kind) {
    case 'field':
    case 'column':
      return { ...expression, outer: 1 };
    case 'call':
      return { ...expression, arguments: expression.arguments.map(outside) };
    case 'cast':
      return { ...expression, argument: outside(expression.argument) };
    case 'arithmetic':
      return { ...expression, left: outside(expression.left), right: outside(expression.right) };
    default:
      return expression;
  }
}
