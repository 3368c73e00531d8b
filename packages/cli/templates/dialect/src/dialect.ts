import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { renamed } from './database.js';
import { keywords } from './keywords.js';
import { createParser } from './parser.js';
import { tutorials } from './tutorials/index.js';

/** Where `momq train group --out weights/nano.safetensors` puts the trained experts. */
const weights = new URL('../weights/nano.safetensors', import.meta.url);

/** The dialect __name__. It starts with SQLite's engine and spelling: replace them part by part. */
export function __factory__(): LogicalDialectPack {
  const engine = sqlite();
  return defineDialect({
    specificationVersion: 'v1',
    id: '__id__',
    displayName: '__name__',
    family: 'relational',
    version: '__name__ as SQLite has it',
    capabilities: {
      unsupported: engine.capabilities.unsupported,
      engines: ['embedded', 'file'],
      explain: true,
      estimate: false,
      emulation: '__name__ is imitated by SQLite, whose functions and types may differ.',
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
      render: (query, schema) => engine.language.render(query, schema),
      idioms: engine.language.idioms!,
    },
    prompt: engine.prompt!,
    createParser,
    recognises: (source) => source.endsWith('.__id__'),
    openDatabase: async (source) => renamed(await engine.openDatabase(source)),
    createDatabase: async (content) => renamed(await engine.createDatabase(content)),
  });
}
