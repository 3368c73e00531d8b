import {
  BadNull,
  ValueSet,
  add,
  compared,
  divide,
  equals,
  isList,
  isMap,
  isNull,
  isNumber,
  modulo,
  multiply,
  negate,
  not,
  subtract,
  type GraphValue,
} from '@momq/graph-store';
import type { BinaryOperator, UnaryOperator } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';

/** Operators whose operands are all looked at; AND, OR and XOR may leave one out. */
export type ValueOperator = Exclude<BinaryOperator, 'AND' | 'OR' | 'XOR'>;

/**
 * `==`: numbers within a hundred-millionth are equal, null inside a list is the same as null, and what is not there at all differs from
 * every value (NebulaGraph `Value.cpp`).
 */
export function same(left: GraphValue, right: GraphValue): boolean | null {
  if (left === BadNull.empty || right === BadNull.empty) return left === right;
  return equals(left, right, { tolerance: 1e-8, nullInside: 'same' });
}

/** What an operator makes of one value. */
export function ofOne(operator: Exclude<UnaryOperator, '!'>, value: GraphValue): GraphValue {
  switch (operator) {
    case '-':
      return negate(value);
    case '+':
      return value;
    case 'IS NULL':
      return isNull(value) && value !== BadNull.empty;
    case 'IS NOT NULL':
      return !isNull(value) || value === BadNull.empty;
    case 'IS EMPTY':
      return value === BadNull.empty;
    case 'IS NOT EMPTY':
      return value !== BadNull.empty;
  }
}

/** What an operator makes of two values. @throws QueryExecutionError for what is no regular expression */
export function ofTwo(operator: ValueOperator, left: GraphValue, right: GraphValue): GraphValue {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
    case '%':
      return modulo(left, right);
    case '==':
      return same(left, right);
    case '!=':
      return not(same(left, right));
    case '<':
      return ordered(left, right, (order) => order < 0);
    case '<=':
      return ordered(left, right, (order) => order <= 0);
    case '>':
      return ordered(left, right, (order) => order > 0);
    case '>=':
      return ordered(left, right, (order) => order >= 0);
    case '=~':
      return matches(left, right);
    case 'IN':
      return isIn(left, right);
    case 'NOT IN':
      return not(isIn(left, right));
    case 'CONTAINS':
      return inText(left, right, (text, part) => text.includes(part));
    case 'NOT CONTAINS':
      return inText(left, right, (text, part) => !text.includes(part));
    case 'STARTS WITH':
      return inText(left, right, (text, part) => text.startsWith(part));
    case 'NOT STARTS WITH':
      return inText(left, right, (text, part) => !text.startsWith(part));
    case 'ENDS WITH':
      return inText(left, right, (text, part) => text.endsWith(part));
    case 'NOT ENDS WITH':
      return inText(left, right, (text, part) => !text.endsWith(part));
  }
}

function ordered(
  left: GraphValue,
  right: GraphValue,
  test: (order: number) => boolean,
): GraphValue {
  const order = isNumber(left) && isNumber(right) && same(left, right) ? 0 : compared(left, right);
  return typeof order === 'number' ? test(order) : order;
}

function matches(text: GraphValue, pattern: GraphValue): GraphValue {
  if (isNull(text) || isNull(pattern)) return null;
  if (typeof text !== 'string' || typeof pattern !== 'string') return BadNull.badType;
  try {
    // Outside of classes of letters, C++ takes an escape of any sign; `u` takes only those that need one.
    const plain = pattern.replaceAll(/\\([-_'"<>=!@#%&,:;~ ])/g, (_, sign: string) =>
      sign === '-' ? '\\x2d' : sign,
    );
    return new RegExp(`^(?:${plain})$`, 'su').test(text);
  } catch (error) {
    throw queryError(`expected a regular expression, got ${String(error)}`);
  }
}

function isIn(item: GraphValue, list: GraphValue): GraphValue {
  if (isNull(list)) return list === BadNull.empty ? list : null;
  const items = isList(list)
    ? list
    : list instanceof ValueSet
      ? list.items
      : isMap(list)
        ? [...list.keys()]
        : undefined;
  if (items === undefined) return BadNull.badType;
  let unknown = false;
  for (const each of items) {
    const found = same(item, each);
    if (found === true) return true;
    if (found === null) unknown = true;
  }
  return unknown ? null : false;
}

function inText(
  text: GraphValue,
  part: GraphValue,
  test: (text: string, part: string) => boolean,
): GraphValue {
  if (isNull(text) || isNull(part)) return null;
  if (typeof text !== 'string' || typeof part !== 'string') return BadNull.badType;
  return test(text, part);
}
