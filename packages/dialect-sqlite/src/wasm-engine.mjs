// @ts-check
import fs from 'node:fs';
import sqlite from 'node-sqlite3-wasm';

/** @typedef {import('./sqlite-worker.mjs').Engine} Engine */

/** Bytes that the engine may hold, which are this program's own: values beyond are SQLite's "out of memory". */
const MOST_MEMORY = 2 ** 30;
const PAGE = 2 ** 16;

/**
 * SQLite as WebAssembly.
 *
 * @param {import('./sqlite-worker.mjs').File | undefined} file a private copy; none: an empty database in memory
 * @returns {Engine}
 */
export function openWasm(file) {
  limitMemory();
  const database = file === undefined ? new sqlite.Database() : openCopy(file.path);
  database.exec('PRAGMA temp_store = MEMORY');
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
    describe(sql) {
      const statement = database.prepare(sql);
      try {
        const names = namesOf(statement);
        if (names.length === 0) throw new Error('expected a statement that only reads');
        return { names, declared: names.map(() => null) };
      } finally {
        statement.finalize();
      }
    },
    *select(sql, values) {
      const statement = database.prepare(sql);
      try {
        // Rows come as objects, in which columns of one name would overwrite each other: number them instead.
        const columns = namesOf(statement).map((_, index) => String(index));
        Object.assign(statement, { _getColumnNames: () => columns });
        for (const row of statement.iterate(/** @type {any} */ (values))) yield Object.values(row);
      } finally {
        statement.finalize();
      }
    },
  };
}

/** In this thread no memory grows beyond the limit; the package treats that as the system's refusal. */
function limitMemory() {
  /** @typedef {{ readonly buffer: ArrayBuffer, grow(pages: number): number }} Memory */
  const memory = /** @type {{ Memory: { prototype: Memory } }} */ (
    Reflect.get(globalThis, 'WebAssembly')
  ).Memory.prototype;
  const { grow } = memory;
  /** @param {number} pages */
  memory.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > MOST_MEMORY) {
      throw new RangeError('expected the engine to hold at most 1 GiB');
    }
    return grow.call(this, pages);
  };
}

/**
 * First settles the copy as a writer would: what a crash left is rolled back, and the log is taken in, which works without
 * shared memory under exclusive locking only. Then nothing can be written to it any more.
 *
 * @param {string} path
 */
function openCopy(path) {
  leaveUnlocked(`${path}.lock`);
  const settling = new sqlite.Database(path, { fileMustExist: true });
  settling.exec(
    'PRAGMA writable_schema = ON; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE',
  );
  settling.close();
  return new sqlite.Database(path, { readOnly: true });
}

/** @param {import('node-sqlite3-wasm').Statement} statement @returns {string[]} */
function namesOf(statement) {
  return /** @type {{ _getColumnNames(): string[] }} */ (
    /** @type {unknown} */ (statement)
  )._getColumnNames();
}

/**
 * The package locks with a folder beside the file, and takes its own lock for a writer's, so that it would not roll back a
 * journal that a crash left. A private copy needs no lock: in this thread that folder is never made nor seen.
 *
 * @param {string} folder
 */
function leaveUnlocked(folder) {
  const { accessSync, mkdirSync, rmdirSync } = fs;
  Object.assign(fs, {
    /** @param {string} path @param {number} mode */
    accessSync(path, mode) {
      if (path === folder) throw Object.assign(new Error(path), { code: 'ENOENT' });
      accessSync(path, mode);
    },
    /** @param {string} path @param {any} options */
    mkdirSync: (path, options) => (path === folder ? undefined : mkdirSync(path, options)),
    /** @param {string} path */
    rmdirSync: (path) => (path === folder ? undefined : rmdirSync(path)),
  });
}
