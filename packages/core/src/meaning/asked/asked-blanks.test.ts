import { expect, it } from 'vitest';
import type { Condition, SelectQuery } from '@momq/dialect';
import { asked, draft, field } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const shop = smallContent('shop', {
  'orders(id int pk, shipped text, note text, paid text, total real)': [
    [1, '2023-01-01', 'x', '', 5],
    [2, '', null, ' ', null],
  ],
  'returns(order_id int, reason text)': [[1, '']],
});
const missing = (name: string, negated = false): Condition => ({
  kind: 'null',
  negated,
  value: field(name),
});
const where = (query: SelectQuery): string =>
  asked('Which orders are there?', query, shop).split(' WHERE ')[1]!;
const orders = (condition: Condition): string => where(draft('orders', 'id', condition));

it('counts empty texts of a column that holds them as missing', () => {
  expect(orders(missing('orders.shipped'))).toBe("shipped IS NULL OR shipped = ''");
  expect(orders(missing('orders.shipped', true))).toBe("shipped IS NOT NULL AND shipped != ''");
  expect(orders(missing('orders.paid'))).toBe("paid IS NULL OR paid IN ('', ' ')");
});

it('leaves other columns, and empty texts that the query speaks of', () => {
  expect(orders(missing('orders.note'))).toBe('note IS NULL');
  expect(orders(missing('orders.total'))).toBe('total IS NULL');
  const empty: Condition = {
    kind: 'compare',
    operator: '=',
    left: field('orders.shipped'),
    right: { kind: 'literal', value: '' },
  };
  const both: Condition = { kind: 'or', conditions: [missing('orders.shipped'), empty] };
  expect(orders(both)).toBe("shipped IS NULL OR shipped = ''");
});

it('leaves what an optional join did not find', () => {
  const [left, right] = [field('orders.id'), field('returns.order_id')];
  const join = { kind: 'fields', left, right, optional: true } as const;
  const query = draft('orders', 'id', missing('returns.reason'));
  const from = [...query.from, { entity: 'returns', instance: 0, join }];
  expect(where({ ...query, from })).toMatch(/reason IS NULL$/);
});
