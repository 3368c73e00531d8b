import type { GrammarState, Mode } from './grammar-state.js';
import type { GrammarTables } from './grammar-tables.js';
import type { QueryWord } from './query-words.js';

/** What a rule may look at and mark. */
export class Marker {
  readonly mask: Uint8Array;

  constructor(readonly tables: GrammarTables) {
    this.mask = new Uint8Array(tables.size);
  }

  /** Allows a word; nothing happens when the dialect is without it. */
  word(word: QueryWord): void {
    const code = this.tables.codes.get(word);
    if (code !== undefined) this.mask[code] = 1;
  }

  words(words: readonly QueryWord[]): void {
    words.forEach((word) => this.word(word));
  }

  code(code: number): void {
    this.mask[code] = 1;
  }
}

/** Settings shared by all rules. */
export interface RuleContext {
  readonly tables: GrammarTables;
  readonly softLength: number;
}

/** How one mode goes on: which codes it allows, and the state after one of them. */
export interface Rule {
  allow(context: RuleContext, state: GrammarState, marker: Marker): void;
  /** `code` is one that `allow` marked; `word` its word, where it is one. */
  next(
    context: RuleContext,
    state: GrammarState,
    code: number,
    word: QueryWord | undefined,
  ): GrammarState;
}

/** Rules of some modes. */
export type Rules<M extends Mode = Mode> = Readonly<Record<M, Rule>>;

/** The state one token later. */
export function advance(state: GrammarState, change: Partial<GrammarState>): GrammarState {
  return { ...state, ...change, length: state.length + 1 };
}

/** True when optional parts are no longer begun. */
export function isLong(context: RuleContext, state: GrammarState): boolean {
  return state.length >= context.softLength;
}
