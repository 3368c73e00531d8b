import { expect, it } from 'vitest';
import { shortened } from './shortened.js';

it('keeps what is short enough', () => {
  expect(shortened('abc', 3)).toBe('abc');
  expect(shortened('😀', 2)).toBe('😀');
});

it('ends what is too long', () => {
  expect(shortened('abcd', 3)).toBe('ab…');
});

it('cuts no character in two', () => {
  expect(shortened('a😀😀', 3)).toBe('a…');
  expect(shortened('a😀😀', 4)).toBe('a😀…');
});
