import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError, defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { DuckdbGenerator, duckdbIdentifiers } from './generator.js';
import { duckdbGrammar } from './grammar.js';
import { idioms } from './idioms.js';
import { keywords } from './keywords.js';
import { createDuckdbDatabase, openDuckdbFile, recognisesDuckdb } from './open.js';
import { createDuckdbParser } from './parser.js';
import { rules } from './rules.js';
import { tutorials } from './tutorials/index.js';

/** Where `momq train group --out weights/nano.safetensors` puts the trained experts. */
const weights = new URL('../weights/nano.safetensors', import.meta.url);

/** Options of {@link duckdb}. */
export interface DuckdbOptions {
  /** Functions (macros) of the database that queries may call, `name` or `schema.name`, besides DuckDB's own that only read. */
  readonly allowFunctions?: readonly string[];
  /** Memory of one engine, as DuckDB spells it. Default: `2GB`. */
  readonly memoryLimit?: string;
}

/** The dialect DuckDB: DuckDB itself, in processes of its own, and its parser. @throws ConfigError for options that are none */
export function duckdb(options: DuckdbOptions = {}): LogicalDialectPack {
  const { allowFunctions = [], memoryLimit = '2GB' } = options;
  requireOptions(allowFunctions, memoryLimit);
  const parser = createDuckdbParser(allowFunctions);
  return defineDialect({
    specificationVersion: 'v1',
    id: 'duckdb',
    displayName: 'DuckDB',
    family: 'relational',
    version: 'DuckDB 1.5',
    capabilities: {
      unsupported: [],
      engines: ['embedded', 'file'],
      explain: true,
      estimate: false,
    },
    keywords,
    tutorials,
    expertGroup: {
      experts: 4,
      rank: 8,
      alpha: 16,
      ...(existsSync(fileURLToPath(weights)) && { weights: [{ model: 'nano', file: weights }] }),
    },
    language: {
      words: {},
      render: (query, schema) => new DuckdbGenerator(schema).render(query),
      idioms,
    },
    prompt: {
      renderSchema: (schema) => renderSqlSchema(schema, duckdbIdentifiers),
      rules,
    },
    createParser: () => Promise.resolve(parser),
    createGrammar: (schema) => duckdbGrammar(schema, allowFunctions),
    recognises: recognisesDuckdb,
    openDatabase: (source) => openDuckdbFile(source, { parser, memoryLimit }),
    createDatabase: (content) => createDuckdbDatabase(content, { parser, memoryLimit }),
  });
}

function requireOptions(allowFunctions: unknown, memoryLimit: unknown): void {
  const isNames =
    Array.isArray(allowFunctions) && allowFunctions.every((name) => typeof name === 'string');
  if (!isNames)
    throw new ConfigError(
      `duckdb: expected allowFunctions to be a list of names such as 'schema.name', got ${JSON.stringify(allowFunctions)}.`,
    );
  if (typeof memoryLimit !== 'string' || !/^\d+(?:\.\d+)? ?[KMGT]i?B$/i.test(memoryLimit))
    throw new ConfigError(
      `duckdb: expected memoryLimit to be a size such as '2GB', got ${JSON.stringify(memoryLimit)}.`,
    );
}
