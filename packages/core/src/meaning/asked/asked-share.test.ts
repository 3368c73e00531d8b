import { describe, expect, it } from 'vitest';
import type { Expression, SelectQuery } from '@momq/dialect';
import { all, asked, draft, equals, field, written } from '../../testing/asked-shop.js';

describe('a share', () => {
  const ratio = (left: Expression): SelectQuery => ({
    ...draft('clients', 'id'),
    select: [{ kind: 'arithmetic', operator: '/', left, right: all }],
  });
  const count = (name: string): Expression => ({
    kind: 'aggregate',
    function: 'count',
    distinct: false,
    argument: field(name),
  });
  const part = (then: Expression): Expression => ({
    kind: 'aggregate',
    function: 'sum',
    distinct: false,
    argument: {
      kind: 'case',
      branches: [{ when: equals('clients.verified', 1), then }],
      otherwise: { kind: 'literal', value: 0 },
    },
  });
  const one = ratio(part({ kind: 'literal', value: 1 }));

  it('of rows with a flag counts those that say yes', () => {
    const question = 'What percentage of the clients is verified?';
    expect(asked(question, ratio(count('clients.verified')))).toBe(written(one));
    expect(asked('Share of clients that are active', ratio(count('clients.active')))).toContain(
      'SUM(CASE WHEN active = TRUE THEN 1 ELSE 0 END)',
    );
  });

  it('of rows adds no amounts', () => {
    const question = 'What share of the clients is verified?';
    expect(asked(question, ratio(part(field('clients.discount'))))).toBe(written(one));
  });

  it('is nothing else', () => {
    const emails = ratio(count('clients.email'));
    expect(asked('What share of the clients has an email?', emails)).toBe(written(emails));
    const mean = ratio(part(field('clients.discount')));
    expect(asked('Discount of clients by all clients', mean)).toBe(written(mean));
  });
});
