import type { WrittenText, WrittenTextState } from '@momq/moe/text';
import { expect, it } from 'vitest';
import { answerGrammar } from './answer-grammar.js';

/** `SELECT 1`, with spaces behind it. */
const query: WrittenText = (() => {
  const at = (text: string): WrittenTextState | undefined =>
    'SELECT 1'.startsWith(text) || /^SELECT 1;? *\n?$/.test(text)
      ? { complete: /^SELECT 1;? *\n?$/.test(text), after: (more) => at(text + more) }
      : undefined;
  return { start: at('')! };
})();

function completeAfter(...pieces: string[]): boolean | undefined {
  let state: WrittenTextState | undefined = answerGrammar(query).start;
  for (const piece of pieces) state = state?.after(piece);
  return state?.complete;
}

it('takes a query alone and in a block of code, wherever the pieces part', () => {
  for (const text of ['SELECT 1', '```sql\nSELECT 1\n```', '```\nSELECT 1;\n```\n']) {
    expect(completeAfter(text)).toBe(true);
    expect(completeAfter(...text)).toBe(true);
  }
  expect(completeAfter('```', 'sql', '\nSEL', 'ECT 1', ';\n```')).toBe(true);
  expect(completeAfter('```sql\nSELECT')).toBe(false);
});

it('takes nothing else before or behind it', () => {
  expect(completeAfter('Sure: SELECT 1')).toBeUndefined();
  expect(completeAfter('```sql\nSELECT 1\n```\nThis')).toBeUndefined();
  expect(completeAfter('SELECT```')).toBeUndefined();
  expect(completeAfter('````')).toBeUndefined();
  expect(completeAfter('SELECT 1', '``````')).toBeUndefined();
});
