import { constants } from 'node:fs';
import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseOpenError } from '@momq/core/dialect';
import type { Database, DatabaseContent, FieldType, Value } from '@momq/core/dialect';
import { KillableWorker, createTableStatement, fittedSchema, quoteIdentifier } from '@momq/core/sql';
import { SqliteDatabase } from './sqlite-database.js';
import { sqliteIdentifiers } from './sqlite-generator.js';

const WORKER = new URL('./sqlite-worker.mjs', import.meta.url);
const HEADER = 'SQLite format 3\0';

/**
 * Opens a private copy of a database file, taken with its `-wal` and `-journal` now: nothing can write to the
 * original or wait for its locks, and later changes to it do not show.
 *
 * @throws DatabaseOpenError when the file is missing or no SQLite database
 */
export async function openSqliteFile(source: string): Promise<Database> {
  const file = source.startsWith('file:') ? fileURLToPath(source) : source.replace(/^sqlite:(\/\/)?/, '');
  await expectSqliteFile(file);
  const folder = await mkdtemp(join(tmpdir(), 'momq-sqlite-'));
  const discard = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', discard);
  const copy = join(folder, 'copy.db');
  const release = async (): Promise<void> => {
    process.off('exit', discard);
    await rm(folder, { recursive: true, force: true });
  };
  const engine = new KillableWorker(WORKER, async (send) => {
    // A killed engine leaves its lock behind.
    await rm(`${copy}.lock`, { recursive: true, force: true });
    await send({ operation: 'open', path: copy });
  });
  const database = new SqliteDatabase({ name: basename(file, extname(file)), engine, release });
  try {
    await copyFile(file, copy, constants.COPYFILE_FICLONE);
    for (const suffix of ['-wal', '-journal']) await copyIfPresent(file + suffix, copy + suffix);
    await database.schema();
  } catch (cause) {
    await database.close();
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(`sqlite: expected a readable database in ${file}, got: ${detail}. Check the file with PRAGMA integrity_check.`, { cause });
  }
  return database;
}

/** Builds a database in memory from plain data; foreign keys are declared but not enforced. */
export async function createSqliteDatabase(content: DatabaseContent): Promise<Database> {
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
  const engine = new KillableWorker(WORKER, (send) => send({ operation: 'load', statements, tables }));
  const database = new SqliteDatabase({ name: schema.name, engine, schema });
  try {
    await database.query('SELECT 1');
  } catch (cause) {
    await database.close();
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(`sqlite: expected content that SQLite can hold, got: ${detail}. Correct the schema or the rows.`, { cause });
  }
  return database;
}

/** True for paths that end as SQLite files usually do, and for `sqlite:` URLs. */
export function recognisesSqlite(source: string): boolean {
  return /^sqlite:/i.test(source) || (!/^[a-z][a-z0-9+.-]+:/i.test(source) && /\.(db|db3|sqlite|sqlite3|s3db)$/i.test(source));
}

function nativeType(type: FieldType, _values: readonly Value[]): string {
  return type === 'other' ? 'TEXT' : type.toUpperCase();
}

async function expectSqliteFile(file: string): Promise<void> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new DatabaseOpenError(`sqlite: expected a database file at ${file}, got none. Check the path.`, { cause });
  });
  if (!found.isFile()) {
    throw new DatabaseOpenError(`sqlite: expected a database file at ${file}, got a folder. Name the file in it.`);
  }
  if (found.size === 0) return;
  const handle = await open(file).catch((cause: unknown) => {
    throw new DatabaseOpenError(`sqlite: expected to be allowed to read ${file}, but was not. Change its permissions.`, { cause });
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
