import { expect, it } from 'vitest';
import type { Condition, FieldReference, LogicalQuery } from '@momq/dialect';
import { orderedRanges } from './ordered-ranges.js';

const draft: FieldReference = { kind: 'field', entity: 'ship', instance: 0, field: 'draft' };

/** A query for ships with `draft BETWEEN low AND high` inside an OR. */
function between(low: string | number, high: string | number): LogicalQuery {
  const range: Condition = {
    kind: 'between',
    negated: false,
    value: draft,
    low: { kind: 'literal', value: low },
    high: { kind: 'literal', value: high },
  };
  const missing: Condition = { kind: 'null', negated: false, value: draft };
  return {
    kind: 'select',
    from: [{ entity: 'ship', instance: 0 }],
    distinct: false,
    select: [draft],
    where: { kind: 'or', conditions: [missing, range] },
    groupBy: [],
    orderBy: [],
  };
}

it.each([
  ['numbers', 740, 340],
  ['dates', '2020-05-01', '2019-12-31'],
])('puts %s into ascending order', (_, larger, smaller) => {
  expect(orderedRanges(between(larger, smaller))).toEqual(between(smaller, larger));
});

it.each([
  ['ordered numbers', 9, 10],
  ['text, whose order the engine decides', 'b', 'a'],
  ['a number and a text', 10, '9'],
])('leaves %s alone', (_, low, high) => {
  expect(orderedRanges(between(low, high))).toEqual(between(low, high));
});
