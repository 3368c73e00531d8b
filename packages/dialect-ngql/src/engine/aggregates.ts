import {
  BadNull,
  add,
  distinct,
  isNull,
  isNumber,
  totalOrder,
  ValueSet,
  type GraphValue,
} from '@momq/graph-store';
import { isAggregate, within } from '../syntax/expression-parts.js';
import type { Expression } from '../syntax/syntax-tree.js';
import { queryError, unsupported } from './engine-error.js';
import { rowTurns } from './row-turns.js';
import type { Scope, Session } from './scope.js';
import type { Work } from './table.js';

/** The aggregates in expressions, without those inside others. @throws QueryExecutionError for an aggregate of an aggregate */
export function aggregatesIn(expressions: readonly Expression[]): readonly Expression[] {
  const found = expressions.flatMap((each) => [...within(each)].filter(isAggregate));
  for (const each of found) {
    if (each.kind === 'call' && [...within(each.arguments[0]!)].some(isAggregate))
      throw queryError('Aggregate function nesting is not allowed');
  }
  return found;
}

/** The value of an aggregate over the rows of a group. */
export function* aggregated(
  aggregate: Expression,
  rows: readonly Scope[],
  session: Session,
): Work<GraphValue> {
  if (aggregate.kind === 'count-star') return BigInt(rows.length);
  if (aggregate.kind !== 'call') throw unsupported('an aggregate of another kind');
  const argument = aggregate.arguments[0]!;
  const column = rowTurns(session, [{ expression: argument }]);
  const present: GraphValue[] = [];
  for (const row of rows) {
    if (session.budget.step()) yield undefined;
    const [value = null] = yield* column.values(row);
    if (!isNull(value)) present.push(value);
  }
  const values = aggregate.distinct ? distinct(present) : present;
  return reduced(aggregate.name.toLowerCase(), values);
}

function reduced(name: string, values: readonly GraphValue[]): GraphValue {
  switch (name) {
    case 'count':
      return BigInt(values.length);
    case 'collect':
      return values;
    case 'collect_set':
      return new ValueSet(distinct(values));
    case 'sum':
      return numbers(values) ? values.reduce((sum, value) => add(sum, value), 0n) : BadNull.badType;
    case 'avg':
      return values.length === 0 ? null : (mean(values) ?? BadNull.badType);
    case 'std':
      return values.length === 0 ? null : deviation(values);
    case 'max':
      return values.reduce<GraphValue>(
        (most, value) => (most === null || totalOrder(value, most) > 0 ? value : most),
        null,
      );
    case 'min':
      return values.reduce<GraphValue>(
        (least, value) => (least === null || totalOrder(value, least) < 0 ? value : least),
        null,
      );
    default:
      return bitwise(name, values);
  }
}

function numbers(values: readonly GraphValue[]): boolean {
  return values.every(isNumber);
}

function mean(values: readonly GraphValue[]): number | undefined {
  if (!numbers(values)) return undefined;
  return values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;
}

function deviation(values: readonly GraphValue[]): GraphValue {
  const middle = mean(values);
  if (middle === undefined) return BadNull.badType;
  const squares = values.reduce<number>((sum, value) => sum + (Number(value) - middle) ** 2, 0);
  return Math.sqrt(squares / values.length);
}

function bitwise(name: string, values: readonly GraphValue[]): GraphValue {
  if (values.length === 0) return null;
  const whole = values.filter((value) => typeof value === 'bigint');
  if (whole.length < values.length) return BadNull.badType;
  return whole.reduce((all, value) =>
    name === 'bit_and' ? all & value : name === 'bit_or' ? all | value : all ^ value,
  );
}
