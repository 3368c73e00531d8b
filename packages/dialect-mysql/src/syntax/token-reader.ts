import type { QuerySyntaxError } from '@momq/dialect';
import { reservedWords } from '../mysql-keywords.js';
import { syntaxError } from './tokens.js';
import type { Token } from './tokens.js';

/** Longest nesting of parentheses, CASE and subqueries, and most operators in one chain. */
const MAX_DEPTH = 200;
const MAX_CHAIN = 2_500;

const END: Token = { kind: 'end', text: '', value: '', start: 0, end: 0 };

/** Reads tokens one after the other; the parsers of a query share one. */
export class TokenReader {
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private place = 0;
  private depth = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source;
    this.tokens = tokens;
  }

  /** The token that comes, or one behind it. */
  peek(ahead = 0): Token {
    return this.tokens[this.place + ahead] ?? this.tokens.at(-1) ?? END;
  }

  /** Takes the token that comes. */
  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.place += 1;
    return token;
  }

  /** True where these words come, the first `ahead` tokens away. */
  isWord(words: string, ahead = 0): boolean {
    return words.split(' ').every((word, index) => {
      const { kind, text } = this.peek(ahead + index);
      return kind === 'word' && text.toUpperCase() === word;
    });
  }

  /** Takes these words where they come. */
  takeWord(words: string): boolean {
    if (!this.isWord(words)) return false;
    this.place += words.split(' ').length;
    return true;
  }

  /** Takes the first of several words that comes, and gives it in upper case. */
  takeOneOf(words: readonly string[]): string | undefined {
    return words.find((word) => this.takeWord(word));
  }

  /** @throws QuerySyntaxError unless these words come */
  expectWord(words: string): void {
    if (!this.takeWord(words)) throw this.unexpected(words);
  }

  /** True where this sign comes. */
  isSign(sign: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'operator' && text === sign;
  }

  /** Takes this sign where it comes. */
  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.place += 1;
    return true;
  }

  /** @throws QuerySyntaxError unless this sign comes */
  expectSign(sign: string): void {
    if (!this.takeSign(sign)) throw this.unexpected(sign);
  }

  /** True where a name comes that needs no qualifier before it: in backticks, or no reserved word. */
  isName(ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'quoted' || (kind === 'word' && !reservedWords.has(text.toUpperCase()));
  }

  /** @throws QuerySyntaxError unless a name comes */
  name(): string {
    if (this.isName()) return this.next().value;
    throw this.unexpected('a name');
  }

  /** A name with its qualifiers: `a`, `a.b`, `a.b.c`; behind a dot reserved words are names too. */
  qualifiedName(): string[] {
    const parts = [this.name()];
    while (this.isSign('.') && ['word', 'quoted'].includes(this.peek(1).kind)) {
      this.place += 1;
      parts.push(this.next().value);
    }
    return parts;
  }

  /** An alias with or without AS; a text counts as one. */
  alias(): string | undefined {
    if (this.takeWord('AS')) {
      if (this.peek().kind === 'text') return this.next().value;
      return this.name();
    }
    return this.isName() || this.peek().kind === 'text' ? this.next().value : undefined;
  }

  /** One or more, with commas between. */
  list<T>(one: () => T): T[] {
    const items = [one()];
    while (this.takeSign(',')) items.push(one());
    return items;
  }

  /** Something in parentheses. */
  inParentheses<T>(inside: () => T): T {
    this.expectSign('(');
    const value = inside();
    this.expectSign(')');
    return value;
  }

  /** Reads something that may contain itself. @throws QuerySyntaxError where it does so too often */
  nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      throw syntaxError(
        this.source,
        this.peek().start,
        `expected at most ${MAX_DEPTH} parentheses and queries one in the other, got more`,
      );
    const value = read();
    this.depth -= 1;
    return value;
  }

  /** @throws QuerySyntaxError where a chain of operators has too many links */
  requireChain(links: number): void {
    if (links > MAX_CHAIN)
      throw syntaxError(
        this.source,
        this.peek().start,
        `expected at most ${MAX_CHAIN} operators in a row, got more`,
      );
  }

  /** The text between two places. */
  textBetween(start: number, end: number): string {
    return this.source.slice(start, end);
  }

  /** Where the token before the coming one ended. */
  get lastEnd(): number {
    return this.tokens[this.place - 1]?.end ?? 0;
  }

  /** An error at the token that comes. */
  unexpected(expected: string): QuerySyntaxError {
    const { kind, text, start } = this.peek();
    const got = kind === 'end' ? 'the end' : text.slice(0, 40);
    return syntaxError(this.source, start, `expected ${expected}, got ${got}`);
  }
}
