import type { TextGrammar } from '@momq/dialect';

/** What a grammar takes of a text. */
export interface GrammarReach {
  /** The text up to the first character that may not stand where it does. */
  readonly read: string;
  /** Whether all of it was read and is a query that is whole. */
  readonly complete: boolean;
}

/** How far a grammar goes along with a text that comes character by character. */
export function grammarReach({ start }: TextGrammar, text: string): GrammarReach {
  let state = start;
  let read = '';
  for (const character of text) {
    const next = state.after(character);
    if (next === undefined) return { read, complete: false };
    state = next;
    read += character;
  }
  return { read, complete: state.complete };
}
