import { defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { chooseEngine } from './sqlite-engine.js';
import type { SqliteEngineChoice } from './sqlite-engine.js';
import { sqliteExpertGroup } from './sqlite-expert-group.js';
import { SqliteGenerator, sqliteIdentifiers, sqliteUnsupported } from './sqlite-generator.js';
import { sqliteKeywords } from './sqlite-keywords.js';
import { readSqlite } from './sqlite-logical-form.js';
import { createSqliteDatabase, openSqliteFile, recognisesSqlite } from './sqlite-open.js';
import { sqliteParser } from './sqlite-parser.js';
import { sqliteTutorials } from './tutorials/sqlite-tutorials.js';

/** Options of {@link sqlite}. */
export interface SqliteOptions {
  /** Default `auto`: better-sqlite3 where it is installed and loads, else WebAssembly. */
  readonly engine?: SqliteEngineChoice;
}

/**
 * The SQLite dialect: SQLite's own grammar, and SQLite itself.
 *
 * @throws ConfigError when `engine` is `better-sqlite3` and it does not load
 */
export function sqlite(options: SqliteOptions = {}): LogicalDialectPack {
  const engine = chooseEngine(options.engine ?? 'auto');
  return defineDialect({
    specificationVersion: 'v1',
    id: 'sqlite',
    displayName: 'SQLite',
    family: 'relational',
    version: 'SQLite 3.53',
    capabilities: {
      unsupported: sqliteUnsupported,
      engines: ['embedded', 'file'],
      explain: true,
      estimate: false,
    },
    keywords: sqliteKeywords,
    tutorials: sqliteTutorials,
    expertGroup: sqliteExpertGroup,
    language: {
      words: {},
      render: (query, schema) => new SqliteGenerator(schema).render(query),
      read: readSqlite,
    },
    prompt: { renderSchema: (schema) => renderSqlSchema(schema, sqliteIdentifiers), rules: [] },
    createParser: () => Promise.resolve(sqliteParser),
    recognises: recognisesSqlite,
    openDatabase: (source) => openSqliteFile(source, engine),
    createDatabase: (content) => createSqliteDatabase(content, engine),
  });
}
