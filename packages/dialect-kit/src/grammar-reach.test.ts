import { expect, it } from 'vitest';
import { grammarReach } from './grammar-reach.js';
import { yesGrammar } from './testing/yes-grammar.js';

it.each([
  ['yes', 'yes', true],
  ['ye', 'ye', false],
  ['yet', 'ye', false],
  ['yes!', 'yes', false],
  ['', '', false],
])('goes along with %j as far as %j', (text, read, complete) => {
  expect(grammarReach(yesGrammar, text)).toEqual({ read, complete });
});
