import { constants, rmSync } from 'node:fs';
import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseOpenError } from '@momq/dialect';
import type { Database, DatabaseContent, FieldType, Value } from '@momq/dialect';
import {
  KillableWorker,
  createTableStatement,
  fittedSchema,
  quoteIdentifier,
} from '@momq/core/sql';
import { SqliteDatabase } from './sqlite-database.js';
import { startEngine } from './sqlite-engine.js';
import type { SqliteEngine } from './sqlite-engine.js';
import { sqliteIdentifiers } from './sqlite-generator.js';

const HEADER = 'SQLite format 3\0';

/**
 * Opens a database file. better-sqlite3 opens the file itself, read-only. The WebAssembly build has locks of its own
 * that others do not see, so it gets a private copy, taken with its `-wal` and `-journal` now: later changes to the
 * file do not show.
 *
 * @throws DatabaseOpenError when the file is missing or no SQLite database
 */
export async function openSqliteFile(source: string, engine: SqliteEngine): Promise<Database> {
  const file = source.startsWith('file:')
    ? fileURLToPath(source)
    : source.replace(/^sqlite:(\/\/)?/, '');
  await expectSqliteFile(file);
  const { path, release } =
    engine === 'wasm'
      ? await privateCopy(file)
      : { path: resolve(file), release: () => Promise.resolve() };
  const worker = new KillableWorker(
    () => startEngine(engine),
    async (send) => {
      // A killed WebAssembly engine leaves the lock on its copy behind.
      if (engine === 'wasm') await rm(`${path}.lock`, { recursive: true, force: true });
      await send({ operation: 'open', path });
    },
  );
  const database = new SqliteDatabase({
    name: basename(file, extname(file)),
    engine: worker,
    release,
  });
  try {
    await database.schema();
  } catch (cause) {
    await database.close();
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(
      `sqlite: expected a readable database in ${file}, got: ${detail}. Check the file with PRAGMA integrity_check.`,
      { cause },
    );
  }
  return database;
}

/** Builds a database in memory from plain data; foreign keys are declared but not enforced. */
export async function createSqliteDatabase(
  content: DatabaseContent,
  engine: SqliteEngine,
): Promise<Database> {
  const schema = fittedSchema(content, nativeType);
  const statements = schema.entities.map((entity) =>
    createTableStatement(
      entity,
      sqliteIdentifiers,
      schema.links
        .filter((link) => link.from.entity === entity.name && link.from.fields.length > 0)
        .map((link) => ({ fields: link.from.fields, to: link.to })),
    ),
  );
  const tables = schema.entities.map((entity) => ({
    into: quoteIdentifier(entity.name, sqliteIdentifiers),
    width: entity.fields.length,
    rows: content.rows[entity.name] ?? [],
  }));
  const worker = new KillableWorker(
    () => startEngine(engine),
    (send) => send({ operation: 'load', statements, tables }),
  );
  const database = new SqliteDatabase({ name: schema.name, engine: worker, schema });
  try {
    await database.query('SELECT 1');
  } catch (cause) {
    await database.close();
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(
      `sqlite: expected content that SQLite can hold, got: ${detail}. Correct the schema or the rows.`,
      { cause },
    );
  }
  return database;
}

/** True for paths that end as SQLite files usually do, and for `sqlite:` URLs. */
export function recognisesSqlite(source: string): boolean {
  return (
    /^sqlite:/i.test(source) ||
    (!/^[a-z][a-z0-9+.-]+:/i.test(source) && /\.(db|db3|sqlite|sqlite3|s3db)$/i.test(source))
  );
}

function nativeType(type: FieldType, _values: readonly Value[]): string {
  return type === 'other' ? 'TEXT' : type.toUpperCase();
}

async function privateCopy(
  file: string,
): Promise<{ readonly path: string; readonly release: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'momq-sqlite-'));
  const discard = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', discard);
  const release = async (): Promise<void> => {
    process.off('exit', discard);
    await rm(folder, { recursive: true, force: true });
  };
  const path = join(folder, 'copy.db');
  try {
    await copyFile(file, path, constants.COPYFILE_FICLONE);
    for (const suffix of ['-wal', '-journal']) await copyIfPresent(file + suffix, path + suffix);
  } catch (cause) {
    await release();
    throw new DatabaseOpenError(
      `sqlite: expected room for a copy of ${file} in ${folder}, got: ${String(cause)}. Free space, or install better-sqlite3, which needs no copy.`,
      { cause },
    );
  }
  return { path, release };
}

async function expectSqliteFile(file: string): Promise<void> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new DatabaseOpenError(
      `sqlite: expected a database file at ${file}, got none. Check the path.`,
      { cause },
    );
  });
  if (!found.isFile()) {
    throw new DatabaseOpenError(
      `sqlite: expected a database file at ${file}, got a folder. Name the file in it.`,
    );
  }
  if (found.size === 0) return;
  const handle = await open(file).catch((cause: unknown) => {
    throw new DatabaseOpenError(
      `sqlite: expected to be allowed to read ${file}, but was not. Change its permissions.`,
      { cause },
    );
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    if (start !== HEADER) {
      throw new DatabaseOpenError(
        `sqlite: expected a SQLite 3 database in ${file}, got a file that begins with ${JSON.stringify(start)}. Name a SQLite file, or import it first.`,
      );
    }
  } finally {
    await handle.close();
  }
}

async function copyIfPresent(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}
