// @ts-check

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
