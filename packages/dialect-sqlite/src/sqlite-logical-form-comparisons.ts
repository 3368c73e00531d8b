import type { ComparisonOperator, Condition, Expression } from '@momq/dialect';
import type { BetweenExpr, BinaryExpr, Expr, Operator } from 'sqlite3-parser';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf, textOf, type DatePart } from './sqlite-logical-form-date-parts.js';
import { comparedLiteral, numberLiteral } from './sqlite-logical-form-literals.js';
import { endingOf } from './sqlite-logical-form-endings.js';
import { isNumber, valueKind, type ValueKind } from './sqlite-logical-form-value-kind.js';

/** A comparison of two values. */
export type Comparison = Extract<Condition, { kind: 'compare' }>;

const comparisons: Partial<Record<Operator, ComparisonOperator>> = {
  Equals: '=',
  NotEquals: '!=',
  Less: '<',
  LessEquals: '<=',
  Greater: '>',
  GreaterEquals: '>=',
};

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

/** One side of a comparison, with what SQLite compares it as. */
export interface Operand {
  readonly value: Expression;
  readonly kind: ValueKind;
  /** Of a number in the text. */
  readonly spelling?: string;
  /** Of strftime, whose text the form compares as a number. */
  readonly part?: DatePart;
  /** COLLATE NOCASE. */
  readonly noCase: boolean;
}

/** Reads one side of a comparison. */
export function readOperand(source: Expr, context: ReadingContext): Operand {
  const inner = unwrap(source);
  if (inner.type === 'CollateExpr') {
    if (/^binary$/i.test(inner.collation)) return readOperand(inner.expr, context);
    if (!/^nocase$/i.test(inner.collation)) unsupported(`COLLATE ${inner.collation}`);
    return { ...readOperand(inner.expr, context), noCase: true };
  }
  const spelling = numberSpelling(inner);
  const part = spelling === undefined ? datePartOf(inner, context) : undefined;
  const value =
    spelling !== undefined
      ? numberLiteral(spelling)
      : (part?.text() ?? context.read.expression(inner, context));
  const kind: ValueKind = part
    ? { affinity: 'none', storage: 'text' }
    : valueKind(value, context.schema, context.scope);
  return {
    value,
    kind,
    noCase: false,
    ...(spelling !== undefined && { spelling }),
    ...(part && { part }),
  };
}

function numberSpelling(expression: Expr): string | undefined {
  if (expression.type === 'NumericLiteral') return expression.value;
  if (expression.type !== 'UnaryExpr' || expression.op !== 'Negative') return undefined;
  const inner = unwrap(expression.expr);
  return inner.type === 'NumericLiteral' ? `-${inner.value}` : undefined;
}

/** Comparison operators; undefined for the other binary operators. */
export function convertComparison(
  expression: BinaryExpr,
  context: ReadingContext,
  negated: boolean,
): Condition | undefined {
  const operator = comparisons[expression.op];
  if (operator === undefined) return undefined;
  const wanted = negated ? opposite[operator] : operator;
  const ending = endingOf(expression, wanted, (side) => textOf(side, context));
  if (ending) {
    return {
      kind: 'compare',
      operator: ending.operator,
      left: context.read.expression(ending.source, context),
      right: { kind: 'literal', value: ending.pattern },
    };
  }
  const [left, right] = [
    readOperand(expression.left, context),
    readOperand(expression.right, context),
  ];
  return compare(wanted, left, right, context);
}

/** A comparison that says in the form what SQLite compares. */
export function compare(
  operator: ComparisonOperator,
  left: Operand,
  right: Operand,
  context: ReadingContext,
): Comparison {
  if (left.noCase || right.noCase) {
    return compare(operator, folded(left), folded(right), context);
  }
  const [leftValue, rightValue] = comparable(left, right);
  return leftValue.kind === 'literal' && rightValue.kind !== 'literal'
    ? { kind: 'compare', operator: mirrored[operator], left: rightValue, right: leftValue }
    : { kind: 'compare', operator, left: leftValue, right: rightValue };
}

function folded(operand: Operand): Operand {
  const { value, kind } = operand;
  if (kind.storage !== 'text') return unsupported('COLLATE NOCASE of what may be no text');
  const lower: Expression =
    value.kind === 'literal' && typeof value.value === 'string'
      ? { kind: 'literal', value: value.value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) }
      : { kind: 'call', function: 'lower', arguments: [value] };
  return { value: lower, kind: { ...kind, storage: 'text' }, noCase: false };
}

function comparable(left: Operand, right: Operand): readonly [Expression, Expression] {
  if (left.part || right.part) return comparedParts(left, right);
  const [first, second] = [left.value, right.value];
  if (second.kind === 'literal') return [first, comparedLiteral(second, right.spelling, left.kind)];
  if (first.kind === 'literal') return [comparedLiteral(first, left.spelling, right.kind), second];
  if (left.kind.affinity === 'none' && right.kind.affinity === 'none') {
    const mixed =
      (isNumber(left.kind) && right.kind.storage === 'text') ||
      (left.kind.storage === 'text' && isNumber(right.kind));
    if (mixed) unsupported('a comparison of a number with a text, which is never true');
  }
  return [first, second];
}

/** Texts of as many digits compare like their numbers. */
function comparedParts(left: Operand, right: Operand): readonly [Expression, Expression] {
  const [one, other] = left.part ? [left, right] : [right, left];
  const { call, width } = one.part!;
  const sides = (mine: Expression, theirs: Expression): readonly [Expression, Expression] =>
    one === left ? [mine, theirs] : [theirs, mine];
  if (other.part && width !== undefined && other.part.width === width)
    return sides(call, other.part.call);
  const { value } = other;
  if (value.kind === 'literal') {
    const { value: text } = value;
    if (text === null) return sides(call, value);
    if (typeof text === 'string' && width === text.length && /^\d+$/.test(text))
      return sides(call, { kind: 'literal', value: Number(text) });
    return unsupported(`a comparison of a part of a date with ${JSON.stringify(text)}`);
  }
  if (other.kind.affinity === 'numeric') return sides(call, value);
  if (isNumber(other.kind))
    return unsupported('a comparison of strftime() with a number, which is never true');
  return sides(one.value, value);
}

/** BETWEEN, both bounds as SQLite compares them. */
export function convertBetween(
  { lhs, not, start, end }: BetweenExpr,
  context: ReadingContext,
  negation: boolean,
): Condition {
  const negated = not !== negation;
  const value = readOperand(lhs, context);
  const [low, high] = [start, end].map((bound) => {
    const { value: mine, ...operand } = readOperand(bound, context);
    return comparable(value, { value: mine, ...operand });
  }) as [readonly [Expression, Expression], readonly [Expression, Expression]];
  if (value.noCase) return unsupported('COLLATE before BETWEEN');
  if (JSON.stringify(low[0]) !== JSON.stringify(high[0]))
    return unsupported('BETWEEN bounds of different types');
  return { kind: 'between', negated, value: low[0], low: low[1], high: high[1] };
}
