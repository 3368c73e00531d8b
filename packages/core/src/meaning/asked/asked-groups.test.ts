import { describe, expect, it } from 'vitest';
import type { Expression, SelectQuery } from '@momq/dialect';
import { all, asked, draft, field } from '../../testing/asked-shop.js';

const figure = (name: string): Expression => ({
  kind: 'aggregate',
  function: 'avg',
  distinct: false,
  argument: field(name),
});
const average = (name: string): SelectQuery => ({
  ...draft(name.split('.')[0]!, '*'),
  select: [figure(name)],
});

describe('a figure for each', () => {
  it.each<[string, SelectQuery, string]>([
    ['average salary by boss id', average('staff.salary'), 'GROUP BY boss_id'],
    ['mean discount per email', average('clients.discount'), 'SELECT email, AVG(discount)'],
    ['number of orders by status', draft('orders', 'count'), 'SELECT status, COUNT(*)'],
    ['how many orders are there for each status?', draft('orders', 'count'), 'GROUP BY status'],
    ['orders per client, how many', draft('orders', 'count'), 'GROUP BY t2.id, t2.name'],
  ])('%s', (question, query, sql) => {
    expect(asked(question, query)).toContain(sql);
  });

  it.each<[string, SelectQuery]>([
    ['How many orders were placed by a client?', draft('orders', 'count')],
    ['What is the average number of orders per client?', draft('orders', 'count')],
    ['total salary', average('staff.salary')],
    ['average salary of staff sorted by name', average('staff.salary')],
    ['average salary per staff', average('staff.salary')], // a row each
    ['count orders by active', { ...draft('orders', 'count'), limit: 3 }],
  ])('is not asked for: %s', (question, query) => {
    expect(asked(question, query)).not.toContain('GROUP BY');
  });

  it('leaves groups that are there alone', () => {
    const query = { ...draft('orders', 'count'), groupBy: [field('orders.note')] };
    const shown = { ...query, select: [field('orders.note'), all] };
    expect(asked('orders by status', shown)).toContain('GROUP BY note');
  });
});
