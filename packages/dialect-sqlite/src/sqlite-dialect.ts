import { defineDialect } from '@momq/core/dialect';
import type { DialectPack } from '@momq/core/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { sqliteExpertGroup } from './sqlite-expert-group.js';
import { SqliteGenerator, sqliteIdentifiers } from './sqlite-generator.js';
import { sqliteKeywords } from './sqlite-keywords.js';
import { createSqliteDatabase, openSqliteFile, recognisesSqlite } from './sqlite-open.js';
import { sqliteParser } from './sqlite-parser.js';
import { sqliteTutorials } from './tutorials/sqlite-tutorials.js';

/** The SQLite dialect: SQLite's own grammar, and SQLite itself (WebAssembly) in a worker thread. */
export function sqlite(): DialectPack {
  return defineDialect({
    specificationVersion: 'v1',
    id: 'sqlite',
    displayName: 'SQLite',
    family: 'relational',
    version: 'SQLite 3.53',
    capabilities: { setOperations: ['union', 'intersect', 'except'], subqueries: true, engines: ['embedded'], explain: true },
    keywords: sqliteKeywords,
    tutorials: sqliteTutorials,
    expertGroup: sqliteExpertGroup,
    language: { words: {}, render: (query, schema) => new SqliteGenerator(schema).render(query) },
    createParser: () => Promise.resolve(sqliteParser),
    recognises: recognisesSqlite,
    openDatabase: openSqliteFile,
    createDatabase: createSqliteDatabase,
    renderSchema: (schema) => renderSqlSchema(schema, sqliteIdentifiers),
  });
}
