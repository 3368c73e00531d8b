// @ts-check
/**
 * Values as MySQL converts them: text to numbers, numbers to text.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer';

/** @typedef {number | bigint | string | Uint8Array | null} SqlValue */

/** @param {SqlValue} value @returns {string} */
export function textOf(value) {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return value === null ? '' : numberText(value);
}

/** A double as MySQL writes it: `1e20`, `0.1`, `4`. @param {number | bigint} value @returns {string} */
export function numberText(value) {
  return String(value).replace('e+', 'e');
}

/** The number that a text begins with, else 0. @param {SqlValue} value @returns {number} */
export function numberOf(value) {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  const match = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(textOf(value));
  return match === null ? 0 : Number(match[0]);
}

/** What stands before the point of a text, a number rounded. @param {SqlValue} value @returns {number | bigint} */
export function integerOf(value) {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return roundTo(value, 0);
  const match = /^\s*([-+]?\d+)/.exec(textOf(value));
  if (match === null) return 0;
  const number = Number(match[1]);
  return Number.isSafeInteger(number) ? number : BigInt(/** @type {string} */ (match[1]));
}

/** Rounded as exact numbers are: halves away from zero. @param {number} value @param {number} digits @returns {number} */
export function roundTo(value, digits) {
  if (!Number.isFinite(value)) return value;
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  const [result = '0', power = '0'] = String(shifted).split('e');
  return Math.sign(value) * Number(`${result}e${Number(power) - digits}`) || 0;
}

/** Cut behind some digits. @param {number} value @param {number} digits @returns {number} */
export function truncateTo(value, digits) {
  if (!Number.isFinite(value)) return value;
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const shifted = Math.floor(Number(`${mantissa}e${Number(exponent) + digits}`));
  const [result = '0', power = '0'] = String(shifted).split('e');
  return Math.sign(value) * Number(`${result}e${Number(power) - digits}`) || 0;
}

/** NULL instead of what is no number. @param {number} value @returns {number | null} */
export function finite(value) {
  return Number.isFinite(value) ? value : null;
}

/**
 * The text that bytes are; MySQL would keep others as they are, and the engine has texts alone.
 *
 * @param {Buffer} bytes
 * @returns {string}
 */
export function textOfBytes(bytes) {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new Error(
    `the embedded engine has no bytes that are no UTF-8, got x'${bytes.subarray(0, 16).toString('hex')}'`,
  );
}
