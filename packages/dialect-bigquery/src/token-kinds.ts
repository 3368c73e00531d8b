import { reservedWords } from './bigquery-keywords.js';
import type { Token } from './googlesql-tokens.js';

/** A name, in backticks or without. */
export function isName(token: Token): boolean {
  return (
    token.kind === 'name' || (token.kind === 'word' && !reservedWords.has(token.text.toUpperCase()))
  );
}

/** The keyword, without backticks. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

/** The sign. */
export function isPunctuation(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'symbol' && token.text === sign;
}
