import { reservedWords } from '../bigquery-keywords.js';
import type { Token } from '../googlesql-tokens.js';

/** Signs of two characters. */
const PAIRS = new Set([
  '!=',
  '<=',
  '<>',
  '>=',
  '||',
  '<<',
  '=>',
  '->',
  '+=',
  '-=',
  '|>',
  '==',
  '::',
]);

/** The text is none that the grammar knows; the cursor stands where it does not go on. */
export class GrammarMismatch extends Error {}

const MISMATCH = new GrammarMismatch('not in the grammar');

/** Goes through the tokens of a text, one after the other. */
export class TokenCursor {
  /** Of the token that comes next. */
  place = 0;
  readonly tokens: readonly Token[];
  /** Keywords and names without backticks, upper case; empty for other tokens. */
  private readonly keywords: readonly string[];
  private readonly closing: ReadonlyMap<number, number>;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.keywords = tokens.map(({ kind, text }) => (kind === 'word' ? text.toUpperCase() : ''));
    this.closing = closings(tokens);
  }

  get token(): Token | undefined {
    return this.tokens[this.place];
  }

  get atEnd(): boolean {
    return this.place >= this.tokens.length;
  }

  /** The keyword so many tokens ahead, upper case; empty where another token stands. */
  word(ahead = 0): string {
    return this.keywords[this.place + ahead] ?? '';
  }

  /** The keywords and names without backticks from a place up to here, upper case; empty for other tokens. */
  words(from: number): readonly string[] {
    return this.keywords.slice(from, this.place);
  }

  /** The sign at a place ahead, two characters where they belong together; empty where another token stands. */
  sign(ahead = 0): string {
    const token = this.tokens[this.place + ahead];
    if (token?.kind !== 'symbol') return '';
    const next = this.tokens[this.place + ahead + 1];
    if (next?.kind !== 'symbol' || next.start !== token.end) return token.text;
    const pair = token.text + next.text;
    return PAIRS.has(pair) ? pair : token.text;
  }

  /** Whether these keywords come next. */
  isNext(...words: readonly string[]): boolean {
    return words.every((word, ahead) => this.word(ahead) === word);
  }

  /** Goes on behind the keywords where they come next. */
  take(...words: readonly string[]): boolean {
    const here = this.isNext(...words);
    if (here) this.place += words.length;
    return here;
  }

  /** Goes on behind the sign where it comes next. */
  takeSign(sign: string): boolean {
    const here = this.sign() === sign;
    if (here) this.place += sign.length;
    return here;
  }

  /** @throws GrammarMismatch unless the keywords come next */
  expect(...words: readonly string[]): void {
    if (!this.take(...words)) this.fail();
  }

  /** @throws GrammarMismatch unless the sign comes next */
  expectSign(sign: string): void {
    if (!this.takeSign(sign)) this.fail();
  }

  /** Whether a name comes so many tokens ahead. */
  isName(ahead = 0): boolean {
    const token = this.tokens[this.place + ahead];
    if (token?.kind === 'word') return !reservedWords.has(this.word(ahead));
    // Names with escaped letters are left to ZetaSQL.
    return token?.kind === 'name' && token.text !== '' && !token.text.includes('\\');
  }

  /** A name; behind a dot, keywords are names too. @throws GrammarMismatch where none comes */
  name(isAnyWord = false): string {
    const { token } = this;
    if (token === undefined || !(this.isName() || (isAnyWord && token.kind === 'word')))
      this.fail();
    this.place += 1;
    return token.text;
  }

  /** Names with dots between them. @throws GrammarMismatch where none comes */
  path(): string[] {
    const names = [this.name()];
    while (this.sign() === '.' && this.isPathPart(1)) {
      this.place += 1;
      names.push(this.name(true));
    }
    return names;
  }

  /** Whether a word or a name stands so many tokens ahead. */
  isPathPart(ahead: number): boolean {
    return this.tokens[this.place + ahead]?.kind === 'word' || this.isName(ahead);
  }

  /** Something, and more of it behind commas. */
  list(item: () => void): void {
    do item();
    while (this.takeSign(','));
  }

  /** @throws GrammarMismatch where a word or number follows the last token without a blank; names in backticks may */
  requireGap(): void {
    const isGlued = this.token?.start === this.tokens[this.place - 1]?.end;
    if (isGlued && /^(word|number)$/.test(this.token?.kind ?? '')) this.fail();
  }

  /** What stands in round brackets. */
  inBrackets(content: () => void): void {
    this.expectSign('(');
    content();
    this.expectSign(')');
  }

  /** Place of the token behind the bracket that closes the one at a place. */
  behindBracket(place: number): number {
    return (this.closing.get(place) ?? this.tokens.length) + 1;
  }

  /** Goes to the end of the brackets, or of the statement, that this place is in. */
  skipBracket(): void {
    for (; !this.atEnd && this.sign() !== ')' && this.sign() !== ';'; this.place += 1)
      if (this.sign() === '(') this.place = this.behindBracket(this.place) - 1;
  }

  /** @throws GrammarMismatch */
  fail(): never {
    throw MISMATCH;
  }
}

function closings(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const [open, found] = [[] as number[], new Map<number, number>()];
  tokens.forEach(({ kind, text }, place) => {
    if (kind !== 'symbol') return;
    if (text === '(') open.push(place);
    else if (text === ')') found.set(open.pop() ?? -1, place);
  });
  return found;
}
