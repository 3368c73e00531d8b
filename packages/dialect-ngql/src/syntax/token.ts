/** One lexeme of nGQL. `reference` is `$-`, `$^` or `$$`. */
export type TokenKind =
  'word' | 'quoted' | 'string' | 'integer' | 'float' | 'symbol' | 'variable' | 'reference' | 'end';

/** A lexeme with its place. */
export interface Token {
  readonly kind: TokenKind;
  /** The name, the decoded text, the symbol, or the number as it is written. */
  readonly text: string;
  /** The word in upper case; empty for what is no word. */
  readonly word: string;
  /** Characters before it, and before what follows. */
  readonly start: number;
  readonly end: number;
}
