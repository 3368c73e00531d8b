import { expect, it } from 'vitest';
import { isNearSpelling } from './near-spelling.js';

it.each([
  ['costumer', 'customer'], // two neighbours swapped
  ['alergy', 'allergy'],
  ['prodct', 'product'],
  ['instructure', 'instructor'], // two slips in a long word
])('takes %s for %s', (left, right) => {
  expect(isNearSpelling(left, right)).toBe(true);
  expect(isNearSpelling(right, left)).toBe(true);
});

it.each([
  ['ship', 'shop'], // short words have too many neighbours
  ['order', 'older'.slice(0, 4)],
  ['unicorn', 'customer'],
  ['singer', 'ranger'],
])('keeps %s and %s apart', (left, right) => {
  expect(isNearSpelling(left, right)).toBe(false);
});
