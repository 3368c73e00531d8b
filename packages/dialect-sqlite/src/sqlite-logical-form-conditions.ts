import type { Condition, Expression } from '@momq/dialect';
import type { Expr, InListExpr, Select } from 'sqlite3-parser';
import { truthOf } from './sqlite-logical-form-booleans.js';
import {
  compare,
  convertBetween,
  convertComparison,
  readOperand,
} from './sqlite-logical-form-comparisons.js';
import {
  operandsOf,
  unsupported,
  unwrap,
  type ConditionMode,
  type ReadingContext,
} from './sqlite-logical-form-context.js';
import { convertPattern } from './sqlite-logical-form-patterns.js';
import { convertIs } from './sqlite-logical-form-is.js';
import { readKey } from './sqlite-logical-form-keys.js';

/** @throws UnsupportedFeatureError when the logical form has no such condition. */
export function convertCondition(
  source: Expr,
  context: ReadingContext,
  mode: ConditionMode,
): Condition {
  return context.guard.within(() => convert(unwrap(source), context, mode));
}

/** NOT is pushed down to the comparisons, which keeps NULL apart from TRUE and FALSE as SQL does. */
function convert(expression: Expr, context: ReadingContext, mode: ConditionMode): Condition {
  const { negated } = mode;
  switch (expression.type) {
    case 'BinaryExpr': {
      const { op } = expression;
      if (op === 'And' || op === 'Or') {
        return {
          kind: (op === 'And') === negated ? 'or' : 'and',
          conditions: operandsOf(expression, op).map((part) =>
            context.read.condition(part, context, mode),
          ),
        };
      }
      if (op === 'Is' || op === 'IsNot') return convertIs(expression, context, mode);
      return (
        convertComparison(expression, context, negated) ??
        truthOf(context.read.expression(expression, context), negated, context)
      );
    }
    case 'UnaryExpr':
      return expression.op === 'Not'
        ? context.read.condition(expression.expr, context, { ...mode, negated: !negated })
        : truthOf(context.read.expression(expression, context), negated, context);
    case 'LikeExpr':
      return convertPattern(expression, context, negated);
    case 'BetweenExpr':
      return convertBetween(expression, context, negated);
    case 'InListExpr':
      return convertList(expression, context, negated);
    case 'InSelectExpr': {
      const query = nestedQuery(expression.rhs, context);
      return {
        kind: 'in',
        negated: expression.not !== negated,
        value: context.read.expression(expression.lhs, context),
        set: [{ kind: 'subquery', query }],
      };
    }
    case 'IsNullExpr':
    case 'NotNullExpr':
      return {
        kind: 'null',
        negated: (expression.type === 'NotNullExpr') !== negated,
        value: readKey(expression.expr, context),
      };
    case 'ExistsExpr':
      return { kind: 'exists', negated, query: nestedQuery(expression.select, context) };
    case 'InTableExpr':
      return unsupported('IN before the name of a table');
    default:
      return truthOf(context.read.expression(expression, context), negated, context);
  }
}

function nestedQuery(select: Select, context: ReadingContext) {
  return context.read.query(select, context, { parent: context.scope, spread: false }).query;
}

/** The form's sets hold constants; other members are compared one by one. */
function convertList(
  { lhs, not, rhs }: InListExpr,
  context: ReadingContext,
  negation: boolean,
): Condition {
  const negated = not !== negation;
  const members = rhs ?? [];
  if (members.length === 0) return unsupported('IN ()');
  const value = readOperand(lhs, context);
  const compared = members.map((member) =>
    compare('=', value, readOperand(member, context), context),
  );
  const [first] = compared;
  const left = JSON.stringify(first!.left);
  const constant = compared.every(
    (each) => each.right.kind === 'literal' && JSON.stringify(each.left) === left,
  );
  if (constant)
    return { kind: 'in', negated, value: first!.left, set: compared.map(({ right }) => right) };
  const parts = compared.map((each): Condition => ({ ...each, operator: negated ? '!=' : '=' }));
  return parts.length === 1 ? parts[0]! : { kind: negated ? 'and' : 'or', conditions: parts };
}

/** Conditions that all hold; undefined for none. */
export function conjunction(conditions: readonly Condition[]): Condition | undefined {
  const needed = conditions.filter((condition) => !isTrue(condition));
  const [only, ...more] = needed;
  return only === undefined || more.length === 0 ? only : { kind: 'and', conditions: needed };
}

/** `WHERE 1` and `1 = 1` say nothing. */
function isTrue(condition: Condition): boolean {
  if (condition.kind !== 'compare') return false;
  const number = (side: Expression): unknown => (side.kind === 'literal' ? side.value : undefined);
  const [left, right] = [number(condition.left), number(condition.right)];
  if (typeof left !== 'number' || typeof right !== 'number') return false;
  return condition.operator === '='
    ? left === right
    : condition.operator === '!=' && left !== right;
}
