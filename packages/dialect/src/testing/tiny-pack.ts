import type { DialectPack } from '../dialect.js';
import { UnsupportedFeatureError } from '../momq-error.js';

const unopened = (): never => {
  throw new UnsupportedFeatureError('tiny: expected no database to be opened.');
};

/** The least that the contract asks of a pack; it opens nothing. */
export function tinyPack(): DialectPack {
  return {
    specificationVersion: 'v1',
    id: 'tiny',
    displayName: 'Tiny',
    family: 'relational',
    version: '1',
    capabilities: { unsupported: [], engines: ['embedded'], explain: false, estimate: false },
    keywords: { all: ['GET'], specific: ['GET'] },
    tutorials: {
      sample: {
        schema: { name: 'shop', family: 'relational', entities: [], links: [] },
        rows: {},
      },
      pages: [{ keyword: 'GET', title: 'get', prose: 'Returns all rows.', examples: [] }],
    },
    expertGroup: { experts: 2, rank: 4, alpha: 8 },
    createParser: unopened,
    recognises: () => false,
    openDatabase: unopened,
    createDatabase: unopened,
  };
}
