import type { TextGrammarState } from '@momq/dialect';
import { expect, it } from 'vitest';
import { grammarReach } from './grammar-reach.js';

/** `yes`, and nothing else. */
function after(written: string): TextGrammarState {
  return {
    complete: written === 'yes',
    after: (text) => ('yes'.startsWith(written + text) ? after(written + text) : undefined),
  };
}

it.each([
  ['yes', 'yes', true],
  ['ye', 'ye', false],
  ['yet', 'ye', false],
  ['yes!', 'yes', false],
  ['', '', false],
])('goes along with %j as far as %j', (text, read, complete) => {
  expect(grammarReach({ start: after('') }, text)).toEqual({ read, complete });
});
