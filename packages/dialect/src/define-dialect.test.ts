import { expect, it } from 'vitest';
import { defineDialect } from './define-dialect.js';
import type { DialectPack } from './dialect.js';
import { tinyPack } from './testing/tiny-pack.js';

const page = { keyword: 'GET', title: 'get', prose: '', examples: [] };
const capabilities = tinyPack().capabilities;

it('returns a pack that keeps the contract unchanged, with and without its optional parts', () => {
  const pack = tinyPack();
  expect(defineDialect(pack)).toBe(pack);
  const whole: DialectPack = {
    ...pack,
    family: 'graph',
    language: { words: {}, render: () => 'get' },
    prompt: { renderSchema: () => '', rules: [] },
    viewRelational: (schema) => ({ schema, convert: (query) => query }),
  };
  expect(defineDialect(whole)).toBe(whole);
});

it.each<[string, object]>([
  ["specificationVersion to be 'v1', got v2", { specificationVersion: 'v2' }],
  ['id to be lower-case', { id: 'My SQL' }],
  ["family to be 'relational' or 'graph', got document", { family: 'document' }],
  ['createParser to be a function, got undefined', { createParser: undefined }],
  ['openDatabase to be a function, got string', { openDatabase: 'sqlite' }],
  ['language.render to be a function, got undefined', { language: { words: {} } }],
  ['prompt.renderSchema to be a function, got undefined', { prompt: { rules: [] } }],
  [
    'viewRelational to be a function, got undefined',
    { family: 'graph', language: { words: {}, render: () => '' } },
  ],
  ['capabilities.unsupported to be a list of constructs, got undefined', { capabilities: {} }],
  [
    'capabilities.unsupported to be constructs of the logical form (union, ',
    { capabilities: { ...capabilities, unsupported: ['pivot'] } },
  ],
  [
    "capabilities.engines to be some of 'embedded', 'file' and 'url'",
    { capabilities: { ...capabilities, engines: [] } },
  ],
  [
    'expertGroup.rank to be a positive integer, got 0',
    { expertGroup: { experts: 2, rank: 0, alpha: 1 } },
  ],
  [
    'expertGroup.alpha to be a positive number, got NaN',
    { expertGroup: { experts: 2, rank: 4, alpha: Number.NaN } },
  ],
  [
    'expertGroup.weights to be entries with the name of a model and the URL of a file, got {"model":"nano","file":"nano',
    {
      expertGroup: {
        ...tinyPack().expertGroup,
        weights: [{ model: 'nano', file: 'nano.safetensors' }],
      },
    },
  ],
  ['language.words to be an object, got undefined', { language: { render: () => '' } }],
  [
    'language.idioms.isYear to be a function, got undefined',
    { language: { words: {}, render: () => '', idioms: {} } },
  ],
  [
    'language.read to be a function, got string',
    { language: { words: {}, render: () => '', read: 'sql' } },
  ],
  ['createGrammar to be a function, got boolean', { createGrammar: true }],
  [
    "capabilities.engines to be some of 'embedded', 'file' and 'url', got cloud",
    { capabilities: { ...capabilities, engines: ['cloud'] } },
  ],
  [
    'capabilities.explain to be true or false, got yes',
    { capabilities: { ...capabilities, explain: 'yes' } },
  ],
  [
    'capabilities.estimate to be true or false, got undefined',
    { capabilities: { ...capabilities, estimate: undefined } },
  ],
  ['prompt.rules to be a list, got undefined', { prompt: { renderSchema: () => '' } }],
  ['keywords.all to be a list, got undefined', { keywords: undefined }],
  ['keywords.specific to be a list, got undefined', { keywords: { all: ['GET'] } }],
  ['tutorials.sample to be an object, got undefined', { tutorials: undefined }],
  [
    'keywords.specific to be keywords that keywords.all has too, got ILIKE',
    { keywords: { all: ['GET'], specific: ['ILIKE'] } },
  ],
  [
    'keywords.inQueries to be keywords that keywords.specific has too, got GET',
    { keywords: { all: ['GET'], specific: [], inQueries: ['GET'] } },
  ],
  [
    'tutorials.pages to be one page per keyword, got two for GET',
    { tutorials: { ...tinyPack().tutorials, pages: [page, page] } },
  ],
])('rejects a pack with %s', (message, change) => {
  const pack = { ...tinyPack(), ...change } as DialectPack;
  expect(() => defineDialect(pack)).toThrow(message);
  expect(() => defineDialect(pack)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});
