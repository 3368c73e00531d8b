import type { QuerySyntaxError } from '@momq/dialect';
import { reservedWords } from '../ngql-keywords.js';
import { tokenise } from './lexer.js';
import { syntaxErrorAt } from './syntax-error.js';
import type { Expression } from './syntax-tree.js';
import type { Token } from './token.js';

/** How deep expressions may be; NebulaGraph's own limit (`max_expression_depth`). */
const deepest = 512;
/** How deep brackets may nest, so that the stack holds them. */
const mostNested = 128;

/** A place in a text's tokens that moves on. */
export class TokenReader {
  readonly text: string;
  private readonly tokens: readonly Token[];
  private place = 0;
  private nesting = 0;
  private isTooDeep = false;
  private readonly depths = new WeakMap<Expression, number>();
  /** Places at which no path begins, so that none is looked for again: nested patterns would take time without end. */
  readonly pathless = new Set<number>();

  /** @throws QuerySyntaxError for text that cannot be cut into tokens */
  constructor(text: string) {
    this.text = text;
    this.tokens = tokenise(text);
  }

  /** The next token, or one behind it. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.place + ahead, this.tokens.length - 1)]!;
  }

  /** Where the token before ended. */
  get lastEnd(): number {
    return this.tokens[this.place - 1]?.end ?? 0;
  }

  next(): Token {
    const token = this.peek();
    this.place += 1;
    return token;
  }

  /** True when the next tokens are these keywords. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, index) => this.peek(index).word === word);
  }

  seesSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.text === symbol;
  }

  /** Takes these keywords if they are next. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.place += words.length;
    return true;
  }

  takesSymbol(symbol: string): boolean {
    if (!this.seesSymbol(symbol)) return false;
    this.place += 1;
    return true;
  }

  expectWord(...words: readonly string[]): void {
    if (!this.takes(...words)) throw this.error(words.join(' '));
  }

  expectSymbol(symbol: string): void {
    if (!this.takesSymbol(symbol)) throw this.error(symbol);
  }

  /** True when the next token is a name: quoted, or no reserved keyword. */
  seesName(ahead = 0): boolean {
    const { kind, word } = this.peek(ahead);
    return kind === 'quoted' || (kind === 'word' && !reservedWords.has(word));
  }

  name(what = 'a name'): string {
    if (!this.seesName()) throw this.error(what);
    return this.next().text;
  }

  /** Items with a comma between each two. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()];
    while (this.takesSymbol(',')) items.push(item());
    return items;
  }

  /** A whole number of 64 bits. @throws QuerySyntaxError beyond */
  integer(): bigint {
    const token = this.peek();
    if (token.kind !== 'integer') throw this.error('a whole number');
    this.next();
    const value = integerOf(token.text);
    if (value > 9223372036854775807n)
      throw this.errorAt(token.start, `Out of range: expected a number of 64 bits, got one beyond`);
    return value;
  }

  /**
   * What `read` makes of the text, or undefined, at the place before, where it is none. A place in `failed` is not tried, and one that
   * fails is added.
   *
   * @throws QuerySyntaxError where the text is too deep
   */
  attempt<Made>(read: () => Made | undefined, failed = new Set<number>()): Made | undefined {
    const { place, nesting } = this;
    if (failed.has(place)) return undefined;
    try {
      const made = read();
      if (made !== undefined) return made;
    } catch (error) {
      if (this.isTooDeep || !(error instanceof Error && 'fragment' in error)) throw error;
    }
    failed.add(place);
    this.place = place;
    this.nesting = nesting;
    return undefined;
  }

  /** Reads one level further in. @throws QuerySyntaxError beyond the depth that is taken */
  nested<Made>(read: () => Made): Made {
    this.nesting += 1;
    if (this.nesting > mostNested) throw this.tooDeep(mostNested);
    const made = read();
    this.nesting -= 1;
    return made;
  }

  /** An expression made of others. */
  built<Made extends Expression>(made: Made, parts: readonly Expression[]): Made {
    const depth = parts.reduce((most, part) => Math.max(most, 1 + (this.depths.get(part) ?? 1)), 1);
    if (depth > deepest) throw this.tooDeep(deepest);
    this.depths.set(made, depth);
    return made;
  }

  /** A link of a chain, by its number from 1. @throws QuerySyntaxError beyond what is taken: chains are walked by recursion */
  link(number: number, what: string): void {
    if (number > deepest) throw this.error(`at most ${deepest} ${what}`);
  }

  error(expected: string): QuerySyntaxError {
    const { kind, start, text } = this.peek();
    const got = kind === 'end' ? 'the end' : kind === 'string' ? 'a text' : text;
    return this.errorAt(start, `expected ${expected}, got ${got.slice(0, 40)}`);
  }

  errorAt(offset: number, message: string): QuerySyntaxError {
    return syntaxErrorAt(this.text, offset, message);
  }

  private tooDeep(most: number): QuerySyntaxError {
    this.isTooDeep = true;
    return this.errorAt(
      this.peek().start,
      `expected an expression of at most ${most} levels, got a deeper one`,
    );
  }
}

/** Decimal, hexadecimal (`0x1F`) and octal (`017`) numbers. */
export function integerOf(text: string): bigint {
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  return BigInt(text);
}
