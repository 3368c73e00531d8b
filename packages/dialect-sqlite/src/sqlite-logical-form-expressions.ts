import type { Arithmetic, Cast, Expression, Literal } from '@momq/dialect';
import type { BinaryExpr, CaseExpr, CastExpr, Expr, Operator, UnaryExpr } from 'sqlite3-parser';
import { convertCall, convertStarCall } from './sqlite-logical-form-calls.js';
import { booleanValue } from './sqlite-logical-form-booleans.js';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf, daysBetween } from './sqlite-logical-form-dates.js';
import { isWholeReal, numberLiteral } from './sqlite-logical-form-literals.js';
import { convertNumber } from './sqlite-logical-form-operands.js';
import { resolveColumn } from './sqlite-logical-form-scope.js';
import { isNumber, valueKind } from './sqlite-logical-form-value-kind.js';

const arithmetic: Partial<Record<Operator, Arithmetic['operator']>> = {
  Add: '+',
  Subtract: '-',
  Multiply: '*',
  Divide: '/',
};

/** @throws UnsupportedFeatureError when the logical form has no such value. */
export function convertExpression(source: Expr, context: ReadingContext): Expression {
  return context.guard.within(() => convert(unwrap(source), context));
}

function convert(expression: Expr, context: ReadingContext): Expression {
  switch (expression.type) {
    case 'Id':
      return convertName(expression.name, expression.span.offset, context);
    case 'QualifiedExpr': {
      const { schema, table, column } = expression;
      if (schema && schema.text.toLowerCase() !== 'main') unsupported('a second database');
      return (
        resolveColumn(context.scope, table.text, column.text) ??
        unsupported(`${table.text}.${column.text}, which is no column of the tables in FROM`)
      );
    }
    case 'NumericLiteral':
      return isWholeReal(expression.value)
        ? { kind: 'cast', type: 'real', argument: numberLiteral(expression.value) }
        : numberLiteral(expression.value);
    case 'StringLiteral':
      return { kind: 'literal', value: expression.value };
    case 'NullLiteral':
      return { kind: 'literal', value: null };
    case 'CurrentDateLiteral':
      return { kind: 'call', function: 'today', arguments: [] };
    case 'CurrentTimestampLiteral':
      return { kind: 'call', function: 'now', arguments: [] };
    case 'UnaryExpr':
      return expression.op === 'Not'
        ? booleanValue(expression, context)
        : convertSign(expression, context);
    case 'BinaryExpr':
      return convertBinary(expression, context);
    case 'FunctionCallStarExpr':
      return convertStarCall(expression, context);
    case 'FunctionCallExpr':
      return convertCall(expression, context);
    case 'CaseExpr':
      return convertCase(expression, context);
    case 'CastExpr':
      return convertCast(expression, context);
    case 'SubqueryExpr':
      return { kind: 'subquery', query: nestedQuery(expression.select, context) };
    case 'BetweenExpr':
    case 'ExistsExpr':
    case 'InListExpr':
    case 'InSelectExpr':
    case 'InTableExpr':
    case 'IsNullExpr':
    case 'LikeExpr':
    case 'NotNullExpr':
      return booleanValue(expression, context);
    case 'CollateExpr':
      return unsupported(`COLLATE ${expression.collation} here`);
    default:
      return unsupported(`${expression.type} as a value`);
  }
}

function nestedQuery(
  select: Parameters<ReadingContext['read']['query']>[0],
  context: ReadingContext,
) {
  return context.read.query(select, context, { parent: context.scope, spread: false }).query;
}

function convertName(name: string, offset: number, context: ReadingContext): Expression {
  const column = resolveColumn(context.scope, undefined, name);
  if (column) return column;
  const aliased = context.aliases ? context.scope.aliases.get(name.toLowerCase()) : undefined;
  if (aliased) return context.read.expression(aliased, { ...context, aliases: false });
  // SQLite reads double-quoted text that is no column as a string (https://sqlite.org/quirks.html#dblquote).
  if (context.text[offset] === '"') return { kind: 'literal', value: name };
  if (/^(true|false)$/i.test(name))
    return { kind: 'literal', value: name.toLowerCase() === 'true' };
  return unsupported(`${name}, which is no column of the tables in FROM`);
}

function convertSign(expression: UnaryExpr, context: ReadingContext): Expression {
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

function convertBinary(expression: BinaryExpr, context: ReadingContext): Expression {
  const { op, left, right } = expression;
  if (op === 'Concat') {
    const parts = concatenated(expression);
    return {
      kind: 'call',
      function: 'concat',
      arguments: parts.map((part) => context.read.expression(part, context)),
    };
  }
  if (op === 'Modulus') {
    const args = [convertNumber(left, context), convertNumber(right, context)];
    const whole = args.every(
      (arg) => valueKind(arg, context.schema, context.scope).storage === 'integer',
    );
    return whole
      ? { kind: 'call', function: 'mod', arguments: args }
      : unsupported('the operator % on numbers that may not be whole');
  }
  const operator = arithmetic[op];
  if (operator === undefined) return booleanOrUnsupported(expression, context);
  const days = op === 'Subtract' ? daysBetween(left, right, context) : undefined;
  if (days) return { kind: 'cast', type: 'real', argument: days };
  return realArithmetic(operator, [left, right], context);
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
  return { kind: 'arithmetic', operator, left: left!, right: right! };
}

function isOne(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && expression.value === 1;
}

function asReal(argument: Expression, { schema, scope }: ReadingContext): Expression {
  return valueKind(argument, schema, scope).storage === 'real'
    ? argument
    : { kind: 'cast', type: 'real', argument };
}

function convertCase(expression: CaseExpr, context: ReadingContext): Expression {
  const { base, whenThenPairs, elseExpr } = expression;
  const branches = whenThenPairs.map(({ when, then }) => ({
    when: context.read.condition(
      base ? { type: 'BinaryExpr', left: base, op: 'Equals', right: when, span: when.span } : when,
      context,
      { negated: false, exact: false },
    ),
    then: context.read.expression(then, context),
  }));
  const otherwise = elseExpr && context.read.expression(elseExpr, context);
  const isNull = otherwise?.kind === 'literal' && otherwise.value === null;
  return { kind: 'case', branches, ...(otherwise && !isNull && { otherwise }) };
}

/** The type that SQLite makes of a name (https://sqlite.org/datatype3.html#determination_of_column_affinity). */
function castType(name: string): Cast['type'] | 'numeric' | undefined {
  const upper = name.toUpperCase();
  if (upper.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(upper)) return 'text';
  if (upper.includes('BLOB')) return undefined;
  return /REAL|FLOA|DOUB/.test(upper) ? 'real' : 'numeric';
}

function convertCast({ expr, typeName }: CastExpr, context: ReadingContext): Expression {
  const type = castType(typeName?.name ?? 'BLOB') ?? unsupported('CAST to BLOB');
  const part = datePartOf(expr, context);
  if (part && type !== 'text') return type === 'real' ? asReal(part.call, context) : part.call;
  const inner = unwrap(expr);
  if (type === 'integer' && inner.type === 'BinaryExpr' && inner.op === 'Subtract') {
    const days = daysBetween(inner.left, inner.right, context);
    if (days) return days;
  }
  if (type === 'text') {
    const text = context.read.expression(expr, context);
    return text.kind === 'cast' && text.type === 'text'
      ? text
      : { kind: 'cast', type, argument: text };
  }
  const argument = convertNumber(expr, context);
  if (type !== 'numeric') return { kind: 'cast', type, argument };
  // A number stays as it is.
  return isNumber(valueKind(argument, context.schema, context.scope))
    ? argument
    : unsupported(`CAST to ${typeName?.name ?? 'a number'} of what may be text`);
}
