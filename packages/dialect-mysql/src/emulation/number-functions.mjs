// @ts-check
import { strict } from './text-functions.mjs';
import { momentOf, momentText, dayOf, timed } from './moments.mjs';
import { finite, integerOf, numberOf, roundTo, textOf, truncateTo } from './values.mjs';

/** @typedef {import('./values.mjs').SqlValue} SqlValue */

/** @param {(value: number) => number} compute NULL where it is no number */
const real = (compute) => strict((value) => finite(compute(numberOf(value))));

/** @param {SqlValue[]} values @param {boolean} largest */
function extreme(values, largest) {
  const texts = values.every((value) => typeof value === 'string');
  const better = (/** @type {SqlValue} */ a, /** @type {SqlValue} */ b) =>
    texts ? textOf(a) > textOf(b) : numberOf(a) > numberOf(b);
  return values.reduce((best, value) =>
    better(value, best) === largest && value !== best ? value : best,
  );
}

/** Numbers of a group, from a JSON list. @param {SqlValue} list @returns {number[]} */
const numbersOf = (list) =>
  /** @type {SqlValue[]} */ (JSON.parse(textOf(list)))
    .filter((value) => value !== null)
    .map(numberOf);

/** @param {SqlValue} list @param {number} less subtracted from the count: 1 for a sample */
function variance(list, less) {
  const values = numbersOf(list);
  if (values.length <= less) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - less);
}

/** @param {number | null} value */
const root = (value) => (value === null ? null : Math.sqrt(value));

/** @param {SqlValue} list @param {(a: bigint, b: bigint) => bigint} join @param {bigint} first */
const bits = (list, join, first) => {
  const result = numbersOf(list)
    .map((value) => BigInt(Math.round(value)))
    .reduce(join, first);
  return result <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(result) : result;
};

/** MySQL's functions of numbers, and casts. @type {Record<string, (...values: any[]) => SqlValue>} */
export const numberFunctions = {
  number: strict(numberOf),
  signed: strict(integerOf),
  unsigned: strict((value) => {
    const whole = BigInt(integerOf(value));
    const result = BigInt.asUintN(64, whole);
    return result <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(result) : result;
  }),
  decimal: strict((value, digits) => roundTo(numberOf(value), numberOf(digits))),
  as_date: (value) => momentText(dayOf(momentOf(value))),
  as_datetime: (value) => {
    const moment = timed(momentOf(value));
    if (moment === null) return null;
    const carry = moment.micros >= 500_000 ? 1000 : 0;
    return momentText({ ...moment, ms: moment.ms + carry, micros: 0 });
  },
  round: strict((value, digits = 0) => roundTo(numberOf(value), Math.round(numberOf(digits)))),
  /** MySQL rounds the halves of doubles to even. */
  round_double: strict((value, digits = 0) =>
    roundToEven(numberOf(value), Math.round(numberOf(digits))),
  ),
  truncate: strict((value, digits) => truncateTo(numberOf(value), Math.round(numberOf(digits)))),
  floor: real(Math.floor),
  ceiling: real(Math.ceil),
  abs: strict((value) => Math.abs(numberOf(value))),
  sign: strict((value) => Math.sign(numberOf(value))),
  mod: strict((a, b) => (numberOf(b) === 0 ? null : remainder(numberOf(a), numberOf(b)))),
  div: strict((a, b) => (numberOf(b) === 0 ? null : truncateTo(numberOf(a) / numberOf(b), 0))),
  power: strict((a, b) => finite(numberOf(a) ** numberOf(b))),
  sqrt: real(Math.sqrt),
  exp: real(Math.exp),
  ln: real((value) => (value > 0 ? Math.log(value) : Number.NaN)),
  log: strict((a, b) =>
    b === undefined
      ? positive(a, Math.log)
      : numberOf(a) > 0 && numberOf(a) !== 1
        ? positive(b, (value) => Math.log(value) / Math.log(numberOf(a)))
        : null,
  ),
  log2: strict((value) => positive(value, Math.log2)),
  log10: strict((value) => positive(value, Math.log10)),
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
  cot: real((value) => 1 / Math.tan(value)),
  asin: real(Math.asin),
  acos: real(Math.acos),
  atan: strict((a, b) =>
    b === undefined ? Math.atan(numberOf(a)) : Math.atan2(numberOf(a), numberOf(b)),
  ),
  radians: real((value) => (value * Math.PI) / 180),
  degrees: real((value) => (value * 180) / Math.PI),
  pi: () => Math.PI,
  greatest: strict((...values) => extreme(values, true)),
  least: strict((...values) => extreme(values, false)),
  crc32: strict((text) => {
    let crc = 0xffffffff;
    for (const byte of Buffer.from(textOf(text))) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return (crc ^ 0xffffffff) >>> 0;
  }),
  bit_count: strict(
    (value) =>
      BigInt.asUintN(64, BigInt(integerOf(value)))
        .toString(2)
        .replaceAll('0', '').length,
  ),
  interval: (value, ...bounds) =>
    value === null
      ? -1
      : bounds.filter((bound) => bound !== null && numberOf(bound) <= numberOf(value)).length,
  var_pop: (list) => variance(list, 0),
  var_samp: (list) => variance(list, 1),
  stddev_pop: (list) => root(variance(list, 0)),
  stddev_samp: (list) => root(variance(list, 1)),
  bit_and: (list) => bits(list, (a, b) => a & b, 2n ** 64n - 1n),
  bit_or: (list) => bits(list, (a, b) => a | b, 0n),
  bit_xor: (list) => bits(list, (a, b) => a ^ b, 0n),
};

/** @param {number} value @param {number} digits */
function roundToEven(value, digits) {
  const scale = 10 ** Math.abs(digits);
  const scaled = digits < 0 ? value / scale : value * scale;
  const floor = Math.floor(scaled);
  const isHalf = scaled - floor === 0.5;
  const rounded = isHalf ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(scaled);
  return digits < 0 ? rounded * scale : rounded / scale;
}

/** Without the error that doubles add: 5.5 % 2.2 is 1.1. @param {number} a @param {number} b */
function remainder(a, b) {
  const scale =
    10 ** Math.max(...[a, b].map((value) => (String(value).split('.')[1] ?? '').length));
  return scale === 1 || scale > 1e9
    ? a % b
    : (Math.round(a * scale) % Math.round(b * scale)) / scale;
}

/** @param {SqlValue} value @param {(value: number) => number} compute */
const positive = (value, compute) => (numberOf(value) > 0 ? compute(numberOf(value)) : null);
