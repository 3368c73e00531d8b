import type { QueryModel } from '@momq/core';

/** A {@link QueryModel} that proposes the given queries, best first, whatever the question. */
export function scriptedModel(...queries: readonly string[]): QueryModel {
  return {
    specificationVersion: 'v1',
    name: 'scripted',
    version: '1',
    groups: ['sqlite', 'postgres', 'cypher'],
    generate: ({ dialect }) =>
      Promise.resolve({
        candidates: queries.map((query, index) => ({
          query,
          logProb: -0.5 * (index + 1),
          tokens: query.split(' '),
        })),
        routing: { [dialect.id]: 0.8, shared: 0.2 },
        notes: [],
      }),
    dispose: () => Promise.resolve(),
  };
}
