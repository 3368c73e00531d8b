import { describe, expect, it } from 'vitest';
import type { Aggregate, Expression } from '@momq/dialect';
import { draft, equals, field, written } from '../testing/asked-shop.js';
import { sharesOfWhole } from './whole-shares.js';

const number = (value: number): Expression => ({ kind: 'literal', value });
const part = (then: Expression): Aggregate => ({
  kind: 'aggregate',
  function: 'sum',
  distinct: false,
  argument: {
    kind: 'case',
    branches: [{ when: equals('orders.status', 'done'), then }],
    otherwise: number(0),
  },
});
const real = (argument: Expression): Expression => ({ kind: 'cast', type: 'real', argument });
const known = (first: Expression): Expression => ({
  kind: 'call',
  function: 'nullif',
  arguments: [first, number(0)],
});
const share = (left: Expression, right: Expression): string =>
  written(
    sharesOfWhole({
      ...draft('orders', 'id'),
      select: [{ kind: 'arithmetic', operator: '/', left, right }],
    }),
  );

describe('sharesOfWhole', () => {
  it('divides a number of rows by that of all rows, not by itself', () => {
    const count = part(number(1));
    expect(share(real(count), known(count))).toMatch(/ELSE 0 END\).* \/ COUNT\(\*\) FROM orders$/);
    const percent: Expression = {
      kind: 'arithmetic',
      operator: '*',
      left: number(100),
      right: real(count),
    };
    expect(share(percent, known(count))).toContain('/ COUNT(*)');
  });

  it('divides a sum by that of all rows', () => {
    const sent = part(field('orders.sent'));
    expect(share(real(sent), known(sent))).toContain('/ NULLIF(SUM(sent), 0) FROM orders');
  });

  it('leaves what is another division', () => {
    const other = part(number(2));
    expect(share(real(part(number(1))), known(other))).toContain('THEN 2');
    const sum: Aggregate = { ...part(number(1)), argument: field('orders.sent') };
    expect(share(real(sum), known(sum))).not.toContain('COUNT');
  });
});
