// @ts-check

/** On a copy, as a writer would; a broken schema does not hinder it. */
export const SETTLE = 'PRAGMA writable_schema = ON; PRAGMA journal_mode = DELETE';

/** @param {unknown} value whole numbers would be bound as REAL */
export function bindable(value) {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(/** @type {number} */ (value)) : value;
}

/** @param {unknown} value integers that a number holds come as numbers */
export function plain(value) {
  const small =
    typeof value === 'bigint' &&
    value >= Number.MIN_SAFE_INTEGER &&
    value <= Number.MAX_SAFE_INTEGER;
  return small ? Number(value) : value;
}
