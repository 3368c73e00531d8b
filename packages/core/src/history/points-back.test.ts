import { expect, it } from 'vitest';
import { smallContent } from '../testing/small-content.js';
import { pointsBack } from './read-follow-up.js';

const { schema } = smallContent('shop', {
  'Customers Master(id int pk, name text)': [],
  'order_items(id int pk, qty int)': [],
});

it.each([
  ['How many customers are there?', false],
  ['Which items have a quantity above 5?', false],
  ['List all customers from Spain.', false],
  ['How many of them are from Spain?', true],
  ['How many are there?', true],
  ['And the customers from Spain?', true],
  ['Which of those customers are new?', true],
  ['Order by name', true],
])('%s', (question, back) => {
  expect(pointsBack(question, schema)).toBe(back);
});
