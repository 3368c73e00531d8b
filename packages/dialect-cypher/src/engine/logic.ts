import { BadNull, and, isNull, not, or, typeOf, xor, type GraphValue } from '@momq/graph-store';
import { compileCondition } from './compilers.js';
import { queryError } from './engine-error.js';
import type { Expression } from './query-parts.js';
import type { Compiled, Row, Scope } from './scope.js';
import { requireType } from './static-type.js';

/** AND, OR, XOR and NOT. Operands have to be truth values or null. */
export function compileLogic(
  operator: 'AND' | 'OR' | 'XOR' | 'NOT',
  operands: readonly Expression[],
  scope: Scope,
): Compiled {
  const [left, right] = operands.map((operand) => {
    const { value, type } = compileCondition(operand, scope);
    requireType(type, ['boolean'], operator);
    return value;
  });
  const value = (row: Row): GraphValue => {
    switch (operator) {
      case 'NOT':
        return truth(not(left!(row)), operator);
      case 'AND':
        return truth(
          and(left!(row), () => right!(row)),
          operator,
        );
      case 'OR':
        return truth(
          or(left!(row), () => right!(row)),
          operator,
        );
      case 'XOR':
        return truth(xor(left!(row), right!(row)), operator);
    }
  };
  return { value, type: 'boolean' };
}

function truth(value: GraphValue, operator: string): GraphValue {
  if (value instanceof BadNull) throw queryError(`expected true, false or null for ${operator}`);
  return value;
}

/** True where a condition is. @throws QueryExecutionError where it is no truth value */
export function holds(value: GraphValue): boolean {
  if (typeof value === 'boolean') return value;
  if (isNull(value)) return false;
  throw queryError(`expected true, false or null as a condition, got a ${typeOf(value)}`);
}
