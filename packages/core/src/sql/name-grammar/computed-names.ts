import type { WrittenName } from '../../text-grammar/grammar-node.js';
import { isPlain, writtenKey, type SchemaNames } from './sql-names.js';

/** SQL's aggregates, as people call the columns that they compute with them; TOTAL is left out, which many tables have. */
const WORDS = ['avg', 'average', 'cnt', 'count', 'max', 'min', 'num', 'rn', 'sum'];

/** Longest such name, in characters: no longer than what a query may define. */
const MAX_NAME = 48;

/**
 * Names that only queries give, for what they compute: `max_score`, `n`, and `order_count` over a table of orders. They may stand
 * in front of the derived table that defines them; any other name would be taken for one to come wherever it is made up.
 */
export class ComputedNames {
  readonly #names: SchemaNames;
  /** Names of tables, as they are and without the S of a plural. */
  readonly #stems: ReadonlySet<string>;

  constructor(names: SchemaNames) {
    this.#names = names;
    this.#stems = new Set(names.tableNames.keys.flatMap((key) => [key, key.replace(/s$/, '')]));
  }

  columnBegins(beginning: WrittenName): boolean {
    const key = this.#keyOf(beginning);
    if (key === undefined) return false;
    return fieldBegins(key) || this.#counts(key, (word, end) => word.startsWith(end));
  }

  hasColumn(name: WrittenName): boolean {
    const key = this.#keyOf(name);
    if (key === undefined || !isPlain(key, this.#names.rules)) return false;
    return isField(key) || this.#counts(key, (word, end) => word === end);
  }

  /** Behind a point: `t.order` would begin too much that no table has. */
  fieldBegins(beginning: WrittenName): boolean {
    const key = this.#keyOf(beginning);
    return key !== undefined && fieldBegins(key);
  }

  hasField(name: WrittenName): boolean {
    const key = this.#keyOf(name);
    return key !== undefined && isPlain(key, this.#names.rules) && isField(key);
  }

  /** Undefined for what is no name without quotes. */
  #keyOf(name: WrittenName): string | undefined {
    const { text, quoted } = name;
    if (quoted || text.length > MAX_NAME || !/^\w*$/.test(text)) return undefined;
    return writtenKey(name, this.#names.rules);
  }

  /** Whether it is a table's name with one of the words behind it. */
  #counts(key: string, fits: (word: string, end: string) => boolean): boolean {
    const at = key.lastIndexOf('_');
    return (
      at > 0 &&
      this.#stems.has(key.slice(0, at)) &&
      WORDS.some((word) => fits(word, key.slice(at + 1)))
    );
  }
}

function fieldBegins(key: string): boolean {
  return isField(key) || WORDS.some((word) => word.startsWith(key));
}

function isField(key: string): boolean {
  return /^[a-z]$/.test(key) || WORDS.some((word) => key === word || key.startsWith(`${word}_`));
}
