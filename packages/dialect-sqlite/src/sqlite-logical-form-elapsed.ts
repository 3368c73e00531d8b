import type { Arithmetic, Expression, FunctionCall, TimeUnit } from '@momq/dialect';
import type { BinaryExpr, Expr } from 'sqlite3-parser';
import { unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { textOf } from './sqlite-logical-form-date-parts.js';
import { readMoment } from './sqlite-logical-form-moments.js';

const unitOfSeconds: Readonly<Record<string, TimeUnit>> = {
  60: 'minute',
  3_600: 'hour',
  86_400: 'day',
  604_800: 'week',
};

/** More than day and time have as one number: 31 23:59:59 is 31,235,959. */
const MONTH = 100_000_000;
const unitOfMonths: Readonly<Record<string, TimeUnit>> = {
  [MONTH]: 'month',
  [3 * MONTH]: 'quarter',
  [12 * MONTH]: 'year',
};

function differenceIn(unit: TimeUnit, from: Expression, to: Expression): FunctionCall {
  return { kind: 'call', function: 'difference', unit, arguments: [from, to] };
}

/** Arithmetic that says a function of the catalogue: seconds between two times, whole units of them, the quarter of a month. */
export function simplified(expression: Arithmetic): Expression {
  const { operator, left, right } = expression;
  if (operator === '-') {
    const [from, to] = [right, left].map((side) =>
      side.kind === 'call' && side.function === 'unixSeconds' ? side.arguments[0] : undefined,
    );
    return from && to ? differenceIn('second', from, to) : expression;
  }
  if (operator !== '/' || right.kind !== 'literal') return expression;
  const unit = unitOfSeconds[String(right.value)];
  if (unit && left.kind === 'call' && left.function === 'difference' && left.unit === 'second')
    return { ...left, unit };
  if (right.value !== 3 || left.kind !== 'arithmetic' || left.operator !== '+') return expression;
  const { left: month, right: two } = left;
  return month.kind === 'call' &&
    month.function === 'month' &&
    two.kind === 'literal' &&
    two.value === 2
    ? { ...month, function: 'quarter' }
    : expression;
}

/**
 * Whole months, quarters or years between two times, written as the difference of two numbers that hold months, then day
 * and time; undefined for anything else.
 */
export function monthsBetween(
  expression: BinaryExpr,
  context: ReadingContext,
): FunctionCall | undefined {
  const divisor = unwrap(expression.right);
  const unit = divisor.type === 'NumericLiteral' ? unitOfMonths[divisor.value] : undefined;
  const span = unwrap(expression.left);
  if (expression.op !== 'Divide' || !unit || !isBinary(span, 'Subtract')) return undefined;
  const [to, from] = [placeOf(span.left, context), placeOf(span.right, context)];
  return from && to && differenceIn(unit, from, to);
}

function isBinary(expression: Expr, op: BinaryExpr['op']): expression is BinaryExpr {
  return expression.type === 'BinaryExpr' && expression.op === op;
}

/** The time of `(year * 12 + month) * 100000000 + day and time`. */
function placeOf(source: Expr, context: ReadingContext): Expression | undefined {
  const sum = unwrap(source);
  if (!isBinary(sum, 'Add')) return undefined;
  const months = factorOf(sum.left, MONTH);
  if (months === undefined || !isBinary(months, 'Add')) return undefined;
  const years = factorOf(months.left, 12);
  const found = [
    years && formatted(years, '%Y', context),
    formatted(months.right, '%m', context),
    formatted(sum.right, '%d%H%M%S', context),
  ];
  const [first] = found;
  const same = found.every((each) => each && JSON.stringify(each) === JSON.stringify(first));
  return same ? first : undefined;
}

function factorOf(source: Expr, factor: number): Expr | undefined {
  const product = unwrap(source);
  if (!isBinary(product, 'Multiply')) return undefined;
  const right = unwrap(product.right);
  return right.type === 'NumericLiteral' && Number(right.value) === factor
    ? unwrap(product.left)
    : undefined;
}

function formatted(source: Expr, format: string, context: ReadingContext): Expression | undefined {
  const call = unwrap(source);
  if (call.type !== 'FunctionCallExpr' || call.name.name.toLowerCase() !== 'strftime')
    return undefined;
  const [spelling, ...moment] = call.args ?? [];
  return spelling && textOf(spelling, context) === format ? readMoment(moment, context) : undefined;
}
