import type { TestedConstraint } from '../../generation/token-constraint.js';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';

/** A place in a text that is being written. Never changed; several continuations may share it. */
export interface WrittenTextState {
  /** True when the text so far is whole. */
  readonly complete: boolean;
  /** The state after `text`, any piece of characters; undefined when nothing goes on so. */
  after(text: string): WrittenTextState | undefined;
}

/** Which texts may be written; a dialect's `createGrammar(schema)` gives one. */
export interface WrittenText {
  /** The state before the first character. */
  readonly start: WrittenTextState;
}

/** Where an answer under {@link textConstraint} stands. */
export interface TextConstraintState {
  /** Tokens so far. */
  readonly tokens: readonly number[];
  /** The first of them that is decoded again with the next one. */
  readonly from: number;
  /** Characters of the text from there that `place` has seen. */
  readonly seen: number;
  /** Where the grammar stands. */
  readonly place: WrittenTextState;
  /** Tokens since, of a character that is not whole. */
  readonly waiting: number;
}

/** Tokens that a character may be made of before its last: UTF-8 has four bytes at most. */
const longestWait = 3;

/** Stands for a character that is not whole. */
const anyCharacter = '\uFFFD';

/** Bytes that are no UTF-8 yet. */
const unfinished = /\uFFFD+$/;

/**
 * The constraint that a grammar of characters puts on tokens, wherever their borders lie. A token that ends inside a
 * character comes where the grammar takes any character (it is asked with U+FFFD), as in a constant; what it begins is put
 * to the grammar when the character is whole, and no answer ends there.
 *
 * @example
 * const constraint = textConstraint(pack.createGrammar(schema), tokenizer);
 * await generator.generate({ prompt, constraint });
 */
export function textConstraint(
  grammar: WrittenText,
  tokenizer: Pick<TextTokenizer, 'decode'>,
): TestedConstraint<TextConstraintState> {
  const step = (state: TextConstraintState, token: number): TextConstraintState | undefined => {
    const { tokens, from, seen, waiting } = state;
    const decoded = tokenizer.decode([...tokens.slice(from), token]);
    const text = decoded.replace(unfinished, '');
    const isWhole = text === decoded;
    const piece = text.slice(seen);
    if (piece !== '') {
      const place = state.place.after(piece);
      if (place === undefined) return undefined;
      if (!isWhole && place.after(anyCharacter) === undefined) return undefined;
      const next = { tokens: [...tokens, token], place, waiting: isWhole ? 0 : 1 };
      // A token of whole characters is all that the next one's text depends on.
      return isWhole && waiting === 0
        ? { ...next, from: tokens.length, seen: tokenizer.decode([token]).length }
        : { ...next, from, seen: text.length };
    }
    // A token without text, such as a special one, would go on for ever.
    if (isWhole || waiting === longestWait) return undefined;
    if (state.place.after(anyCharacter) === undefined) return undefined;
    return { ...state, tokens: [...tokens, token], waiting: waiting + 1 };
  };
  return {
    start: () => ({ tokens: [], from: 0, seen: 0, place: grammar.start, waiting: 0 }),
    allows: (state, token) => step(state, token) !== undefined,
    next: (state, token) => step(state, token) ?? state,
    done: ({ place, waiting }) => place.complete && waiting === 0,
  };
}
