import { sqlite } from '@momq/dialect-sqlite';
import type { DatabaseSchema, Teaching } from '@momq/core';
import { expect, it } from 'vitest';
import { chatFormat } from './chat-format.js';
import { queryPrompt } from './query-prompt.js';

const schema: DatabaseSchema = {
  name: 'shop',
  family: 'relational',
  entities: [{ name: 'customer', fields: [{ name: 'home city', type: 'text' }] }],
  links: [],
};
const dialect = sqlite();
const tokens = (...known: string[]) => ({
  idOf: (token: string) => (known.includes(token) ? 1 : null),
});

it('begins alike for all questions on a schema, and ends with the question', () => {
  const [first, second] = ['How many?', 'Who?'].map((question) =>
    chatFormat(tokens('<|im_start|>')).render(queryPrompt({ question, schema, dialect })),
  ) as [string, string];
  const shared = first.slice(0, first.indexOf('How many?'));
  expect(shared).toContain('home city');
  expect(second.startsWith(shared)).toBe(true);
  expect(first).toMatch(/one sqlite query.*<\|im_end\|>\n<\|im_start\|>assistant\n$/);
});

it('tells of the attempt that did not run', () => {
  const previous = { query: 'SELECT x', code: 'QUERY_EXECUTION', message: 'no such column: x' };
  const messages = queryPrompt({ question: 'Who?', schema, dialect, previous });
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(messages[2]!.text).toBe('SELECT x');
  expect(messages[3]!.text).toContain('no such column: x');
});

it('tells what a semantic model teaches, the most alike pair nearest to the question', () => {
  const teaching: Teaching = {
    source: 'shop.osi.yaml',
    schema,
    whole: schema,
    definitions: [],
    metrics: [{ name: 'revenue', expression: 'SUM(orders.total)' }],
    instructions: ['Amounts are in cents.'],
    examples: [
      { question: 'Where do people live?', query: 'SELECT 1' },
      { question: 'Which customers live in Paris?', query: 'SELECT 2' },
      { question: 'What sells?', query: 'SELECT 3' },
    ],
    notes: [],
  };
  const question = 'Which customers live in Rome?';
  const messages = queryPrompt({ question, schema, dialect, teaching });
  expect(messages[0]!.text).toContain('- Amounts are in cents.\n- revenue is SUM(orders.total)');
  expect(messages.slice(1).map(({ text }) => text.split('\n')[0])).toEqual([
    'Question: Where do people live?',
    'SELECT 1',
    'Question: Which customers live in Paris?',
    'SELECT 2',
    `Question: ${question}`,
  ]);
});

it('takes the marks that the base knows', () => {
  const messages = [{ role: 'user', text: 'Hi' }] as const;
  const render = (...known: string[]) => chatFormat(tokens(...known)).render(messages);
  expect(render('<|im_start|>')).toBe('<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n');
  expect(render('<|start_header_id|>')).toBe(
    '<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
  );
  expect(render()).toBe('Hi\n\n');
});
