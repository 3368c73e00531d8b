import { expect, it } from 'vitest';
import { tinyDialect } from '../testing/tiny-dialect.js';
import { defineDialect } from './define-dialect.js';
import type { DialectPack } from './dialect.js';

const page = { keyword: 'GET', title: 'get', prose: '', examples: [] };

it('returns a pack that keeps the contract unchanged', () => {
  const pack = tinyDialect();
  expect(defineDialect(pack)).toBe(pack);
});

it.each<[string, object]>([
  ["specificationVersion to be 'v1', got v2", { specificationVersion: 'v2' }],
  ['id to be lower-case', { id: 'My SQL' }],
  ["family to be 'relational' or 'graph', got document", { family: 'document' }],
  ['createParser to be a function, got undefined', { createParser: undefined }],
  ['openDatabase to be a function, got string', { openDatabase: 'sqlite' }],
  ['language.render to be a function, got undefined', { language: undefined }],
  [
    'expertGroup.rank to be a positive integer, got 0',
    { expertGroup: { experts: 2, rank: 0, alpha: 1 } },
  ],
  [
    'keywords.specific to be keywords that keywords.all has too, got ILIKE',
    { keywords: { all: ['GET'], specific: ['ILIKE'] } },
  ],
  [
    'tutorials.pages to be one page per keyword, got two for GET',
    { tutorials: { ...tinyDialect().tutorials, pages: [page, page] } },
  ],
])('rejects a pack with %s', (message, change) => {
  const pack = { ...tinyDialect(), ...change } as DialectPack;
  expect(() => defineDialect(pack)).toThrow(message);
  expect(() => defineDialect(pack)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});
