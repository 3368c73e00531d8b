import {
  BadNull,
  DateTimeValue,
  DateValue,
  TimeValue,
  ValueSet,
  distinct,
  isList,
  isNull,
  textOf,
  typeOf,
  type GraphValue,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';

/** `(INT)value` and its like. @throws QueryExecutionError for types that values are not cast to */
export function castTo(type: string, value: GraphValue): GraphValue {
  switch (type) {
    case 'BOOL':
      return toBoolean(value);
    case 'INT':
    case 'INT8':
    case 'INT16':
    case 'INT32':
    case 'INT64':
      return toInteger(value);
    case 'FLOAT':
    case 'DOUBLE':
      return toFloat(value);
    case 'STRING':
      return toText(value);
    default:
      throw queryError(`expected a cast to BOOL, INT, FLOAT or STRING, got one to ${type}`);
  }
}

/** A truth value of one, or of the texts `true` and `false`. */
export function toBoolean(value: GraphValue): GraphValue {
  if (isNull(value)) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return BadNull.badType;
  const lower = value.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

/** A whole number: what is behind the point is dropped; text that is no number gives null. */
export function toInteger(value: GraphValue): GraphValue {
  if (isNull(value)) return null;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return fromFloat(value);
  if (typeof value !== 'string') return BadNull.badType;
  if (/^[+-]?\d+$/.test(value.trim())) {
    const whole = BigInt(value.trim().replace(/^\+/, ''));
    return whole >= -(2n ** 63n) && whole < 2n ** 63n ? whole : BadNull.overflow;
  }
  const number = toFloat(value);
  return typeof number === 'number' ? fromFloat(number) : number;
}

function fromFloat(value: number): GraphValue {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) return BadNull.overflow;
  return BigInt(Math.trunc(value));
}

/** A number with a point; text that is no number gives null. */
export function toFloat(value: GraphValue): GraphValue {
  if (isNull(value)) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return BadNull.badType;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : null;
}

/** A text of a number, a truth value or a point in time. */
export function toText(value: GraphValue): GraphValue {
  if (isNull(value)) return null;
  const kinds: readonly string[] = ['boolean', 'integer', 'float', 'string', 'duration'];
  const isPoint =
    value instanceof DateValue || value instanceof TimeValue || value instanceof DateTimeValue;
  return isPoint || kinds.includes(typeOf(value)) ? textOf(value) : BadNull.badType;
}

/** The items of a list, each once. */
export function toSet(value: GraphValue): GraphValue {
  if (isNull(value)) return null;
  if (value instanceof ValueSet) return value;
  return isList(value) ? new ValueSet(distinct(value)) : BadNull.badType;
}
