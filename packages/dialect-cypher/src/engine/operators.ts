import {
  BadNull,
  GraphEdge,
  GraphNode,
  add,
  compared,
  divide,
  equals,
  isList,
  isMap,
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
  '<=': comparing((order) => order <= 0),
  '>': comparing((order) => order > 0),
  '>=': comparing((order) => order >= 0),
  '+': arithmetic('+', add),
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

/** The item of a list, the value of a map, the property of a node or relationship. */
export function elementAt(of: GraphValue, index: GraphValue): GraphValue {
  if (isNull(of) || isNull(index)) return null;
  if (isList(of)) {
    if (typeof index !== 'bigint')
      throw queryError(`expected an integer as the index of a list, got a ${typeOf(index)}`);
    return of.at(Number(index)) ?? null;
  }
  if (typeof index !== 'string')
    throw queryError(
      isNumber(of) || typeof of === 'string' || typeof of === 'boolean'
        ? `expected a list or a map before [ ], got a ${typeOf(of)}`
        : `expected a text as the key of a ${typeOf(of)}, got a ${typeOf(index)}`,
    );
  return propertyOf(of, index);
}

/** A property of a node, relationship or map, or a part of a point in time. @throws QueryExecutionError for values without properties */
export function propertyOf(of: GraphValue, name: string): GraphValue {
  if (of instanceof GraphNode || of instanceof GraphEdge) return of.properties.get(name) ?? null;
  if (isNull(of)) return null;
  if (isMap(of)) return of.get(name) ?? null;
  if (isTemporal(of)) {
    const part = of.get(name);
    if (part !== undefined) return part;
  }
  throw queryError(`expected something with a property ${name}, got a ${typeOf(of)}`);
}

/** The part of a list from one place up to another. */
export function sliceOf(of: GraphValue, low: GraphValue, high: GraphValue): GraphValue {
  if (isNull(of) || isNull(low) || isNull(high)) return null;
  if (!isList(of)) throw queryError(`expected a list before [ .. ], got a ${typeOf(of)}`);
  if (typeof low !== 'bigint' || typeof high !== 'bigint')
    throw queryError('expected integers in [ .. ]');
  return of.slice(Number(low), Number(high));
}
