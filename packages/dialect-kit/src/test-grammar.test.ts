import { expect, it } from 'vitest';
import { testGrammar } from './test-grammar.js';
import { yesGrammar } from './testing/yes-grammar.js';

it('fails for what is not taken, taken, or stops elsewhere', () => {
  const failed: string[] = [];
  const passed: string[] = [];
  testGrammar({
    grammar: yesGrammar,
    test: (name, run) => {
      try {
        run();
        passed.push(name);
      } catch {
        failed.push(name);
      }
    },
    takes: ['yes', 'ye', 'no'],
    refuses: [
      ['another letter', 'ye', 't'],
      ['more', 'yes', '!'],
      ['what it takes', 'ye', 's'],
      ['what begins wrongly', 'no', '!'],
    ],
  });
  expect(passed).toEqual(['takes yes', 'refuses another letter', 'refuses more']);
  expect(failed).toEqual([
    'takes ye',
    'takes no',
    'refuses what it takes',
    'refuses what begins wrongly',
  ]);
});
