import { describe, expect, it } from 'vitest';
import type { Expression, SelectQuery } from '@momq/dialect';
import { RandomQuery } from '../testing/random-query.js';
import { flightSchema } from '../testing/flight-schema.js';
import { strictGrouping } from '../sql/strict-grouping.js';
import { isCorrelated } from '../sql/query-scope.js';
import { mapQuery, visitQuery } from './visit-query.js';

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Every field anywhere in a value, found without knowing the form. */
function fieldsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(fieldsIn);
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.values(node).flatMap(fieldsIn);
  return (node as { kind?: string }).kind === 'field' ? [JSON.stringify(node), ...inside] : inside;
}

const field = (name: string): Expression => ({
  kind: 'field',
  entity: 'flight',
  instance: 0,
  field: name,
});
const ranked: Expression = {
  kind: 'window',
  function: 'rank',
  partitionBy: [field('airline')],
  orderBy: [
    {
      expression: {
        kind: 'aggregate',
        function: 'count',
        distinct: false,
        argument: { kind: 'star' },
      },
      descending: true,
    },
  ],
};
const query = (parts: Partial<SelectQuery>): SelectQuery => ({
  kind: 'select',
  from: [{ entity: 'flight', instance: 0 }],
  distinct: false,
  select: [ranked],
  groupBy: [],
  orderBy: [],
  ...parts,
});

describe('visitQuery and mapQuery', () => {
  it('reach every field of random queries, and leave the rest as it was', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const drawn = new RandomQuery(random(seed)).query();
      const visited: string[] = [];
      visitQuery(drawn, {
        expression: (expression) => {
          if (expression.kind === 'field') visited.push(JSON.stringify(expression));
        },
      });
      expect(visited.sort()).toEqual(fieldsIn(drawn).sort());
      expect(mapQuery(drawn, {})).toEqual(drawn);
      const renamed = mapQuery(drawn, {
        expression: (each) => (each.kind === 'field' ? { ...each, field: 'renamed' } : each),
      });
      expect(fieldsIn(renamed).every((each) => each.includes('"field":"renamed"'))).toBe(true);
    }
  });
});

describe('PARTITION BY', () => {
  it('adds its fields to the keys of strict engines', () => {
    const grouped = strictGrouping(query({ groupBy: [field('origin')] }), flightSchema, 'strict');
    expect(grouped.groupBy).toEqual([field('origin'), field('airline')]);
  });

  it('makes a nested query correlated', () => {
    const outer = { ...field('airline'), outer: 1 } as Expression;
    const nested = query({
      from: [{ entity: 'airport', instance: 0 }],
      select: [{ ...ranked, partitionBy: [outer] } as Expression],
    });
    const correlated = query({ select: [{ kind: 'subquery', query: nested }] });
    expect(isCorrelated(correlated)).toBe(true);
    expect(isCorrelated(query({ select: [{ kind: 'subquery', query: query({}) }] }))).toBe(false);
  });
});
