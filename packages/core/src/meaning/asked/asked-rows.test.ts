import { describe, expect, it } from 'vitest';
import type { Condition, SelectQuery } from '@momq/dialect';
import { asked, draft, equals, field, written } from '../../testing/asked-shop.js';

describe('rows that are listed', () => {
  const isNull = (name: string): Condition => ({
    kind: 'null',
    negated: false,
    value: field(name),
  });
  const over = (name: string): SelectQuery => {
    const [entity = '', member = ''] = name.split('.');
    return draft(entity, member, { ...equals(name, 3), operator: '>' } as Condition);
  };
  it.each<[string, SelectQuery, string]>([
    ['Clients without an email', draft('clients', 'email', isNull('clients.email')), 'name'],
    [
      'Show me all clients with no email',
      draft('clients', 'email', isNull('clients.email')),
      'name',
    ],
    ['list verified clients', draft('clients', 'verified', equals('clients.verified', 1)), 'name'],
    [
      'clients with a discount over 3',
      draft('clients', 'discount', {
        ...equals('clients.discount', 3),
        operator: '>',
      } as Condition),
      'name',
    ],
    ['orders that are done', draft('orders', 'status', equals('orders.status', 'done')), 'id'],
  ])('are named: %s', (question, query, name) => {
    expect(asked(question, query)).toContain(`SELECT ${name} FROM`);
  });

  it.each<[string, SelectQuery]>([
    ['Emails of clients without an email', draft('clients', 'email', isNull('clients.email'))],
    ['status of orders that are done', draft('orders', 'status', equals('orders.status', 'done'))],
    ['Clients by email', draft('clients', 'email')],
    [
      'clients that are called like Iv',
      draft('clients', 'email', {
        ...equals('clients.email', 'Iv%'),
        operator: 'like',
      } as Condition),
    ],
    ['client discounts over 3', over('clients.discount')],
    ["clients' discounts over 3", over('clients.discount')],
    ['clients discounts over 3', over('clients.discount')],
    ['order notes over 3', over('orders.note')],
    ['clients with a discount over 3, show the discount', over('clients.discount')],
    ['What is verified?', draft('clients', 'verified', equals('clients.verified', 1))],
  ])('and nothing else is: %s', (question, query) => {
    expect(asked(question, query)).toBe(written(query));
  });
});
