import { isList, isNull, typeOf, type GraphValue } from '@momq/graph-store';
import { compile, compileCondition } from './compilers.js';
import { queryError } from './engine-error.js';
import { holds } from './logic.js';
import type { ExpressionOf } from './query-parts.js';
import type { Compiled, Row, Scope } from './scope.js';
import { requireType } from './static-type.js';

/** The items of a list; undefined for null. @throws QueryExecutionError for what is no list */
export function itemsOf(value: GraphValue, what: string): readonly GraphValue[] | undefined {
  if (isNull(value)) return undefined;
  if (isList(value)) return value;
  throw queryError(`expected a list for ${what}, got a ${typeOf(value)}`);
}

/** `[x IN list WHERE condition | value]`. */
export function compileComprehension(
  expression: ExpressionOf<'comprehension'>,
  scope: Scope,
): Compiled {
  const list = compile(expression.list, scope);
  requireType(list.type, ['list'], 'a list comprehension');
  const inner = scope.inner({ aggregates: undefined });
  const { slot } = inner.declare(expression.name, 'any');
  const where = expression.where && compileCondition(expression.where, inner).value;
  const map = expression.map && compile(expression.map, inner).value;
  const { budget } = scope.session;
  const value = (row: Row): GraphValue => {
    const items = itemsOf(list.value(row), 'a list comprehension');
    if (items === undefined) return null;
    const begin = () => ({ items, at: 0, made: [] as GraphValue[] });
    return budget.turns.loop(expression, begin, (loop) => {
      if (loop.at === loop.items.length) {
        if (loop.made.length > 1000) budget.hold(loop.made.length);
        return false;
      }
      const item = loop.items[loop.at]!;
      row[slot] = item;
      if (where === undefined || holds(where(row))) loop.made.push(map ? map(row) : item);
      loop.at += 1;
      return true;
    }).made;
  };
  return { value, type: 'list' };
}

/** `reduce(total = start, x IN list | step)`. */
export function compileReduce(expression: ExpressionOf<'reduce'>, scope: Scope): Compiled {
  const list = compile(expression.list, scope);
  const start = compile(expression.start, scope).value;
  const inner = scope.inner({ aggregates: undefined });
  const total = inner.declare(expression.total, 'any').slot;
  const { slot } = inner.declare(expression.name, 'any');
  const step = compile(expression.step, inner).value;
  const { turns } = scope.session.budget;
  const value = (row: Row): GraphValue => {
    const items = itemsOf(list.value(row), 'reduce');
    if (items === undefined) return null;
    const begin = () => ({ items, at: 0, sum: start(row) });
    return turns.loop(expression, begin, (loop) => {
      if (loop.at === loop.items.length) return false;
      row[total] = loop.sum;
      row[slot] = loop.items[loop.at]!;
      loop.sum = step(row);
      loop.at += 1;
      return true;
    }).sum;
  };
  return { value, type: 'any' };
}

/** `all`, `any`, `none` and `single`, with null where what is unknown could change the answer. */
export function compileQuantifier(expression: ExpressionOf<'quantifier'>, scope: Scope): Compiled {
  const { which } = expression;
  const list = compile(expression.list, scope);
  requireType(list.type, ['list'], which);
  const inner = scope.inner({ aggregates: undefined });
  const { slot } = inner.declare(expression.name, 'any');
  const where = compileCondition(expression.where, inner).value;
  const { turns } = scope.session.budget;
  const value = (row: Row): GraphValue => {
    const items = itemsOf(list.value(row), which);
    if (items === undefined) return null;
    const begin = () => ({ items, at: 0, trues: 0, falses: 0, nulls: 0 });
    const { trues, falses, nulls } = turns.loop(expression, begin, (loop) => {
      if (loop.at === loop.items.length) return false;
      row[slot] = loop.items[loop.at]!;
      const found = where(row);
      if (isNull(found)) loop.nulls += 1;
      else if (holds(found)) loop.trues += 1;
      else loop.falses += 1;
      loop.at += 1;
      return true;
    });
    return verdict(which, trues, falses, nulls);
  };
  return { value, type: 'boolean' };
}

function verdict(
  which: ExpressionOf<'quantifier'>['which'],
  trues: number,
  falses: number,
  nulls: number,
): boolean | null {
  switch (which) {
    case 'ALL':
      return falses > 0 ? false : nulls > 0 ? null : true;
    case 'ANY':
      return trues > 0 ? true : nulls > 0 ? null : false;
    case 'NONE':
      return trues > 0 ? false : nulls > 0 ? null : true;
    case 'SINGLE':
      return trues > 1 ? false : nulls > 0 ? null : trues === 1;
  }
}
