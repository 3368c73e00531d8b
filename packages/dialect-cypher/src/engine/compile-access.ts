import { compile } from './compilers.js';
import { elementAt, propertyOf, sliceOf } from './members.js';
import type { ExpressionOf } from './query-parts.js';
import type { Compiled, Scope, StaticType } from './scope.js';
import { requireType, temporalTypes } from './static-type.js';

const withProperties: readonly StaticType[] = ['node', 'edge', 'map', ...temporalTypes];

/** `of.name`. */
export function compileProperty({ of, name }: ExpressionOf<'property'>, scope: Scope): Compiled {
  const { value, type } = compile(of, scope);
  if (['boolean', 'integer', 'float', 'string', 'list', 'path'].includes(type))
    requireType(type, withProperties, `the property ${name}`);
  return { value: (row) => propertyOf(value(row), name), type: 'any' };
}

/** `of[index]`. */
export function compileIndex({ of, index: at }: ExpressionOf<'index'>, scope: Scope): Compiled {
  const [from, by] = [compile(of, scope), compile(at, scope)];
  requireType(from.type, ['list', 'map', 'node', 'edge'], '[ ]');
  if (from.type === 'list') requireType(by.type, ['integer'], 'the index of a list');
  return { value: (row) => elementAt(from.value(row), by.value(row)), type: 'any' };
}

/** `of[low..high]`. */
export function compileSlice(expression: ExpressionOf<'slice'>, scope: Scope): Compiled {
  const of = compile(expression.of, scope);
  requireType(of.type, ['list'], '[ .. ]');
  const low = expression.low && compile(expression.low, scope).value;
  const high = expression.high && compile(expression.high, scope).value;
  const most = 2n ** 53n;
  return {
    value: (row) => sliceOf(of.value(row), low ? low(row) : 0n, high ? high(row) : most),
    type: 'list',
  };
}
