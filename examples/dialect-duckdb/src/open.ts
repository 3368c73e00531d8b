import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { DatabaseOpenError, MoMQError } from '@momq/dialect';
import type { Database, DatabaseContent, QueryParser } from '@momq/dialect';
import { createTemporaryFolder, removeTemporaryFolder } from '@momq/core/execution';
import { renderContent } from './content.js';
import { DuckdbDatabase, startEngine } from './database.js';

/** How databases of one pack are opened. */
export interface OpenWith {
  readonly parser: QueryParser;
  readonly memoryLimit: string;
}

/** Bytes 8 to 11 of each DuckDB file (https://duckdb.org/docs/internals/storage). */
const MAGIC = 'DUCK';

/** True for files that end in `.duckdb` or `.ddb`, and for others that begin as DuckDB's do. */
export function recognisesDuckdb(source: string): boolean {
  if (/\.(?:duckdb|ddb)$/i.test(source)) return true;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source) || !existsSync(source)) return false;
  const head = Buffer.alloc(12);
  const file = openSync(source, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } catch {
    return false; // a folder
  } finally {
    closeSync(file);
  }
  return head.toString('latin1', 8) === MAGIC;
}

/** @throws DatabaseOpenError when the file is missing, is no DuckDB database, or another program writes to it */
export async function openDuckdbFile(source: string, given: OpenWith): Promise<Database> {
  const file = path.resolve(source);
  const database = new DuckdbDatabase({ file, ...given });
  try {
    await database.schema();
    return database;
  } catch (cause) {
    await database.close();
    throw openError(
      cause,
      `a readable DuckDB database in ${file}`,
      'Name a file, and close other programs that write to it.',
    );
  }
}

/** Builds a file of its own in a temporary folder and opens it read only, as any other. @throws DatabaseOpenError */
export async function createDuckdbDatabase(
  content: DatabaseContent,
  given: OpenWith,
): Promise<Database> {
  const { schema, statements } = renderContent(content);
  const folder = await createTemporaryFolder();
  const file = path.join(folder, 'content.duckdb');
  const database = new DuckdbDatabase(
    { file, schema, ...given, release: () => removeTemporaryFolder(folder) },
    startEngine(file, { ...given, build: statements }),
  );
  try {
    await database.query('SELECT 1');
    return database;
  } catch (cause) {
    await database.close();
    throw openError(cause, 'content that DuckDB can hold', 'Correct the schema or the rows.');
  }
}

/** What is no fault of the database keeps its code. */
function openError(cause: unknown, expected: string, remedy: string): unknown {
  if (MoMQError.isInstance(cause) && cause.code !== 'QUERY_EXECUTION') return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseOpenError(`duckdb: expected ${expected}, got: ${detail} ${remedy}`, { cause });
}
