// @ts-check
import Database from 'better-sqlite3';

/** @typedef {import('./sqlite-worker.mjs').Engine} Engine */

/**
 * SQLite through better-sqlite3.
 *
 * @param {string | undefined} path the file, opened read-only; none: an empty database in memory
 * @returns {Engine}
 */
export function openNative(path) {
  const database =
    path === undefined
      ? new Database()
      : new Database(path, { readonly: true, fileMustExist: true });
  return {
    execute: (sql) => void database.exec(sql),
    insert(sql, blocks) {
      const statement = database.prepare(sql);
      for (const values of blocks) statement.run(values.map(bindable));
    },
    *select(sql) {
      const statement = database.prepare(sql).raw(true).safeIntegers(true);
      yield statement.columns().map((column) => column.name);
      for (const row of statement.iterate()) yield /** @type {unknown[]} */ (row).map(plain);
    },
  };
}

/** @param {unknown} value whole numbers would be bound as REAL */
function bindable(value) {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(/** @type {number} */ (value)) : value;
}

/** @param {unknown} value */
function plain(value) {
  const small =
    typeof value === 'bigint' &&
    value >= Number.MIN_SAFE_INTEGER &&
    value <= Number.MAX_SAFE_INTEGER;
  return small ? Number(value) : value;
}
