import { BadNull, isNull, isNumber, type GraphValue } from '@momq/graph-store';
import type { EngineFunction } from './functions.js';
import { murmurHash } from './murmur-hash.js';
import { queryError } from './engine-error.js';

/** A real function of one number. */
const real =
  (compute: (value: number) => number): EngineFunction =>
  ([value]) => {
    if (isNull(value!)) return null;
    return isNumber(value!) ? compute(Number(value)) : BadNull.badType;
  };

const real2 =
  (compute: (left: number, right: number) => number): EngineFunction =>
  ([left, right]) => {
    if (isNull(left!) || isNull(right!)) return null;
    return isNumber(left!) && isNumber(right!)
      ? compute(Number(left), Number(right))
      : BadNull.badType;
  };

const bits =
  (compute: (left: bigint, right: bigint) => bigint): EngineFunction =>
  ([left, right]) => {
    if (isNull(left!) || isNull(right!)) return null;
    return typeof left === 'bigint' && typeof right === 'bigint'
      ? BigInt.asIntN(64, compute(left, right))
      : BadNull.badType;
  };

/** Halves go away from zero, decided on the shortest decimal of the number. */
export function roundHalfAway(value: number, digits: number): number {
  const shifted = Number(`${Math.abs(value)}e${digits}`);
  const size = Number.isNaN(shifted) ? Math.abs(value) * 10 ** digits : shifted;
  const rounded = Number(`${Math.floor(size + 0.5)}e${-digits}`);
  return value < 0 ? -rounded : rounded;
}

/** How {@link numberFunctions} `round` goes to one of two neighbours. */
const roundings: Readonly<Record<string, (value: number) => number>> = {
  up: (value) => Math.sign(value) * Math.ceil(Math.abs(value)),
  down: Math.trunc,
  ceiling: Math.ceil,
  floor: Math.floor,
  half_up: (value) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5),
  half_down: (value) => Math.sign(value) * Math.ceil(Math.abs(value) - 0.5),
  half_even: (value) => {
    const below = Math.floor(value);
    const rest = value - below;
    if (rest !== 0.5) return Math.round(value);
    return below % 2 === 0 ? below : below + 1;
  },
};

function round([value, digits = 0n, mode]: readonly GraphValue[]): GraphValue {
  if (isNull(value!) || isNull(digits)) return null;
  if (!isNumber(value!) || typeof digits !== 'bigint') return BadNull.badType;
  if (mode === undefined) return roundHalfAway(Number(value), Number(digits));
  const rounding = typeof mode === 'string' ? roundings[mode] : undefined;
  if (rounding === undefined) return BadNull.badType;
  const scaled = Number(`${Number(value)}e${digits}`);
  return Number(`${rounding(scaled)}e${-digits}`);
}

function randomInteger([least, most]: readonly GraphValue[], bound: number): GraphValue {
  if (least === undefined) return BigInt(Math.floor(Math.random() * bound));
  const [first, last] = most === undefined ? [0n, least] : [least, most];
  if (typeof first !== 'bigint' || typeof last !== 'bigint') return BadNull.badType;
  if (last <= first) return BadNull.badData;
  return first + BigInt(Math.floor(Math.random() * Number(last - first)));
}

/** Functions of numbers, and the hash. */
export const numberFunctions: Readonly<Record<string, EngineFunction>> = {
  abs: ([value]) => {
    if (typeof value === 'bigint') return value < 0n ? -value : value;
    return isNull(value!) ? null : typeof value === 'number' ? Math.abs(value) : BadNull.badType;
  },
  floor: real(Math.floor),
  ceil: real(Math.ceil),
  round,
  sqrt: real(Math.sqrt),
  cbrt: real(Math.cbrt),
  hypot: real2(Math.hypot),
  pow: ([base, exponent]) => {
    if (isNull(base!) || isNull(exponent!)) return null;
    if (!isNumber(base!) || !isNumber(exponent!)) return BadNull.badType;
    const power = Number(base) ** Number(exponent);
    const isWhole = typeof base === 'bigint' && typeof exponent === 'bigint';
    return isWhole && Number.isInteger(power) ? BigInt(power) : power;
  },
  exp: real(Math.exp),
  exp2: real((value) => 2 ** value),
  log: real(Math.log),
  log2: real(Math.log2),
  log10: real(Math.log10),
  sin: real(Math.sin),
  asin: real(Math.asin),
  cos: real(Math.cos),
  acos: real(Math.acos),
  tan: real(Math.tan),
  atan: real(Math.atan),
  radians: real((value) => (value * Math.PI) / 180),
  e: () => Math.E,
  pi: () => Math.PI,
  sign: ([value]) => {
    if (isNull(value!)) return null;
    return isNumber(value!) ? BigInt(Math.sign(Number(value))) : BadNull.badType;
  },
  rand: () => Math.random(),
  rand32: (values) => randomInteger(values, 2 ** 31),
  rand64: (values) => randomInteger(values, 2 ** 53),
  bit_and: bits((left, right) => left & right),
  bit_or: bits((left, right) => left | right),
  bit_xor: bits((left, right) => left ^ right),
  hash: ([value]) => {
    if (typeof value === 'string' || typeof value === 'number') return murmurHash(value);
    if (typeof value === 'bigint') return value;
    if (typeof value === 'boolean') return value ? 1n : 0n;
    if (isNull(value!)) return -1n;
    throw queryError('expected a text, a number or a truth value in hash, got another value');
  },
};
