import type { Expression } from '@momq/dialect';
import type { CaseExpr, Expr, Select } from 'sqlite3-parser';
import { convertBinary, convertSign } from './sqlite-logical-form-arithmetic.js';
import { convertCall, convertStarCall } from './sqlite-logical-form-calls.js';
import { booleanValue } from './sqlite-logical-form-booleans.js';
import { convertCast } from './sqlite-logical-form-casts.js';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { isWholeReal, numberLiteral } from './sqlite-logical-form-literals.js';
import { resolveColumn } from './sqlite-logical-form-scope.js';

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

function nestedQuery(select: Select, context: ReadingContext) {
  return context.read.query(select, context, { parent: context.scope, spread: false }).query;
}

function convertName(name: string, offset: number, context: ReadingContext): Expression {
  const column = resolveColumn(context.scope, undefined, name);
  if (column) return column;
  const aliased = context.aliases ? context.scope.aliases.get(name.toLowerCase()) : undefined;
  if (aliased) return context.read.expression(aliased, { ...context, aliases: false });
  if (/^(rowid|oid|_rowid_)$/i.test(name)) return unsupported(`${name}, the number of a row`);
  // SQLite reads double-quoted text that is no column as a string (https://sqlite.org/quirks.html#dblquote).
  if (context.text[offset] === '"') return { kind: 'literal', value: name };
  if (/^(true|false)$/i.test(name))
    return { kind: 'literal', value: name.toLowerCase() === 'true' };
  return unsupported(`${name}, which is no column of the tables in FROM`);
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
