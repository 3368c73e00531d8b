// @ts-check
import sqlite from 'node-sqlite3-wasm';

/** @typedef {import('./sqlite-worker.mjs').Engine} Engine */

/**
 * SQLite as WebAssembly.
 *
 * @param {string | undefined} path a private copy of a file; none: an empty database in memory
 * @returns {Engine}
 */
export function openWasm(path) {
  const database =
    path === undefined ? new sqlite.Database() : new sqlite.Database(path, { fileMustExist: true });
  // A copy in WAL mode opens only without shared memory, which exclusive locking avoids.
  if (path !== undefined) database.exec('PRAGMA locking_mode = EXCLUSIVE');
  return {
    execute: (sql) => database.exec(sql),
    insert(sql, blocks) {
      const statement = database.prepare(sql);
      try {
        for (const values of blocks) statement.run(/** @type {any} */ (values));
      } finally {
        statement.finalize();
      }
    },
    *select(sql) {
      const statement = database.prepare(sql);
      try {
        // Rows come as objects, in which columns of one name would overwrite each other: number them instead.
        const named = /** @type {{ _getColumnNames(): string[] }} */ (
          /** @type {unknown} */ (statement)
        );
        const columns = named._getColumnNames();
        named._getColumnNames = () => columns.map((_, index) => String(index));
        yield columns;
        for (const row of statement.iterate()) yield Object.values(row);
      } finally {
        statement.finalize();
      }
    },
  };
}
