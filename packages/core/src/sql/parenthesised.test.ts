import { expect, test } from 'vitest';
import { parenthesised } from './parenthesised.js';

test.each([
  'name',
  't1.name',
  '"odd ""name"" (x"',
  't1."a.b"',
  '`odd``name`.x',
  "'it''s (a + b'",
  '42',
  '1.5',
  'NULL',
  'LOWER(name)',
  "REPLACE(a, ')', '(')",
  'f("a)", (b + c) * d)',
  '(a + b)',
  'CAST(a + b AS INTEGER)',
])('%s is an operand', (text) => {
  expect(parenthesised(text)).toBe(text);
});

test.each([
  '-1',
  'a + b',
  '(a) + (b)',
  'f(a) || f(b)',
  "'a' || 'b'",
  'CASE WHEN a THEN b END',
  "DATE '2024-01-01'",
  'COUNT(*) OVER (ORDER BY a)',
  'NOT f(a)',
  "f(a, 'open",
])('%s gets parentheses', (text) => {
  expect(parenthesised(text)).toBe(`(${text})`);
});
