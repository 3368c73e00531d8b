import { aggregateOf, rowCount } from './aggregates.js';
import { compile } from './compilers.js';
import { queryError } from './engine-error.js';
import { hasAggregate } from './expression-parts.js';
import { mayPause } from './expression-turns.js';
import type { Expression } from './query-parts.js';
import type { Compiled, Scope } from './scope.js';

/** Puts an aggregate on the list of the projection; its value is that of a slot. @throws QueryExecutionError where none may stand */
export function compileAggregate(expression: Expression, scope: Scope): Compiled {
  const { aggregates } = scope;
  if (aggregates === undefined)
    throw queryError('expected no aggregate here, only in the columns of RETURN and WITH, got one');
  const slot = scope.slot();
  if (expression.kind !== 'call') {
    aggregates.calls.push({
      slot,
      make: rowCount,
      distinct: false,
      keeps: false,
      pauses: false,
      values: [],
    });
    return { value: (row) => row[slot] ?? null, type: 'integer' };
  }
  const { name, distinct, arguments: given } = expression;
  const { make, arguments: count } = aggregateOf(name);
  if (given.length !== count)
    throw queryError(`${name}: expected ${count} arguments, got ${given.length}`);
  if (given.some(hasAggregate))
    throw queryError('expected no aggregate inside of an aggregate, got one');
  if (given.some(usesChance)) throw queryError(`expected no rand() inside of ${name}, got it`);
  const values = given.map((each) => compile(each, aggregates.source).value);
  aggregates.calls.push({
    slot,
    make,
    distinct,
    keeps: !['count', 'sum', 'min', 'max'].includes(name),
    pauses: given.some(mayPause),
    values,
  });
  return {
    value: (row) => row[slot] ?? null,
    type: name === 'count' ? 'integer' : name === 'collect' ? 'list' : 'any',
  };
}

function usesChance(expression: Expression): boolean {
  return expression.kind === 'call' && expression.name === 'rand';
}
