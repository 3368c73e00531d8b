import assert from 'node:assert/strict';
import type { TextGrammar } from '@momq/dialect';
import { grammarReach } from './grammar-reach.js';

/** What {@link testGrammar} needs. */
export interface TestGrammarOptions {
  readonly grammar: TextGrammar;
  /** `test` of vitest, `node:test` and others. */
  readonly test: (name: string, run: () => void) => unknown;
  /** Queries that it takes. */
  readonly takes: readonly string[];
  /** What it refuses: said in words, the text before, which it takes, and the text inside which it stops. */
  readonly refuses: readonly (readonly [what: string, written: string, wrong: string])[];
}

/** Registers a test for each text that a grammar takes or refuses. */
export function testGrammar({ grammar, test, takes, refuses }: TestGrammarOptions): void {
  for (const text of takes)
    test(`takes ${text}`, () =>
      assert.deepEqual(grammarReach(grammar, text), { read: text, complete: true }));
  for (const [what, written, wrong] of refuses)
    test(`refuses ${what}`, () => {
      const text = written + wrong;
      const { length } = grammarReach(grammar, text).read;
      assert.ok(
        length >= written.length && length < text.length,
        `expected a grammar that stops inside ⟨…⟩ of ${written}⟨${wrong}⟩, got one that reads ${text.slice(0, length)}`,
      );
    });
}
