import type { TextGrammar, TextGrammarState } from '@momq/dialect';

/** `yes`, and nothing else. */
export const yesGrammar: TextGrammar = { start: after('') };

function after(written: string): TextGrammarState {
  return {
    complete: written === 'yes',
    after: (text) => ('yes'.startsWith(written + text) ? after(written + text) : undefined),
  };
}
