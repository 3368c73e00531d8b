import { defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { describeAndMigrate, viewAsGraph } from '@momq/core/graph';
import { EmbeddedNgql } from './embedded-database.js';
import { ngqlLacks } from './language/function-spellings.js';
import { renderNgql } from './language/render-ngql.js';
import { ngqlExpertGroup } from './ngql-expert-group.js';
import { ngqlGrammar } from './ngql-grammar.js';
import { ngqlKeywords } from './ngql-keywords.js';
import { ngqlParser } from './ngql-parser.js';
import { ngqlRules } from './ngql-rules.js';
import { renderNgqlSchema } from './ngql-schema-text.js';
import { ngqlTutorials } from './ngql-tutorials/index.js';
import { openNgqlDatabase, recognisesNgql } from './open-database.js';

/**
 * The nGQL dialect (NebulaGraph 3): a parser of the whole language and an embedded graph. Servers cannot be opened yet.
 *
 * @example
 * const pack = ngql();
 * const database = await pack.createDatabase(content);
 * await database.query('MATCH (s:ship) RETURN s.ship.name AS name');
 */
export function ngql(): LogicalDialectPack {
  return defineDialect({
    specificationVersion: 'v1',
    id: 'ngql',
    displayName: 'nGQL',
    family: 'graph',
    version: 'NebulaGraph 3',
    capabilities: {
      unsupported: ngqlLacks,
      engines: ['embedded'],
      explain: false,
      estimate: false,
      emulation:
        'The embedded engine is not NebulaGraph: it needs no indexes, lacks geography and full-text search, refuses unknown names and patterns against an edge’s direction where a server may answer with no rows, and dates of relational data are ISO 8601 text.',
    },
    keywords: ngqlKeywords,
    tutorials: ngqlTutorials,
    expertGroup: ngqlExpertGroup,
    language: {
      words: { from: 'match', select: 'return', group: 'with' },
      render: (query, schema) => renderNgql(query, schema),
    },
    prompt: { renderSchema: renderNgqlSchema, rules: ngqlRules },
    createParser: async () => ngqlParser,
    createGrammar: ngqlGrammar,
    recognises: recognisesNgql,
    openDatabase: openNgqlDatabase,
    createDatabase: async (content) => new EmbeddedNgql(await describeAndMigrate(content)),
    viewRelational: viewAsGraph,
  });
}
