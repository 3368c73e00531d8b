import { ConfigError, DatabaseOpenError, defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { bigqueryExpertGroup } from './bigquery-expert-group.js';
import { BigqueryGenerator, bigqueryIdentifiers } from './bigquery-generator.js';
import { bigqueryGrammar } from './bigquery-grammar.js';
import { bigqueryKeywords } from './bigquery-keywords.js';
import { createBigqueryParser } from './bigquery-parser.js';
import { diagnoseBigquery } from './bigquery-parts.js';
import { bigqueryRules } from './bigquery-rules.js';
import { createBigqueryDatabase } from './embedded-database.js';
import { bigqueryTutorials } from './tutorials/bigquery-tutorials.js';

/** Options of {@link bigquery}. */
export interface BigqueryOptions {
  /**
   * Functions and table functions that queries may call besides BigQuery's own that only read, as they are written:
   * `dataset.name`. Name such as change nothing and reach nothing else.
   */
  readonly allowFunctions?: readonly string[];
}

/** The BigQuery dialect (GoogleSQL): ZetaSQL's parser and reference implementation where they are installed. */
export function bigquery(options: BigqueryOptions = {}): LogicalDialectPack {
  const { allowFunctions = [] } = options;
  requireNames(allowFunctions);
  return defineDialect({
    specificationVersion: 'v1',
    id: 'bigquery',
    displayName: 'BigQuery',
    family: 'relational',
    version: 'GoogleSQL (ZetaSQL of 2024)',
    capabilities: { unsupported: ['all'], engines: ['embedded'], explain: false, estimate: false },
    keywords: bigqueryKeywords,
    tutorials: bigqueryTutorials,
    expertGroup: bigqueryExpertGroup,
    language: { words: {}, render: (query, schema) => new BigqueryGenerator(schema).render(query) },
    prompt: {
      renderSchema: (schema) => renderSqlSchema(schema, bigqueryIdentifiers),
      rules: bigqueryRules,
    },
    createParser: () => Promise.resolve(createBigqueryParser(allowFunctions)),
    createGrammar: (schema) => bigqueryGrammar(schema, allowFunctions),
    recognises: () => false,
    openDatabase: () =>
      Promise.reject(
        new DatabaseOpenError(
          'bigquery: expected content for createDatabase; the service cannot be opened yet.',
        ),
      ),
    createDatabase: (content) => createBigqueryDatabase(content, allowFunctions),
    diagnose: diagnoseBigquery,
  });
}

function requireNames(names: unknown): void {
  if (Array.isArray(names) && names.every((name) => typeof name === 'string' && name !== ''))
    return;
  throw new ConfigError(
    `bigquery: expected allowFunctions to be a list of names such as 'dataset.name', got ${JSON.stringify(names)}.`,
  );
}
