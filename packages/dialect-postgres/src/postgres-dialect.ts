import { defineDialect } from '@momq/core/dialect';
import type { DialectPack } from '@momq/core/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { createPostgresDatabase } from './pglite-engine.js';
import { postgresExpertGroup } from './postgres-expert-group.js';
import { PostgresGenerator, postgresIdentifiers } from './postgres-generator.js';
import { postgresKeywords } from './postgres-keywords.js';
import { createPostgresParser } from './postgres-parser.js';
import { openPostgresServer } from './postgres-server.js';
import { postgresTutorials } from './tutorials/postgres-tutorials.js';

/** The PostgreSQL dialect: PostgreSQL's own parser, PGlite for embedded databases, `pg` for servers. */
export function postgres(): DialectPack {
  return defineDialect({
    specificationVersion: 'v1',
    id: 'postgres',
    displayName: 'PostgreSQL',
    family: 'relational',
    version: 'PostgreSQL 15–18',
    capabilities: { setOperations: ['union', 'intersect', 'except'], subqueries: true, engines: ['embedded', 'url'], explain: true },
    keywords: postgresKeywords,
    tutorials: postgresTutorials,
    expertGroup: postgresExpertGroup,
    language: { words: {}, render: (query, schema) => new PostgresGenerator(schema).render(query) },
    createParser: createPostgresParser,
    recognises: (source) => /^postgres(ql)?:\/\//i.test(source),
    openDatabase: openPostgresServer,
    createDatabase: createPostgresDatabase,
    renderSchema: (schema) => renderSqlSchema(schema, postgresIdentifiers),
  });
}
