import { expect, it } from 'vitest';
import { smallContent } from '../testing/small-content.js';
import { Phrase } from './phrase.js';
import { isComplete, pointsBack } from './read-follow-up.js';

const { schema: plain } = smallContent('shop', {
  'Customers Master(id int pk, name text)': [],
  'order_items(id int pk, qty int)': [],
  'hr.employee(id int pk, pay real)': [],
});
// as PostgreSQL has it: a table of another schema than public
const schema = {
  ...plain,
  entities: plain.entities.map((entity) =>
    entity.name === 'hr.employee' ? { ...entity, path: ['hr', 'employee'] } : entity,
  ),
};

it.each([
  ['How many customers are there?', false],
  ['Which items have a quantity above 5?', false],
  ['List all customers from Spain.', false],
  ['What is the average pay of employees?', false],
  ['Which employee earns the most?', false],
  ['How many of them are from Spain?', true],
  ['How many are there?', true],
  ['And the customers from Spain?', true],
  ['Which of those customers are new?', true],
  ['Order by name', true],
])('%s', (question, back) => {
  expect(pointsBack(question, schema)).toBe(back);
});

it.each([
  ['What is the average pay of employees?', true],
  ['What is the average age of customers?', true],
  ['Who has the highest pay of the employees?', true],
  ['What is the average pay?', false],
  ['Which of them are employees?', false],
  ['And of the customers?', false],
])('asks for something new or not: %s', (question, complete) => {
  expect(isComplete(Phrase.of(question), schema)).toBe(complete);
});
