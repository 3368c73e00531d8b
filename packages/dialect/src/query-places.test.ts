import { expect, it } from 'vitest';
import { placedParts } from './query-places.js';

it('puts parts in the order of the text, with lines and columns from 1 in UTF-16 code units', () => {
  const text = "SELECT '🐟',\n\n  1, '🐟', ?\n";
  const fish = { type: 'text', value: '🐟' } as const;
  const found = placedParts(
    text,
    [
      { ...fish, start: 19, end: 23 },
      { type: 'number', value: 1, start: 16, end: 17 },
      { ...fish, start: 7, end: 11 },
    ],
    [{ name: '?', start: 25, end: 26 }],
  );
  expect(found.literals).toEqual(['🐟', 1]);
  const places = [...found.placedLiterals, ...found.placeholders].map(
    ({ start, end, line, column }) => [text.slice(start, end), line, column],
  );
  expect(places).toEqual([
    ["'🐟'", 1, 8],
    ['1', 3, 3],
    ["'🐟'", 3, 6],
    ['?', 3, 12],
  ]);
});
