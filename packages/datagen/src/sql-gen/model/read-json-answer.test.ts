import { expect, it } from 'vitest';
import { z } from 'zod';
import { readJsonAnswer } from './read-json-answer.js';

const schema = z.object({ reasoning: z.string().optional(), query_template: z.string() });
const read = (text: string) => readJsonAnswer(text, schema);

// As Qwen2.5-Coder 0.5B wrote them, shortened.
it.each([
  [
    'a fence',
    '```json\n{\n  "reasoning": "It counts.",\n  "query_template": "SELECT COUNT(*) FROM game"\n}\n```',
    'SELECT COUNT(*) FROM game',
  ],
  [
    'quotes in a text',
    '{\n  "reasoning": "It replaces "and" with " & ". The function is REPLACE.",\n  "query_template": "SELECT REPLACE(title, \' and \', \' & \') FROM game"\n}',
    "SELECT REPLACE(title, ' and ', ' & ') FROM game",
  ],
  [
    'no brace at the end',
    '{\n  "reasoning": "It cannot be used.",\n  "query_template": "the template"',
    'the template',
  ],
  [
    'line breaks in a text',
    '{"query_template": "SELECT title\nFROM game\tWHERE price > 3"}',
    'SELECT title\nFROM game\tWHERE price > 3',
  ],
  [
    'quoted names',
    '{"query_template": "SELECT "first name" FROM "guest""}',
    'SELECT "first name" FROM "guest"',
  ],
  [
    'two blocks of which one is broken',
    '```json\n{\n  "query_template": "SELECT name FROM product\n```\n\n```json\n{\n  "query_template": "SELECT branch_id FROM branch"\n}\n```',
    'SELECT branch_id FROM branch',
  ],
  ['an escaped quote', '{"query_template": "SELECT \\"a\\"\nFROM t"}', 'SELECT "a"\nFROM t'],
])('reads JSON with %s', (_, text, template) => {
  expect(read(text)).toMatchObject({ value: { query_template: template } });
});

it.each([
  ['Certainly! Here is nothing.', /no JSON object/],
  ['{"query_template": 3}', /query_template: /],
  ['{"reasoning": "Nothing else."}', /query_template: /],
  ['{"query_template": SELECT 1}', /does not parse/],
  ['{"query_template": "SELECT a FROM b WHERE', /does not parse/],
])('says what is wrong with %s', (text, problem) => {
  expect(read(text)).toEqual({ problem: expect.stringMatching(problem) as string, text });
});
