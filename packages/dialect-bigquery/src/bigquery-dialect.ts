import { ConfigError, defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { requirePositiveInteger } from '@momq/core/execution';
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
  /** Datasets of the service besides the opened one that queries may read, `dataset` or `project.dataset`. Default: none. */
  readonly allowDatasets?: readonly string[];
  /** Bytes that one query of the service may read, and so be billed for, at most. Default: 1 GiB. */
  readonly maximumBytesBilled?: number;
}

/** The BigQuery dialect (GoogleSQL): ZetaSQL's parser and reference implementation where they are installed, and the service. */
export function bigquery(options: BigqueryOptions = {}): LogicalDialectPack {
  const { allowFunctions = [], allowDatasets = [], maximumBytesBilled = 2 ** 30 } = options;
  requireNames('allowFunctions', allowFunctions);
  requireNames('allowDatasets', allowDatasets);
  requirePositiveInteger('maximumBytesBilled', maximumBytesBilled);
  return defineDialect({
    specificationVersion: 'v1',
    id: 'bigquery',
    displayName: 'BigQuery',
    family: 'relational',
    version: 'GoogleSQL (ZetaSQL of 2024)',
    capabilities: {
      unsupported: ['all'],
      engines: ['embedded', 'url'],
      explain: false,
      estimate: true,
    },
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
    recognises: (source) => /^bigquery:\/\//i.test(source),
    openDatabase: async (source) => {
      // The client is loaded here: programs without the service need not wait for it.
      const { openBigqueryService } = await import('./service-database.js');
      return openBigqueryService(source, { allowFunctions, allowDatasets, maximumBytesBilled });
    },
    createDatabase: (content) => createBigqueryDatabase(content, allowFunctions),
    diagnose: diagnoseBigquery,
  });
}

function requireNames(option: string, names: unknown): void {
  if (Array.isArray(names) && names.every((name) => typeof name === 'string' && name !== ''))
    return;
  throw new ConfigError(
    `bigquery: expected ${option} to be a list of names such as 'dataset.name', got ${JSON.stringify(names)}.`,
  );
}
