import { QuerySyntaxError } from '@momq/dialect';
import type { QueryItem, QueryToken } from './query-items.js';
import { queryWords, type QueryWord, type WordNames } from './query-words.js';

type ItemOf<K extends QueryItem['kind']> = Extract<QueryItem, { kind: K }>;

/** A place in a row of tokens, with what stands there. */
export class TokenCursor {
  #position = 0;
  readonly #canonical: ReadonlyMap<string, QueryWord>;

  constructor(
    private readonly tokens: readonly QueryToken[],
    private readonly items: readonly QueryItem[],
    names: WordNames,
  ) {
    // A model that lacks the dialect's own name of a word says the canonical one.
    this.#canonical = new Map([
      ...queryWords.map((word) => [word, word] as const),
      ...queryWords.map((word) => [names[word] ?? word, word] as const),
    ]);
  }

  /** Takes the word. @throws QuerySyntaxError when another token comes next */
  expectWord(word: QueryWord): void {
    if (!this.take(word)) this.fail(`the word ${word}`);
  }

  /** @throws QuerySyntaxError when tokens are left */
  expectEnd(): void {
    if (this.#position < this.tokens.length) this.fail('no more tokens');
  }

  /** @throws QuerySyntaxError that names the next token */
  fail(expected: string): never {
    const token = this.tokens[this.#position];
    const got =
      token === undefined
        ? 'the end'
        : token.kind === 'word'
          ? token.word
          : `item ${token.index} (${JSON.stringify(this.items[token.index])})`;
    throw new QuerySyntaxError(`token form: expected ${expected}, got ${got}`, {
      line: 1,
      column: this.#position + 1,
      fragment: got,
    });
  }

  /** The word that comes next, or after `ahead` tokens; undefined when an item or nothing does. */
  word(ahead = 0): QueryWord | undefined {
    const token = this.tokens[this.#position + ahead];
    return token?.kind === 'word' ? this.#canonical.get(token.word) : undefined;
  }

  /** Takes the word where it comes next. */
  take(word: QueryWord): boolean {
    if (this.word() !== word) return false;
    this.#position += 1;
    return true;
  }

  /** The item that comes next, if one does. */
  peekItem(): QueryItem | undefined {
    const token = this.tokens[this.#position];
    return token?.kind === 'item' ? this.items[token.index] : undefined;
  }

  /** Takes an item of the kind. @throws QuerySyntaxError when another token comes next */
  item<K extends QueryItem['kind']>(kind: K): ItemOf<K> {
    const item = this.peekItem();
    if (item?.kind !== kind) this.fail(`a pointer to a ${kind}`);
    this.#position += 1;
    return item as ItemOf<K>;
  }

  /** Goes past the next token. */
  advance(): void {
    this.#position += 1;
  }
}
