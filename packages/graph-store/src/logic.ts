import { BadNull, isNull, type GraphValue } from './values.js';

/** What an operand is to logic: true, false, null, or no truth value; a null with a reason keeps it. */
function truth(value: GraphValue): boolean | null | BadNull {
  if (typeof value === 'boolean') return value;
  if (value instanceof BadNull && value !== BadNull.empty) return value;
  return isNull(value) ? null : BadNull.badType;
}

/** AND of three-valued logic: false wins over null. */
export function and(left: GraphValue, right: () => GraphValue): GraphValue {
  const first = truth(left);
  if (first === false || first instanceof BadNull) return first;
  const second = truth(right());
  if (second === false || second instanceof BadNull) return second;
  return first === null || second === null ? null : true;
}

/** OR of three-valued logic: true wins over null. */
export function or(left: GraphValue, right: () => GraphValue): GraphValue {
  const first = truth(left);
  if (first === true || first instanceof BadNull) return first;
  const second = truth(right());
  if (second === true || second instanceof BadNull) return second;
  return first === null || second === null ? null : false;
}

/** XOR: null where a side is null. */
export function xor(left: GraphValue, right: GraphValue): GraphValue {
  const [first, second] = [truth(left), truth(right)];
  if (first instanceof BadNull) return first;
  if (second instanceof BadNull) return second;
  return first === null || second === null ? null : first !== second;
}

/** NOT: null stays null. */
export function not(value: GraphValue): GraphValue {
  const found = truth(value);
  return typeof found === 'boolean' ? !found : found;
}
