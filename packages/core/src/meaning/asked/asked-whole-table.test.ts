import { expect, it } from 'vitest';
import { asked, draft, equals } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const plain = smallContent('shop', {
  'customer master(id int pk, name text, joined text, country text)': [],
  'active_customers(id int, name text, joined text)': [],
  'late_orders(id int, total real, days int)': [],
  'orders(id int pk, total real)': [],
});
const views = new Set(['active_customers', 'late_orders']);
const content = {
  ...plain,
  schema: {
    ...plain.schema,
    entities: plain.schema.entities.map((entity) =>
      views.has(entity.name) ? { ...entity, kind: 'view' as const } : entity,
    ),
  },
};

it.each([
  ['How many customers are there?', 'active_customers', 'customer master'],
  ['How many customers are active?', 'active_customers', 'active_customers'],
  ['How many active customers are there?', 'active_customers', 'active_customers'],
  // the view has a column that the table lacks
  ['How many orders are there?', 'late_orders', 'late_orders'],
  ['How many people are there?', 'active_customers', 'active_customers'],
])('%s', (question, from, table) => {
  const written = asked(question, draft(from, 'count'), content);
  expect(written.replaceAll('`', '')).toBe(`SELECT COUNT(*) FROM ${table}`);
});

it('reads the columns of the table too', () => {
  const query = draft('active_customers', 'name', equals('active_customers.name', 'Ann'));
  const written = asked('Which customers are called Ann?', query, content);
  expect(written.replaceAll('`', '')).toBe("SELECT name FROM customer master WHERE name = 'Ann'");
});

it('leaves a table that is no view', () => {
  const query = draft('active_customers', 'count');
  expect(asked('How many customers are there?', query, plain)).toContain('active_customers');
});
