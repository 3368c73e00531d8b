import {
  UnsupportedFeatureError,
  type Aggregate,
  type ComparisonOperator,
  type Condition,
  type Expression,
  type FunctionCall,
  type Literal,
  type LogicalQuery,
} from '@momq/dialect';
import type { Expr, FunctionCallExpr, Operator, Select } from 'sqlite3-parser';
import { resolveColumn, type Scope } from './sqlite-logical-form-names.js';

/** What an expression is converted in. */
export interface ExpressionContext {
  readonly text: string;
  readonly scope: Scope;
  /** Converts a nested query, which sees the names of `scope`. */
  subquery(select: Select, scope: Scope): LogicalQuery;
}

const comparisons: Partial<Record<Operator, ComparisonOperator>> = {
  Equals: '=',
  NotEquals: '!=',
  Less: '<',
  LessEquals: '<=',
  Greater: '>',
  GreaterEquals: '>=',
  Is: '=',
  IsNot: '!=',
};
const arithmetic: Partial<Record<Operator, '+' | '-' | '*' | '/'>> = {
  Add: '+',
  Subtract: '-',
  Multiply: '*',
  Divide: '/',
};
const aggregates = new Set(['count', 'sum', 'avg', 'min', 'max']);
const functions = new Set(['lower', 'upper', 'length', 'abs', 'round', 'year', 'month', 'day']);
const dateParts: Record<string, 'year' | 'month' | 'day'> = {
  '%Y': 'year',
  '%m': 'month',
  '%d': 'day',
};

function unsupported(what: string): never {
  throw new UnsupportedFeatureError(
    `logical form: cannot express ${what}. Rewrite the query without it.`,
  );
}

/** The whole expression inside redundant parentheses. */
export function unwrap(expression: Expr): Expr {
  if (expression.type !== 'ParenthesizedExpr') return expression;
  const [inner, ...more] = expression.exprs;
  return inner === undefined || more.length > 0 ? unsupported('a row value') : unwrap(inner);
}

/** @throws UnsupportedFeatureError */
export function convertExpression(source: Expr, context: ExpressionContext): Expression {
  const expression = unwrap(source);
  switch (expression.type) {
    case 'Id':
      return convertName(expression.name, expression.span.offset, context);
    case 'QualifiedExpr':
      return (
        resolveColumn(context.scope, expression.table.text, expression.column.text) ??
        unsupported(
          `${expression.table.text}.${expression.column.text}, which is no column of the tables in FROM`,
        )
      );
    case 'NumericLiteral':
      return { kind: 'literal', value: Number(expression.value) };
    case 'StringLiteral':
      return { kind: 'literal', value: expression.value };
    case 'NullLiteral':
      return { kind: 'literal', value: null };
    case 'UnaryExpr':
      return convertUnary(expression.op, convertExpression(expression.expr, context));
    case 'BinaryExpr': {
      const operator =
        arithmetic[expression.op] ?? unsupported(`the operator ${expression.op} as a value`);
      return {
        kind: 'arithmetic',
        operator,
        left: convertExpression(expression.left, context),
        right: convertExpression(expression.right, context),
      };
    }
    case 'FunctionCallStarExpr':
      if (expression.name.name.toLowerCase() !== 'count' || expression.filterOver)
        unsupported(`${expression.name.name}(*)`);
      return { kind: 'aggregate', function: 'count', distinct: false, argument: { kind: 'star' } };
    case 'FunctionCallExpr':
      return convertCall(expression, context);
    case 'CastExpr':
      // strftime gives text; the logical date parts are numbers already.
      return unwrap(expression.expr).type === 'FunctionCallExpr'
        ? convertExpression(expression.expr, context)
        : unsupported('CAST');
    case 'SubqueryExpr':
      return { kind: 'subquery', query: context.subquery(expression.select, context.scope) };
    default:
      return unsupported(`${expression.type} as a value`);
  }
}

function convertName(name: string, offset: number, context: ExpressionContext): Expression {
  const field = resolveColumn(context.scope, undefined, name);
  if (field) return field;
  const aliased = context.scope.resultAliases.get(name.toLowerCase());
  if (aliased) return convertExpression(aliased, context);
  // SQLite reads double-quoted text that is no column as a string (https://sqlite.org/quirks.html#dblquote).
  if (context.text[offset] === '"') return { kind: 'literal', value: name };
  if (/^(true|false)$/i.test(name))
    return { kind: 'literal', value: name.toLowerCase() === 'true' };
  return unsupported(`${name}, which is no column of the tables in FROM`);
}

function convertUnary(operator: string, argument: Expression): Expression {
  if (operator === 'Positive') return argument;
  if (operator !== 'Negative') return unsupported(`the operator ${operator}`);
  if (argument.kind === 'literal' && typeof argument.value === 'number')
    return { kind: 'literal', value: -argument.value };
  return {
    kind: 'arithmetic',
    operator: '-',
    left: { kind: 'literal', value: 0 },
    right: argument,
  };
}

function convertCall(call: FunctionCallExpr, context: ExpressionContext): Expression {
  const name = call.name.name.toLowerCase();
  const args = call.args ?? [];
  if (call.filterOver || call.orderBy) unsupported('a window or filtered aggregate');
  if (name === 'strftime' && args.length === 2) {
    const format = unwrap(args[0]!);
    const part =
      dateParts[
        format.type === 'StringLiteral' ? format.value : format.type === 'Id' ? format.name : ''
      ];
    return {
      kind: 'call',
      function: part ?? unsupported('this strftime format'),
      arguments: [convertExpression(args[1]!, context)],
    };
  }
  const [argument] = args;
  if (argument === undefined || args.length > 1)
    return unsupported(`${name} with ${args.length} arguments`);
  if (aggregates.has(name)) {
    return {
      kind: 'aggregate',
      function: name as Aggregate['function'],
      distinct: call.distinctness === 'Distinct',
      argument: convertExpression(argument, context),
    };
  }
  if (functions.has(name)) {
    return {
      kind: 'call',
      function: name as FunctionCall['function'],
      arguments: [convertExpression(argument, context)],
    };
  }
  return unsupported(`the function ${name}`);
}

const opposite: Record<ComparisonOperator, ComparisonOperator> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  like: 'not like',
  'not like': 'like',
};

/** The condition's negation, pushed down to its comparisons. */
export function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return {
        kind: condition.kind === 'and' ? 'or' : 'and',
        conditions: condition.conditions.map(negate),
      };
    case 'compare':
      return { ...condition, operator: opposite[condition.operator] };
    default:
      return { ...condition, negated: !condition.negated };
  }
}

/** @throws UnsupportedFeatureError */
export function convertCondition(source: Expr, context: ExpressionContext): Condition {
  const expression = unwrap(source);
  const value = (operand: Expr) => convertExpression(operand, context);
  switch (expression.type) {
    case 'BinaryExpr': {
      if (expression.op === 'And' || expression.op === 'Or') {
        return {
          kind: expression.op === 'And' ? 'and' : 'or',
          conditions: [
            convertCondition(expression.left, context),
            convertCondition(expression.right, context),
          ],
        };
      }
      const operator =
        comparisons[expression.op] ?? unsupported(`the operator ${expression.op} as a condition`);
      return convertComparison(
        operator,
        value(expression.left),
        value(expression.right),
        expression.op,
      );
    }
    case 'UnaryExpr':
      return expression.op === 'Not'
        ? negate(convertCondition(expression.expr, context))
        : unsupported('a value as a condition');
    case 'LikeExpr':
      if (expression.op !== 'Like' || expression.escape) unsupported(`${expression.op} or ESCAPE`);
      return {
        kind: 'compare',
        operator: expression.not ? 'not like' : 'like',
        left: value(expression.lhs),
        right: value(expression.rhs),
      };
    case 'BetweenExpr':
      return {
        kind: 'between',
        negated: expression.not,
        value: value(expression.lhs),
        low: value(expression.start),
        high: value(expression.end),
      };
    case 'InListExpr':
      return {
        kind: 'in',
        negated: expression.not,
        value: value(expression.lhs),
        set: (expression.rhs ?? []).map(value),
      };
    case 'InSelectExpr':
      return {
        kind: 'in',
        negated: expression.not,
        value: value(expression.lhs),
        set: [{ kind: 'subquery', query: context.subquery(expression.rhs, context.scope) }],
      };
    case 'IsNullExpr':
    case 'NotNullExpr':
      return {
        kind: 'null',
        negated: expression.type === 'NotNullExpr',
        value: value(expression.expr),
      };
    case 'ExistsExpr':
      return {
        kind: 'exists',
        negated: false,
        query: context.subquery(expression.select, context.scope),
      };
    default:
      return unsupported(`${expression.type} as a condition`);
  }
}

const mirrored: Record<ComparisonOperator, ComparisonOperator> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
  like: 'like',
  'not like': 'not like',
};

function convertComparison(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  spelling: Operator,
): Condition {
  const isNull = (side: Expression): side is Literal =>
    side.kind === 'literal' && side.value === null;
  if ((spelling === 'Is' || spelling === 'IsNot') && isNull(right))
    return { kind: 'null', negated: spelling === 'IsNot', value: left };
  if (left.kind === 'literal' && right.kind !== 'literal')
    return { kind: 'compare', operator: mirrored[operator], left: right, right: left };
  return { kind: 'compare', operator, left, right };
}
