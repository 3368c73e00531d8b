import {
  BadNull,
  add,
  compared,
  divide,
  equals,
  isList,
  isNull,
  isNumber,
  isTemporal,
  modulo,
  multiply,
  negate,
  subtract,
  typeOf,
  type GraphValue,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { matchesPattern } from './pattern-text.js';
import type { BinaryOperator } from './query-parts.js';
import { temporal } from './temporal-work.js';
import { textOfValue } from './value-text.js';

/** The value, unless the store says why there is none. @throws QueryExecutionError then */
export function known(value: GraphValue, what = 'this operation'): GraphValue {
  if (!(value instanceof BadNull)) return value;
  switch (value.reason) {
    case 'OVERFLOW':
      throw queryError('expected an integer of 64 bits as a result, got a larger one');
    case 'DIV_BY_ZERO':
      throw queryError('/ by zero');
    default:
      throw queryError(`expected values that ${what} takes, got others`);
  }
}

type Operation = (left: GraphValue, right: GraphValue) => GraphValue;

function arithmetic(sign: string, operation: Operation): Operation {
  return (left, right) => {
    if (left === null || right === null) return null;
    const isPlain = typeof left !== 'object' && typeof right !== 'object';
    const value = isPlain ? operation(left, right) : temporal(() => operation(left, right));
    if (value instanceof BadNull && value.reason === 'BAD_TYPE')
      throw queryError(
        `expected values that ${sign} takes, got a ${typeOf(left)} and a ${typeOf(right)}`,
      );
    return known(value);
  };
}

/** Numbers with a point are divided by zero. */
function real(of: (left: number, right: number) => number, operation: Operation): Operation {
  return (left, right) =>
    isNumber(left) && isNumber(right) && (typeof left === 'number' || typeof right === 'number')
      ? of(Number(left), Number(right))
      : operation(left, right);
}

function comparing(test: (order: number) => boolean): Operation {
  return (left, right) => {
    const order = compared(left, right);
    return typeof order === 'number' ? test(order) : null;
  };
}

function onTexts(test: (text: string, part: string) => boolean): Operation {
  return (left, right) =>
    typeof left === 'string' && typeof right === 'string' ? test(left, right) : null;
}

/** A truth value and a point in time are not written behind a text; a number is as `toString` writes it. */
function sum(left: GraphValue, right: GraphValue): GraphValue {
  const other = typeof left === 'string' ? right : typeof right === 'string' ? left : null;
  if (typeof other === 'boolean' || isTemporal(other)) return BadNull.badType;
  if (typeof other !== 'number') return add(left, right);
  return typeof left === 'string' ? left + textOfValue(right) : textOfValue(left) + String(right);
}

/** Durations have no order, but equal ones are at most and at least as long as each other. */
function orEqual(compare: Operation): Operation {
  return (left, right) =>
    typeOf(left) === 'duration' && equals(left, right) === true ? true : compare(left, right);
}

function power(left: GraphValue, right: GraphValue): GraphValue {
  return isNumber(left) && isNumber(right) ? Number(left) ** Number(right) : BadNull.badType;
}

function concatenated(left: GraphValue, right: GraphValue): GraphValue {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  return isList(left) && isList(right) ? [...left, ...right] : BadNull.badType;
}

/** `IN`: true where an item equals, null where one might. */
export function isIn(value: GraphValue, list: GraphValue): boolean | null {
  if (isNull(list)) return null;
  if (!isList(list)) throw queryError(`expected a list behind IN, got a ${typeOf(list)}`);
  let found: boolean | null = false;
  for (const item of list) {
    const same = equals(value, item);
    if (same === true) return true;
    if (same === null) found = null;
  }
  return found;
}

/** Operators whose operands are both evaluated. */
export const operations: Readonly<Partial<Record<BinaryOperator, Operation>>> = {
  '=': (left, right) => equals(left, right),
  '<>': (left, right) => {
    const same = equals(left, right);
    return same === null ? null : !same;
  },
  '<': comparing((order) => order < 0),
  '<=': orEqual(comparing((order) => order <= 0)),
  '>': comparing((order) => order > 0),
  '>=': orEqual(comparing((order) => order >= 0)),
  '+': arithmetic('+', sum),
  '-': arithmetic('-', subtract),
  '*': arithmetic('*', multiply),
  '/': arithmetic(
    '/',
    real((left, right) => left / right, divide),
  ),
  '%': arithmetic(
    '%',
    real((left, right) => left % right, modulo),
  ),
  '^': arithmetic('^', power),
  '||': arithmetic('||', concatenated),
  IN: isIn,
  '=~': (left, right) =>
    typeof left === 'string' && typeof right === 'string' ? matchesPattern(left, right) : null,
  'STARTS WITH': onTexts((text, part) => text.startsWith(part)),
  'ENDS WITH': onTexts((text, part) => text.endsWith(part)),
  CONTAINS: onTexts((text, part) => text.includes(part)),
};

/** `-` of one value. @throws QueryExecutionError for what has no opposite */
export function opposite(value: GraphValue): GraphValue {
  if (value === null) return null;
  return known(negate(value), '-');
}
