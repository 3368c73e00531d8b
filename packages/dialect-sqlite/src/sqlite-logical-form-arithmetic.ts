import type { Arithmetic, Expression, Literal } from '@momq/dialect';
import type { BinaryExpr, Expr, Operator, UnaryExpr } from 'sqlite3-parser';
import { booleanValue } from './sqlite-logical-form-booleans.js';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { daysBetween } from './sqlite-logical-form-julian-days.js';
import { monthsBetween, simplified } from './sqlite-logical-form-elapsed.js';
import { nested } from './sqlite-logical-form-functions.js';
import { isWholeReal, numberLiteral } from './sqlite-logical-form-literals.js';
import { asReal, convertNumber } from './sqlite-logical-form-operands.js';
import { valueKind } from './sqlite-logical-form-value-kind.js';

const arithmetic: Partial<Record<Operator, Arithmetic['operator']>> = {
  Add: '+',
  Subtract: '-',
  Multiply: '*',
  Divide: '/',
};

/** A sign before a value. */
export function convertSign(expression: UnaryExpr, context: ReadingContext): Expression {
  const { op } = expression;
  if (op === 'BitwiseNot') return unsupported('the operator ~');
  const inner = unwrap(expression.expr);
  const sign = op === 'Negative' ? '-' : '';
  if (inner.type === 'NumericLiteral') {
    const literal: Literal = numberLiteral(`${sign}${inner.value}`);
    return isWholeReal(inner.value) ? { kind: 'cast', type: 'real', argument: literal } : literal;
  }
  // A plus sign takes the affinity away, which the form cannot say; in front of an expression it means nothing.
  const argument = convertNumber(inner, context);
  if (op === 'Negative')
    return {
      kind: 'arithmetic',
      operator: '-',
      left: { kind: 'literal', value: 0 },
      right: argument,
    };
  return argument.kind === 'field' || argument.kind === 'column'
    ? unsupported('a plus sign before a column')
    : argument;
}

/** An operator between two values. */
export function convertBinary(expression: BinaryExpr, context: ReadingContext): Expression {
  const { op, left, right } = expression;
  if (op === 'Concat') {
    const parts = concatenated(expression);
    return nested(
      'concat',
      parts.map((part) => context.read.expression(part, context)),
    );
  }
  if (op === 'Modulus') return convertModulus(left, right, context);
  const operator = arithmetic[op];
  if (operator === undefined) return booleanOrUnsupported(expression, context);
  const days = op === 'Subtract' ? daysBetween(left, right, context) : undefined;
  if (days) return days;
  return monthsBetween(expression, context) ?? realArithmetic(operator, [left, right], context);
}

/** The remainder of whole numbers is one; of others SQLite makes it real. */
function convertModulus(left: Expr, right: Expr, context: ReadingContext): Expression {
  const args = [convertNumber(left, context), convertNumber(right, context)];
  const storage = args.map((arg) => valueKind(arg, context.schema, context.scope).storage);
  const remainder: Expression = { kind: 'call', function: 'mod', arguments: args };
  if (storage.every((each) => each === 'integer')) return remainder;
  return storage.every((each) => each === 'integer' || each === 'real')
    ? { kind: 'cast', type: 'real', argument: remainder }
    : unsupported('the operator % on what may be no number');
}

function concatenated(expression: BinaryExpr): Expr[] {
  const parts: Expr[] = [];
  const open: Expr[] = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner = unwrap(next);
    if (inner.type === 'BinaryExpr' && inner.op === 'Concat') open.push(inner.right, inner.left);
    else parts.push(inner);
  }
  return parts;
}

const truths = new Set<Operator>([
  'And',
  'Or',
  'Equals',
  'NotEquals',
  'Less',
  'LessEquals',
  'Greater',
  'GreaterEquals',
  'Is',
  'IsNot',
]);

function booleanOrUnsupported(expression: BinaryExpr, context: ReadingContext): Expression {
  return truths.has(expression.op)
    ? booleanValue(expression, context)
    : unsupported(`the operator ${expression.op}`);
}

/** `x * 1.0` is a division of reals although the form writes 1.0 as 1: the other operand is made real. */
function realArithmetic(
  operator: Arithmetic['operator'],
  sources: readonly [Expr, Expr],
  context: ReadingContext,
): Expression {
  const reals = sources.map((source) => {
    const inner = unwrap(source);
    return inner.type === 'NumericLiteral' && isWholeReal(inner.value)
      ? numberLiteral(inner.value)
      : undefined;
  });
  const real = reals.some((literal) => literal !== undefined);
  const [left, right] = sources.map((source, index): Expression => {
    const literal = reals[index];
    if (literal) return index === 0 && reals[1] ? asReal(literal, context) : literal;
    const value = convertNumber(source, context);
    return real ? asReal(value, context) : value;
  });
  if (operator === '*' && isOne(right) && reals[1]) return left!;
  if (operator === '*' && isOne(left) && reals[0] && !reals[1]) return right!;
  return simplified({ kind: 'arithmetic', operator, left: left!, right: right! });
}

function isOne(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && expression.value === 1;
}
