import type { Aggregate, Expression } from '@momq/dialect';
import type { Expr, FunctionCallExpr, FunctionCallStarExpr } from 'sqlite3-parser';
import { convertNumber } from './sqlite-logical-form-operands.js';
import { filtering, unsupported, type ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf } from './sqlite-logical-form-date-parts.js';
import { convertDateCall } from './sqlite-logical-form-dates.js';
import { convertScalarCall } from './sqlite-logical-form-functions.js';
import { convertWindow } from './sqlite-logical-form-windows.js';

const aggregates = new Set(['count', 'sum', 'avg', 'min', 'max']);

function isAggregate(name: string): name is Aggregate['function'] {
  return aggregates.has(name);
}

/** `count(*)`. @throws UnsupportedFeatureError for other functions of a star */
export function convertStarCall(call: FunctionCallStarExpr, context: ReadingContext): Expression {
  const name = call.name.name.toLowerCase();
  if (name !== 'count') return unsupported(`${name}(*)`);
  return countRows(call, context);
}

function countRows(
  call: FunctionCallStarExpr | FunctionCallExpr,
  context: ReadingContext,
): Expression {
  const filter = call.filterOver?.filterClause;
  const argument: Expression = filter
    ? onlyWhere(filter, { kind: 'literal', value: 1 }, context)
    : { kind: 'star' };
  const over = call.filterOver?.overClause;
  if (over) return convertWindow('count', [argument], over, context);
  return { kind: 'aggregate', function: 'count', distinct: false, argument };
}

/** The value in the rows of FILTER: aggregates leave the NULL of the others out. */
function onlyWhere(filter: Expr, then: Expression, context: ReadingContext): Expression {
  return {
    kind: 'case',
    branches: [{ when: context.read.condition(filter, context, filtering), then }],
  };
}

/** A call of a function by its name. @throws UnsupportedFeatureError for functions that the form lacks */
export function convertCall(call: FunctionCallExpr, context: ReadingContext): Expression {
  const name = call.name.name.toLowerCase();
  const args = call.args ?? [];
  if (call.orderBy) unsupported(`ORDER BY in ${name}()`);
  if (name === 'count' && args.length === 0) return countRows(call, context);
  const { filterClause, overClause } = call.filterOver ?? {};
  if (isAggregate(name) && args.length === 1) {
    const value = aggregateArgument(name, args[0]!, context);
    const argument = filterClause ? onlyWhere(filterClause, value, context) : value;
    const distinct = call.distinctness === 'Distinct';
    if (!overClause) return { kind: 'aggregate', function: name, distinct, argument };
    return distinct
      ? unsupported('DISTINCT in a window')
      : convertWindow(name, [argument], overClause, context);
  }
  if (overClause) {
    if (filterClause) unsupported(`FILTER of ${name}()`);
    const values = args.map((arg) => context.read.expression(arg, context));
    return convertWindow(name, values, overClause, context);
  }
  if (filterClause || call.distinctness) unsupported(`FILTER or DISTINCT of ${name}()`);
  return convertDateCall(call, context) ?? convertScalarCall(name, args, context);
}

function aggregateArgument(
  name: Aggregate['function'],
  source: Expr,
  context: ReadingContext,
): Expression {
  if (name === 'count')
    return datePartOf(source, context)?.call ?? context.read.expression(source, context);
  return name === 'sum' || name === 'avg'
    ? convertNumber(source, context)
    : context.read.expression(source, context);
}
