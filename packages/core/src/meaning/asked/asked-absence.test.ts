import { expect, it } from 'vitest';
import type { Condition } from '@momq/dialect';
import { asked, draft, field } from '../../testing/asked-shop.js';

const isNull: Condition = { kind: 'null', negated: false, value: field('orders.shipped_at') };

it.each([
  ['How many shipped orders are there?', draft('orders', 'count', isNull), 'IS NOT NULL'],
  ['number of shipped orders', draft('orders', 'count'), 'IS NOT NULL'],
  ['number of unshipped orders', draft('orders', 'count'), 'IS NULL'],
  ['number of orders not shipped yet', draft('orders', 'count'), 'IS NULL'],
])('%s has the time, or lacks it', (question, query, sql) => {
  expect(asked(question, query)).toContain(`shipped_at ${sql}`);
});

it('says nothing of a time whose word is not said of the rows', () => {
  expect(asked('number of orders shipped', draft('orders', 'count'))).not.toContain('shipped_at');
});
