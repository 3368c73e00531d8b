import { ConfigError, defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { chooseEngine, diagnoseEngines } from './sqlite-engine.js';
import type { SqliteEngineChoice } from './sqlite-engine.js';
import { sqliteExpertGroup } from './sqlite-expert-group.js';
import { SqliteGenerator, sqliteIdentifiers, sqliteUnsupported } from './sqlite-generator.js';
import { sqliteGrammar } from './sqlite-grammar.js';
import { sqliteIdioms } from './sqlite-idioms.js';
import { sqliteKeywords } from './sqlite-keywords.js';
import { readSqlite } from './sqlite-logical-form.js';
import { createSqliteDatabase, openSqliteFile, recognisesSqlite } from './sqlite-open.js';
import { createSqliteParser } from './sqlite-parser.js';
import { sqliteRules } from './sqlite-rules.js';
import { sqliteTutorials } from './tutorials/sqlite-tutorials.js';

/** Options of {@link sqlite}. */
export interface SqliteOptions {
  /** Default `auto`: better-sqlite3 where it is installed and loads, else `node:sqlite` where Node has it, else WebAssembly. */
  readonly engine?: SqliteEngineChoice;
  /**
   * Functions that queries may call besides those that SQLite has built in and that only read. Default: none. What they do
   * is yours to answer for.
   */
  readonly allowFunctions?: readonly string[];
}

/**
 * The SQLite dialect: SQLite's own grammar, and SQLite itself.
 *
 * @throws ConfigError when the engine asked for does not load, or `allowFunctions` is no list of names
 */
export function sqlite(options: SqliteOptions = {}): LogicalDialectPack {
  const { allowFunctions = [] } = options;
  if (!Array.isArray(allowFunctions) || !allowFunctions.every((name) => typeof name === 'string')) {
    throw new ConfigError('sqlite: expected allowFunctions to be a list of names.');
  }
  const engine = chooseEngine(options.engine ?? 'auto');
  const parser = createSqliteParser(allowFunctions);
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
      idioms: sqliteIdioms,
    },
    prompt: {
      renderSchema: (schema) => renderSqlSchema(schema, sqliteIdentifiers),
      rules: sqliteRules,
    },
    createParser: () => Promise.resolve(parser),
    createGrammar: (schema) => sqliteGrammar(schema, allowFunctions),
    recognises: recognisesSqlite,
    openDatabase: (source) => openSqliteFile(source, { engine, parser }),
    createDatabase: (content) => createSqliteDatabase(content, { engine, parser }),
    diagnose: () => Promise.resolve(diagnoseEngines(engine)),
  });
}
