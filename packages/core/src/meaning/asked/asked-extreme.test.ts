import { describe, expect, it } from 'vitest';
import type { Aggregate, SelectQuery } from '@momq/dialect';
import { asked, draft, field } from '../../testing/asked-shop.js';

function extreme(name: 'max' | 'min', of: string): SelectQuery {
  const value: Aggregate = {
    kind: 'aggregate',
    function: name,
    distinct: false,
    argument: field(of),
  };
  return { ...draft(of.split('.')[0]!, '*'), select: [value] };
}

describe('the row with the largest value', () => {
  it.each<[string, SelectQuery, string]>([
    ['client with the highest discount', extreme('max', 'clients.discount'), 'SELECT name FROM'],
    [
      'which client has the lowest discount?',
      extreme('min', 'clients.discount'),
      'ORDER BY discount LIMIT 0, 1',
    ],
    [
      'Who was hired most recently?',
      extreme('max', 'staff.hired'),
      'ORDER BY hired DESC LIMIT 0, 1',
    ],
    ['order with the latest shipping', extreme('max', 'orders.shipped_at'), 'SELECT id FROM'],
  ])('is asked for: %s', (question, query, sql) => {
    expect(asked(question, query)).toContain(sql);
  });

  it.each<[string, SelectQuery]>([
    ['client with a discount', extreme('max', 'clients.discount')],
    ['highest discount of a client', extreme('max', 'clients.discount')],
    ['What is the client discount at most?', extreme('max', 'clients.discount')],
    ['clients with the highest discount', extreme('max', 'clients.discount')], // perhaps several
    ['the client discount that is the highest', extreme('max', 'clients.discount')],
  ])('is not asked for: %s', (question, query) => {
    expect(asked(question, query)).toMatch(/^SELECT MAX\(/);
  });

  it('is one of those that the question chooses', () => {
    const chosen = {
      ...extreme('max', 'staff.salary'),
      where: { kind: 'null', negated: false, value: field('staff.boss_id') } as const,
    };
    expect(asked('Who earns the most without a boss?', chosen)).toBe(
      'SELECT name FROM staff WHERE boss_id IS NULL ORDER BY salary DESC LIMIT 0, 1',
    );
  });
});
