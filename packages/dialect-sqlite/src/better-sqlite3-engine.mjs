// @ts-check
import Database from 'better-sqlite3';
import { SETTLE, bindable, plain } from './native-statements.mjs';

/** @typedef {import('./sqlite-worker.mjs').Engine} Engine */

/** Milliseconds that opening waits while somebody commits. */
const BUSY_MS = 500;

/**
 * SQLite through better-sqlite3.
 *
 * @param {import('./sqlite-worker.mjs').File | undefined} file opened read-only; none: an empty database in memory
 * @returns {Engine}
 */
export function openBetterSqlite3(file) {
  if (file?.copy === true) {
    const settling = new Database(file.path, { fileMustExist: true });
    settling.unsafeMode(true).exec(SETTLE);
    settling.close();
  }
  const database =
    file === undefined
      ? new Database()
      : new Database(file.path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  // Its guard against broken schemas; the file is opened read-only.
  database.unsafeMode(true);
  return {
    execute: (sql) => void database.exec(sql),
    insert(sql, blocks) {
      const statement = database.prepare(sql);
      for (const values of blocks) statement.run(values.map(bindable));
    },
    describe(sql) {
      const statement = database.prepare(sql);
      if (!statement.reader || !statement.readonly)
        throw new Error('expected a statement that only reads');
      const columns = statement.columns();
      return { names: columns.map(({ name }) => name), declared: columns.map(({ type }) => type) };
    },
    *select(sql, values) {
      const statement = database.prepare(sql).raw(true).safeIntegers(true);
      for (const row of statement.iterate(values.map(bindable))) {
        yield /** @type {unknown[]} */ (row).map(plain);
      }
    },
  };
}
