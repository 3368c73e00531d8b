import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { createPostgresDatabase } from './pglite-engine.js';
import { postgresExpertGroup } from './postgres-expert-group.js';
import { PostgresGenerator, postgresIdentifiers } from './postgres-generator.js';
import { postgresGrammar } from './postgres-grammar.js';
import { postgresIdioms } from './postgres-idioms.js';
import { postgresKeywords } from './postgres-keywords.js';
import { createPostgresParser } from './postgres-parser.js';
import { diagnosePostgres } from './postgres-parts.js';
import { postgresRules } from './postgres-rules.js';
import { postgresTutorials } from './tutorials/postgres-tutorials.js';

/** Options of {@link postgres}. */
export interface PostgresOptions {
  /**
   * Folder that keeps an empty cluster (4.5 MB) to start the embedded engine from; the first database of a process
   * decides. Default `~/.cache/momq`.
   */
  readonly cacheFolder?: string;
  /**
   * Functions of the database's own that queries may call, `name` or `schema.name`, besides those of PostgreSQL that only read.
   * Name such as change nothing: a read-only transaction does not stop locks, sequences and what leaves the database.
   */
  readonly allowFunctions?: readonly string[];
}

/** The PostgreSQL dialect: PostgreSQL's own parser, PGlite for embedded databases, `pg` for servers. */
export function postgres(options: PostgresOptions = {}): LogicalDialectPack {
  const { cacheFolder = join(homedir(), '.cache', 'momq'), allowFunctions = [] } = options;
  requireNames(allowFunctions);
  return defineDialect({
    specificationVersion: 'v1',
    id: 'postgres',
    displayName: 'PostgreSQL',
    family: 'relational',
    version: 'PostgreSQL 15–18',
    capabilities: {
      unsupported: [],
      engines: ['embedded', 'url'],
      explain: true,
      estimate: true,
    },
    keywords: postgresKeywords,
    tutorials: postgresTutorials,
    expertGroup: postgresExpertGroup,
    language: {
      words: {},
      render: (query, schema) => new PostgresGenerator(schema).render(query),
      idioms: postgresIdioms,
    },
    prompt: {
      renderSchema: (schema) => renderSqlSchema(schema, postgresIdentifiers),
      rules: postgresRules,
    },
    createParser: () => createPostgresParser(allowFunctions),
    createGrammar: (schema) => postgresGrammar(schema, allowFunctions),
    recognises: (source) => /^postgres(ql)?:\/\//i.test(source),
    openDatabase: async (url) => {
      // The driver is loaded here: programs without a server need not wait for it.
      const { openPostgresServer } = await import('./postgres-server.js');
      return openPostgresServer(url, { allowFunctions });
    },
    createDatabase: (content) => createPostgresDatabase(content, { cacheFolder, allowFunctions }),
    diagnose: () => diagnosePostgres(cacheFolder),
  });
}

function requireNames(names: unknown): void {
  if (Array.isArray(names) && names.every((name) => typeof name === 'string' && name !== ''))
    return;
  throw new ConfigError(
    `postgres: expected allowFunctions to be a list of names such as 'schema.name', got ${JSON.stringify(names)}.`,
  );
}
