// @ts-check
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { SETTLE, bindable, plain } from './native-statements.mjs';

/** @typedef {import('./sqlite-worker.mjs').Engine} Engine */

/** Milliseconds that opening waits while somebody commits. */
const BUSY_MS = 500;

/**
 * SQLite as Node has it from 22.16 on.
 *
 * @param {import('./sqlite-worker.mjs').File | undefined} file opened read-only; none: an empty database in memory
 * @returns {Engine}
 */
export function openNodeSqlite(file) {
  // Types of Node 20 do not have the module.
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite');
  const immutable = file?.immutable === true ? '?immutable=1' : '';
  if (file?.copy === true) {
    const settling = new DatabaseSync(file.path);
    settling.enableDefensive?.(false);
    settling.exec(SETTLE);
    settling.close();
  }
  const database =
    file === undefined
      ? new DatabaseSync(':memory:')
      : new DatabaseSync(`${pathToFileURL(file.path).href}${immutable}`, { readOnly: true });
  // Its guard against broken schemas, where Node has it; the file is opened read-only.
  database.enableDefensive?.(false);
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  /** @param {string} sql */
  const prepare = (sql) => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    return statement;
  };
  return {
    execute: (sql) => database.exec(sql),
    insert(sql, blocks) {
      const statement = database.prepare(sql);
      for (const values of blocks) statement.run(...values.map(bindable));
    },
    describe(sql) {
      /** @type {{ name: string, type: string | null }[]} */
      const columns = database.prepare(sql).columns();
      if (columns.length === 0) throw new Error('expected a statement that only reads');
      return { names: columns.map(({ name }) => name), declared: columns.map(({ type }) => type) };
    },
    *select(sql, values) {
      for (const row of prepare(sql).iterate(...values.map(bindable))) yield row.map(plain);
    },
  };
}
