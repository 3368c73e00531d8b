import { defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import {
  migrateToGraph,
  relationalToGraph,
  relationalToGraphSchema,
  renderCypher,
} from '@momq/core/graph';
import { createEmbeddedGraph } from './embedded-database.js';
import { cypherExpertGroup } from './cypher-expert-group.js';
import { cypherKeywords } from './cypher-keywords.js';
import { cypherParser } from './cypher-parser.js';
import { renderCypherSchema } from './cypher-schema-text.js';
import { cypherTutorials } from './cypher-tutorials/index.js';
import { openCypherDatabase, recognisesCypher } from './open-database.js';

/**
 * The Cypher dialect (Neo4j 5): Neo4j's grammar, the embedded engine Grafeo, and Neo4j servers by URL.
 *
 * @example
 * const pack = cypher();
 * const database = await pack.createDatabase(content);
 * await database.query('MATCH (s:Ship) RETURN s.name');
 */
export function cypher(): LogicalDialectPack {
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
    },
    keywords: cypherKeywords,
    tutorials: cypherTutorials,
    expertGroup: cypherExpertGroup,
    language: {
      words: { from: 'match', select: 'return', group: 'with' },
      render: (query, schema) => renderCypher(query, schema),
    },
    prompt: { renderSchema: renderCypherSchema, rules: [] },
    createParser: async () => cypherParser,
    recognises: recognisesCypher,
    openDatabase: openCypherDatabase,
    createDatabase: async (content) => createEmbeddedGraph(migrateToGraph(content)),
    viewRelational: (schema) => {
      const graph = relationalToGraphSchema(schema);
      return { schema: graph, convert: (query) => relationalToGraph(query, schema, graph) };
    },
  });
}
