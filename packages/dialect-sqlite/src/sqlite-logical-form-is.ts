import type { Condition, Expression } from '@momq/dialect';
import type { BinaryExpr, Expr } from 'sqlite3-parser';
import { truthOf } from './sqlite-logical-form-booleans.js';
import { compare, readOperand } from './sqlite-logical-form-comparisons.js';
import { unwrap, type ConditionMode, type ReadingContext } from './sqlite-logical-form-context.js';
import { readKey } from './sqlite-logical-form-keys.js';
import { resolveColumn } from './sqlite-logical-form-scope.js';

/** IS and IS NOT: equality that is never unknown, for which NULL equals NULL. */
export function convertIs(
  { op, left, right }: BinaryExpr,
  context: ReadingContext,
  { negated, exact }: ConditionMode,
): Condition {
  const different = (op === 'IsNot') !== negated;
  if (unwrap(right).type === 'NullLiteral') return nullTest(readKey(left, context), !different);
  if (unwrap(left).type === 'NullLiteral') return nullTest(readKey(right, context), !different);
  const truth = truthValue(right, context);
  if (truth !== undefined) return convertIsTruth(left, context, { truth, different, exact });
  const sides = [readOperand(left, context), readOperand(right, context)] as const;
  const same = compare('=', sides[0], sides[1], context);
  const other = compare('!=', sides[0], sides[1], context);
  const nullable = [same.left, same.right].filter((side) => side.kind !== 'literal');
  const [only, ...more] = nullable;
  if (only === undefined) return different ? other : same;
  if (more.length === 0) {
    if (different) return or(other, nullTest(only, true));
    return exact ? and(nullTest(only, false), same) : same;
  }
  const [first, second] = [same.left, same.right];
  const both = and(nullTest(first, true), nullTest(second, true));
  const neither = and(nullTest(first, false), nullTest(second, false));
  if (!different) return or(exact ? and(...neither.conditions, same) : same, both);
  if (exact) {
    return and(
      or(nullTest(first, false), nullTest(second, false)),
      or(nullTest(first, true), nullTest(second, true), other),
    );
  }
  return or(
    other,
    and(nullTest(first, true), nullTest(second, false)),
    and(nullTest(first, false), nullTest(second, true)),
  );
}

function nullTest(value: Expression, isNull: boolean): Condition {
  return { kind: 'null', negated: !isNull, value };
}

interface Junction {
  readonly kind: 'and' | 'or';
  readonly conditions: readonly Condition[];
}

function and(...conditions: readonly Condition[]): Junction {
  return { kind: 'and', conditions };
}

function or(...conditions: readonly Condition[]): Junction {
  return { kind: 'or', conditions };
}

function truthValue(source: Expr, { scope }: ReadingContext): boolean | undefined {
  const expression = unwrap(source);
  if (expression.type !== 'Id' || !/^(true|false)$/i.test(expression.name)) return undefined;
  if (resolveColumn(scope, undefined, expression.name)) return undefined;
  return expression.name.toLowerCase() === 'true';
}

/** `x IS [NOT] TRUE`: whether a number is not 0; NULL is neither. */
function convertIsTruth(
  source: Expr,
  context: ReadingContext,
  asked: { readonly truth: boolean; readonly different: boolean; readonly exact: boolean },
): Condition {
  const value = context.read.expression(source, context);
  const holds = truthOf(value, asked.truth === asked.different, context);
  if (asked.different) return or(holds, nullTest(value, true));
  return asked.exact ? and(nullTest(value, false), holds) : holds;
}
