import { basename, extname } from 'node:path';
import { DatabaseOpenError, MoMQError } from '@momq/dialect';
import type { Database, DatabaseContent, Value } from '@momq/dialect';
import type { FieldType } from '@momq/dialect';
import {
  KillableWorker,
  createTableStatement,
  fittedSchema,
  quoteIdentifier,
} from '@momq/core/sql';
import { FileSource } from './file-source.js';
import { SqliteDatabase } from './sqlite-database.js';
import { startEngine } from './sqlite-engine.js';
import type { SqliteEngine } from './sqlite-engine.js';
import { filePath, fileState } from './sqlite-file.js';
import { sqliteIdentifiers } from './sqlite-generator.js';
import { introspectSqlite } from './sqlite-introspection.js';
import { describeContents } from './table-contents.js';
import type { SqliteParser } from './sqlite-parser.js';

/** How databases of one pack are opened. */
export interface OpenWith {
  readonly engine: SqliteEngine;
  readonly parser: SqliteParser;
}

/**
 * Opens a database file; see {@link FileSource} for how it is read.
 *
 * @throws DatabaseOpenError when the file is missing or no SQLite database
 */
export async function openSqliteFile(
  path: string,
  { engine, parser }: OpenWith,
): Promise<Database> {
  const file = filePath(path);
  const name = basename(file, extname(file));
  const source = new FileSource(file, engine);
  const database = new SqliteDatabase({
    name,
    parser,
    newEngine: () =>
      new KillableWorker(
        () => startEngine(engine),
        (send) => source.prepare(send),
        name,
      ),
    readSchema: async (read) => {
      const schema = await introspectSqlite(name, read);
      const notes = [...source.notes, ...(schema.notes ?? [])];
      return notes.length === 0 ? schema : { ...schema, notes };
    },
    isStale: () => source.isStale(),
    dataVersion: () => fileState(file),
    release: () => source.forgetCopy(),
  });
  try {
    await database.schema();
  } catch (cause) {
    await database.close();
    throw openError(
      cause,
      `a readable database in ${file}`,
      'Check it with PRAGMA integrity_check.',
    );
  }
  return database;
}

/** Builds a database in memory from plain data; foreign keys are declared but not enforced. */
export async function createSqliteDatabase(
  content: DatabaseContent,
  { engine, parser }: OpenWith,
): Promise<Database> {
  const schema = fittedSchema(content, nativeType);
  const statements = schema.entities.map((entity) =>
    createTableStatement(
      entity,
      sqliteIdentifiers,
      schema.links
        .filter(
          ({ from, inferred }) =>
            inferred !== true && from.entity === entity.name && from.fields.length > 0,
        )
        .map((link) => ({ fields: link.from.fields, to: link.to })),
    ),
  );
  const tables = schema.entities.map((entity) => ({
    into: quoteIdentifier(entity.name, sqliteIdentifiers),
    width: entity.fields.length,
    rows: content.rows[entity.name] ?? [],
  }));
  const database = new SqliteDatabase({
    name: schema.name,
    parser,
    newEngine: () =>
      new KillableWorker(
        () => startEngine(engine),
        (send) => send({ operation: 'load', engine, statements, tables }),
        schema.name,
      ),
    readSchema: (read) => describeContents(schema, read),
  });
  try {
    await database.query('SELECT 1');
  } catch (cause) {
    await database.close();
    throw openError(cause, 'content that SQLite can hold', 'Correct the schema or the rows.');
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

/** What is no fault of the database keeps its code. */
function openError(cause: unknown, expected: string, remedy: string): unknown {
  if (MoMQError.isInstance(cause) && cause.code !== 'QUERY_EXECUTION') return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseOpenError(`sqlite: expected ${expected}, got: ${detail}. ${remedy}`, {
    cause,
  });
}
