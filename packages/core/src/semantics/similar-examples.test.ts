import { expect, it } from 'vitest';
import { sameQuestion, similarExamples } from './similar-examples.js';

const examples = [
  'Who are our sleeping customers?',
  'How many orders were shipped in March?',
  'What is the revenue of German customers?',
].map((question, index) => ({ question, query: `SELECT ${index}` }));

it('finds the example that asks the same, however it is written', () => {
  expect(sameQuestion('who are the sleeping customers', examples)).toBe(examples[0]);
  expect(sameQuestion('How many orders were shipped in May?', examples)).toBeUndefined();
  expect(sameQuestion('Who are not our sleeping customers?', examples)).toBeUndefined();
});

it('finds the examples that are like a question, best first', () => {
  const found = similarExamples('Which German customers ordered in March?', examples, 2);
  expect(found.map(({ query }) => query)).toEqual(['SELECT 2', 'SELECT 1']);
  expect(similarExamples('Why?', examples, 2)).toEqual([]);
});
