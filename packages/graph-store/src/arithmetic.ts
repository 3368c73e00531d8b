import { distinct } from './comparison.js';
import { PeriodDuration } from './temporal/period-duration.js';
import { addDuration, divideDuration, multiplyDuration } from './temporal/temporal-arithmetic.js';
import { checkedDuration } from './temporal/checked-range.js';
import { isInstant } from './temporal/temporal-value.js';
import { DateValue } from './temporal/date-value.js';
import { DateTimeValue, DurationValue, TimeValue, plusDuration } from './temporal-values.js';
import { textOf } from './value-text.js';
import { BadNull, ValueSet, isList, isNull, isNumber, type GraphValue } from './values.js';

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/** A whole number of 64 bits, or an overflow. */
function inRange(value: bigint): bigint | BadNull {
  return value < least || value > most ? BadNull.overflow : value;
}

/** `+`: numbers, texts with what can be written as text, lists with lists and elements, points in time with durations. */
export function add(left: GraphValue, right: GraphValue): GraphValue {
  if (isNull(left) || isNull(right)) return nullOf(left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return inRange(left + right);
  if (isNumber(left) && isNumber(right)) return Number(left) + Number(right);
  if (isList(left)) return isList(right) ? [...left, ...right] : [...left, right];
  if (isList(right)) return [left, ...right];
  if (left instanceof ValueSet && right instanceof ValueSet)
    return new ValueSet(distinct([...left.items, ...right.items]));
  if (typeof left === 'string' || typeof right === 'string') {
    if (isWritable(left) && isWritable(right)) return textOf(left) + textOf(right);
    return BadNull.badType;
  }
  if (left instanceof PeriodDuration) return plusPeriod(right, left);
  if (right instanceof PeriodDuration) return plusPeriod(left, right);
  if (left instanceof DurationValue && right instanceof DurationValue) return left.plus(right);
  if (isPoint(left) && right instanceof DurationValue) return plusDuration(left, right);
  if (left instanceof DurationValue && isPoint(right)) return plusDuration(right, left);
  return BadNull.badType;
}

/** `-`: numbers, durations, and points in time less a duration. */
export function subtract(left: GraphValue, right: GraphValue): GraphValue {
  if (isNull(left) || isNull(right)) return nullOf(left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return inRange(left - right);
  if (isNumber(left) && isNumber(right)) return Number(left) - Number(right);
  if (right instanceof PeriodDuration) return plusPeriod(left, right.negated());
  if (right instanceof DurationValue) {
    if (left instanceof DurationValue) return left.plus(right.negated());
    if (isPoint(left)) return plusDuration(left, right.negated());
  }
  return BadNull.badType;
}

function plusPeriod(to: GraphValue, period: PeriodDuration): GraphValue {
  if (to instanceof PeriodDuration) return checkedDuration(to.plus(period));
  return isInstant(to) ? addDuration(to, period) : BadNull.badType;
}

/** `*` of numbers, and of durations with numbers. */
export function multiply(left: GraphValue, right: GraphValue): GraphValue {
  if (isNull(left) || isNull(right)) return nullOf(left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return inRange(left * right);
  if (left instanceof PeriodDuration && isNumber(right)) return multiplyDuration(left, right);
  if (right instanceof PeriodDuration && isNumber(left)) return multiplyDuration(right, left);
  return isNumber(left) && isNumber(right) ? Number(left) * Number(right) : BadNull.badType;
}

/** `/` of numbers, whole ones without the remainder, towards zero, and of durations by numbers. Division of numbers by zero is null. */
export function divide(left: GraphValue, right: GraphValue): GraphValue {
  if (left instanceof PeriodDuration && isNumber(right)) return divideDuration(left, right);
  return quotient(
    left,
    right,
    (a, b) => a / b,
    (a, b) => a / b,
  );
}

/** `%` of numbers, with the sign of the dividend. */
export function modulo(left: GraphValue, right: GraphValue): GraphValue {
  return quotient(
    left,
    right,
    (a, b) => a % b,
    (a, b) => a % b,
  );
}

function quotient(
  left: GraphValue,
  right: GraphValue,
  whole: (a: bigint, b: bigint) => bigint,
  real: (a: number, b: number) => number,
): GraphValue {
  if (isNull(left) || isNull(right)) return nullOf(left, right);
  if (!isNumber(left) || !isNumber(right)) return BadNull.badType;
  if (Number(right) === 0) return BadNull.divisionByZero;
  if (typeof left === 'bigint' && typeof right === 'bigint') return inRange(whole(left, right));
  return real(Number(left), Number(right));
}

/** `-` of one number or duration. */
export function negate(value: GraphValue): GraphValue {
  if (isNull(value)) return value;
  if (typeof value === 'bigint') return inRange(-value);
  if (typeof value === 'number') return -value;
  return value instanceof DurationValue ? value.negated() : BadNull.badType;
}

function isWritable(value: GraphValue): boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || isNumber(value) || isPoint(value)
  );
}

function isPoint(value: GraphValue): value is DateValue | TimeValue | DateTimeValue {
  return value instanceof DateValue || value instanceof TimeValue || value instanceof DateTimeValue;
}

/** A plain null wins over one with a reason, as it is the less surprising. */
function nullOf(left: GraphValue, right: GraphValue): GraphValue {
  if (left instanceof BadNull) return left;
  if (right instanceof BadNull) return right;
  return null;
}
