// @ts-check
/**
 * DuckDB's values as the contract has them, without loss. Plain JavaScript, so that the engine's process also starts from the sources.
 */
import { DuckDBTypeId } from '@duckdb/node-api';

/** @typedef {import('@duckdb/node-api').DuckDBValue} DuckDBValue */
/** @typedef {import('@duckdb/node-api').DuckDBType} DuckDBType */
/** @typedef {string | number | bigint | boolean | null | Value[] | { [key: string]: Value }} Value */

/**
 * A value of a column. Dates, times, intervals, UUIDs and bit strings are text as DuckDB writes them.
 *
 * @param {DuckDBValue} value
 * @param {DuckDBType} type
 * @returns {Value}
 */
export function plainValue(value, type) {
  if (value === null) return null;
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'string':
      return value;
    case 'bigint':
      return wholeNumber(value);
  }
  return endlessTime(value) ?? nestedValue(value, type) ?? String(value);
}

/**
 * @param {object} value
 * @returns {string | undefined} undefined for all but dates and timestamps without end, which the driver writes as their last moment
 */
function endlessTime(value) {
  if (!('isFinite' in value) || value.isFinite === true) return undefined;
  const [sinceEpoch = 0] = Object.values(value);
  return Number(sinceEpoch) < 0 ? '-infinity' : 'infinity';
}

/**
 * @param {object} value
 * @param {DuckDBType} type
 * @returns {Value | undefined} undefined for values that are text
 */
function nestedValue(value, type) {
  const parts = /** @type {any} */ (value);
  switch (type.typeId) {
    case DuckDBTypeId.DECIMAL:
      return decimal(String(value));
    case DuckDBTypeId.BLOB:
      return `\\x${Buffer.from(parts.bytes).toString('hex')}`;
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY: {
      const { valueType } = /** @type {import('@duckdb/node-api').DuckDBListType} */ (type);
      return parts.items.map((/** @type {DuckDBValue} */ item) => plainValue(item, valueType));
    }
    case DuckDBTypeId.STRUCT: {
      const struct = /** @type {import('@duckdb/node-api').DuckDBStructType} */ (type);
      // The driver keeps fields by name, and of several without one the last.
      if (struct.entryNames.length > 1 && struct.entryNames.every((name) => name === ''))
        throw new Error(
          "expected a struct with names, got ROW(…) without. Name its fields: {'a': x, 'b': y}.",
        );
      if (struct.entryNames.includes('__proto__'))
        throw new Error(
          'expected no field of a struct to be named __proto__, which the driver loses. Rename it.',
        );
      return Object.fromEntries(
        struct.entryNames.map((name, place) => [
          name,
          plainValue(parts.entries[name], /** @type {DuckDBType} */ (struct.entryTypes[place])),
        ]),
      );
    }
    case DuckDBTypeId.MAP: {
      const map = /** @type {import('@duckdb/node-api').DuckDBMapType} */ (type);
      /** @type {{ key: Value, value: Value }[]} */
      const entries = parts.entries.map(
        (/** @type {{ key: DuckDBValue, value: DuckDBValue }} */ entry) => ({
          key: plainValue(entry.key, map.keyType),
          value: plainValue(entry.value, map.valueType),
        }),
      );
      // An object's keys are texts; other keys stay what they are in a list of pairs.
      return map.keyType.typeId === DuckDBTypeId.VARCHAR
        ? Object.fromEntries(entries.map((entry) => [entry.key, entry.value]))
        : entries;
    }
    case DuckDBTypeId.UNION: {
      const union = /** @type {import('@duckdb/node-api').DuckDBUnionType} */ (type);
      return { [parts.tag]: plainValue(parts.value, union.memberTypeForTag(parts.tag)) };
    }
    default:
      return undefined;
  }
}

/** @param {bigint} value @returns {number | bigint} */
function wholeNumber(value) {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** @param {string} text a decimal with its whole scale @returns {number | bigint | string} text where no number is the same */
function decimal(text) {
  const [, fraction] = text.split('.');
  if (fraction === undefined) return wholeNumber(BigInt(text));
  const number = Number(text);
  const digits = text
    .replace(/^-?0*\.?0*/, '')
    .replace('.', '')
    .replace(/0+$/, '').length;
  return digits <= 15 || number.toFixed(fraction.length) === text ? number : text;
}
