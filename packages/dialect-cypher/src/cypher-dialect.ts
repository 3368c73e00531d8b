import { defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { describeAndMigrate, renderCypher, viewAsGraph } from '@momq/core/graph';
import { allowedCalls, type CypherOptions } from './allowed-calls.js';
import { EmbeddedGraph } from './embedded-database.js';
import { contentSource } from './graph-source.js';
import { cypherExpertGroup } from './cypher-expert-group.js';
import { cypherGrammar } from './cypher-grammar.js';
import { cypherKeywords } from './cypher-keywords.js';
import { createCypherParser } from './cypher-parser.js';
import { diagnoseCypher } from './cypher-parts.js';
import { cypherRules } from './cypher-rules.js';
import { renderCypherSchema } from './cypher-schema-text.js';
import { cypherTutorials } from './cypher-tutorials/index.js';
import { openCypherDatabase, recognisesCypher } from './open-database.js';

/**
 * The Cypher dialect (Neo4j 5): Neo4j's grammar, an embedded engine, and Neo4j servers by URL. `estimate` is there on
 * servers alone.
 *
 * @throws ConfigError for options that name no calls
 * @example
 * const pack = cypher();
 * const database = await pack.createDatabase(content);
 * await database.query('MATCH (s:Ship) RETURN s.name');
 */
export function cypher(options: CypherOptions = {}): LogicalDialectPack {
  const allowed = allowedCalls(options);
  return defineDialect({
    specificationVersion: 'v1',
    id: 'cypher',
    displayName: 'Cypher',
    family: 'graph',
    version: 'Neo4j 5, openCypher 9',
    capabilities: {
      unsupported: [],
      engines: ['embedded', 'url'],
      explain: true,
      estimate: false,
      emulation:
        'The embedded engine is not Neo4j: it lacks quantified paths, points, vectors and full-text search, which it refuses, and dates of relational data are ISO 8601 text.',
    },
    keywords: cypherKeywords,
    tutorials: cypherTutorials,
    expertGroup: cypherExpertGroup,
    language: {
      words: { from: 'match', select: 'return', group: 'with' },
      render: (query, schema) => renderCypher(query, schema),
    },
    prompt: { renderSchema: renderCypherSchema, rules: cypherRules },
    createParser: async () => createCypherParser(allowed),
    createGrammar: (schema) => cypherGrammar(schema, allowed),
    recognises: recognisesCypher,
    openDatabase: (source) => openCypherDatabase(source, allowed),
    createDatabase: async (content) =>
      new EmbeddedGraph(contentSource(await describeAndMigrate(content)), allowed),
    viewRelational: viewAsGraph,
    diagnose: diagnoseCypher,
  });
}
