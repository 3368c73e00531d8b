import { UnsupportedFeatureError } from '@momq/dialect';
import type { DatabaseSchema, Literal } from '@momq/dialect';
import { findValueItem, type LiteralUse } from './literal-items.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { isConstantWord, queryWords, type QueryWord, type WordNames } from './query-words.js';

type SchemaItem = Exclude<QueryItem, { kind: 'value' }>;

const numberWords = new Map<string, QueryWord>(
  queryWords.filter((word) => isConstantWord(word)).map((word) => [word, word]),
);

/** Takes words and pointers, one token each. */
export class TokenSink {
  readonly tokens: QueryToken[] = [];
  protected readonly schema: DatabaseSchema;
  readonly #items: readonly QueryItem[];
  readonly #names: WordNames;
  readonly #pointers = new Map<string, number>();

  constructor(items: readonly QueryItem[], schema: DatabaseSchema, names: WordNames) {
    this.schema = schema;
    this.#items = items;
    this.#names = names;
    items.forEach((item, index) => {
      if (item.kind !== 'value') this.#pointers.set(itemKey(item), index);
    });
  }

  word(word: QueryWord): void {
    this.tokens.push({ kind: 'word', word: this.#names[word] ?? word });
  }

  /** The word several times. */
  repeat(word: QueryWord, times: number): void {
    for (let left = times; left > 0; left -= 1) this.word(word);
  }

  /** @throws UnsupportedFeatureError when there is no such item */
  item(item: SchemaItem): void {
    const key = itemKey(item);
    this.pointer(this.#pointers.get(key) ?? missing(key));
  }

  /** Where the item stands; undefined without one. */
  indexOf(item: SchemaItem): number | undefined {
    return this.#pointers.get(itemKey(item));
  }

  pointer(index: number): void {
    this.tokens.push({ kind: 'item', index });
  }

  /** A constant, as a word or a pointer to a value. @throws UnsupportedFeatureError when no item holds it */
  literal({ value }: Literal, use: LiteralUse): void {
    if (value === null) return this.word('null');
    if (typeof value === 'boolean') return this.word(value ? 'true' : 'false');
    const index = findValueItem(this.#items, value, use);
    if (index !== undefined) return this.pointer(index);
    const word = numberWords.get(String(value));
    if (word !== undefined) return this.word(word);
    this.pointer(
      findValueItem(this.#items, value, use, true) ?? missing(`the value ${JSON.stringify(value)}`),
    );
  }
}

/** @throws UnsupportedFeatureError that names what has no item */
export function missing(what: string): never {
  throw new UnsupportedFeatureError(
    `token form: expected an item for ${what}, got none. Add it to the items.`,
  );
}

/** @throws UnsupportedFeatureError that names what has no tokens */
export function unwritable(what: string): never {
  throw new UnsupportedFeatureError(
    `token form: cannot write ${what}. Rewrite the query without it.`,
  );
}

function itemKey(item: SchemaItem): string {
  switch (item.kind) {
    case 'entity':
      return `entity ${item.entity}`;
    case 'field':
      return `field ${item.entity}.${item.field}`;
    case 'link':
      return `link ${item.link}`;
  }
}
