import { describe, expect, it } from 'vitest';
import type { SelectQuery } from '@momq/dialect';
import { asked, draft, field } from '../../testing/asked-shop.js';

describe('an order', () => {
  const newest: SelectQuery = {
    ...draft('orders', 'id'),
    orderBy: [{ expression: field('orders.shipped_at'), descending: true }],
    limit: 1,
  };
  it.each([
    'List the orders, newest first',
    'Orders from newest to oldest',
    'Show all orders with the most recent ones at the top',
    'All orders sorted by shipping date',
    'orders in descending order of shipping',
    'Show orders chronologically',
    'Which orders were shipped, latest first?',
    'Orders ordered by note',
    'Orders over 100 points ranked in descending order by note',
    'Guest orders, oldest last',
  ])('of all rows is no limit: %s', (question) => {
    expect(asked(question, newest)).toBe('SELECT id FROM orders ORDER BY shipped_at DESC');
  });

  it.each([
    'What is the newest order?',
    'The first order, sorted by shipping date',
    'Top order sorted by shipping date',
    'Show one order, newest first',
    'Which order was shipped last?',
    'The latest order, newest first',
    'Sort the orders by date and show only the newest',
    'Show the order with the longest note, newest first',
    'Which order is ranked highest by shipping date?',
    'The order ranked first by shipping date',
    'Get an order sorted by shipping date',
    'Show the 2nd of the orders sorted by shipping date',
    'A few orders sorted by shipping date',
    'What did clients order by phone?',
    'Goods ordered by Ivy',
  ])('and a choice is one: %s', (question) => {
    expect(asked(question, newest)).toContain('LIMIT 0, 1');
  });

  it('leaves a number that the question states', () => {
    expect(asked('Show three orders, newest first', { ...newest, limit: 3 })).toContain(
      'LIMIT 0, 3',
    );
  });
});
