import type { Entity } from '@momq/dialect';
import { splitName } from '../linking/split-name.js';

/** Words that say that a column holds keys. */
const KEY_WORDS = new Set(
  'id ids key code cd cde no nr nbr num number fk pk ref uid uuid guid oid sk'.split(' '),
);
/** Words before the name proper, of columns and of tables. */
const PREFIXES = new Set('fk id ref tbl tab dim fact t'.split(' '));
/** Ends of names that are written as one word: `customerid`, `custkey`; those of two letters only behind three others. */
const JOINED_ENDS = ['code', 'key', 'num', 'id', 'no', 'cd', 'nr'];
/** Tables that a first word has to begin to be a prefix of all, and their share. */
const PREFIXED_TABLES = 3;
const PREFIXED_SHARE = 0.6;
/** Columns that a first word has to begin, which has to begin all of them. */
const PREFIXED_COLUMNS = 3;

/** A column's name in words. */
export interface ColumnName {
  /** All words, each in the singular. */
  readonly words: readonly string[];
  /** Without words that say that it is a key, and without the prefixes that say nothing: `fk_home_team_id` → `home team`. */
  readonly role: readonly string[];
  /** True when a word says that the column holds keys. */
  readonly isKey: boolean;
  /** True for a plural, which counts others where no word says that it is a key: `gifts`. */
  readonly isPlural: boolean;
}

/** What the names of a table and of its columns say. */
export interface TableNames {
  readonly table: readonly string[];
  /**
   * Of a column, the ways to read its name: as it is, and without a first word that all columns of the table have (`o_custkey` of
   * `o_orderkey, o_custkey, o_date` is `cust key`).
   */
  readonly columns: ReadonlyMap<string, readonly ColumnName[]>;
}

/** The names of the tables of one schema. A first word that most tables have is no part of their names: `crm_donor`, `crm_gift`. */
export function namesOfTables(entities: readonly Entity[]): ReadonlyMap<Entity, TableNames> {
  const tables = new Map(
    entities.map((entity) => [entity, tableWords(wordsOf(entity.name).map(singular))]),
  );
  const first = new Map<string, number>();
  for (const [word = '', ...rest] of tables.values())
    if (rest.length > 0) first.set(word, (first.get(word) ?? 0) + 1);
  const isPrefix = (word: string): boolean => {
    const count = first.get(word) ?? 0;
    return count >= PREFIXED_TABLES && count >= tables.size * PREFIXED_SHARE;
  };
  return new Map(
    [...tables].map(([entity, [word = '', ...rest]]) => [
      entity,
      {
        table: rest.length > 0 && isPrefix(word) ? tableWords(rest) : [word, ...rest],
        columns: columnNames(entity),
      },
    ]),
  );
}

function columnNames({ fields }: Entity): ReadonlyMap<string, readonly ColumnName[]> {
  const split = fields.map(({ name }) => columnWords(name));
  const common = split[0]?.[0];
  const isPrefixed =
    split.length >= PREFIXED_COLUMNS &&
    split.every((each) => each.length > 1 && each[0] === common);
  return new Map(
    fields.map(({ name }, place) => {
      const whole = split[place]!;
      const last = wordsOf(name).at(-1) ?? '';
      const isPlural = singular(last) !== last;
      const readings = isPrefixed ? [whole, whole.slice(1)] : [whole];
      return [name, readings.map((each) => columnName(each, isPlural))];
    }),
  );
}

function columnName(all: readonly string[], isPlural: boolean): ColumnName {
  let first = 0;
  let last = all.length;
  while (first < last && isKeyWord(all[last - 1] ?? '')) last -= 1;
  while (first < last && PREFIXES.has(all[first] ?? '')) first += 1;
  const role = all.slice(first, last);
  return { words: all, role, isKey: role.length < all.length, isPlural };
}

/** `id`, and the number of `player1`. */
function isKeyWord(word: string): boolean {
  return KEY_WORDS.has(word) || /^\d+$/.test(word);
}

function tableWords(all: readonly string[]): readonly string[] {
  const first = all.findIndex((word) => !PREFIXES.has(word));
  return first < 0 ? all : all.slice(first);
}

/** Words of the last part of a qualified name, lower case. */
function wordsOf(name: string): string[] {
  return splitName(name.slice(name.lastIndexOf('.') + 1));
}

/** Words of a column's name, each in the singular. */
function columnWords(name: string): string[] {
  const split = wordsOf(name);
  return [...split.slice(0, -1), ...withoutJoinedEnd(split.at(-1) ?? '')].map(singular);
}

function withoutJoinedEnd(word: string): string[] {
  const end = JOINED_ENDS.find(
    (each) => word.endsWith(each) && word.length > Math.max(4, each.length + 2),
  );
  return end === undefined ? [word] : [word.slice(0, -end.length), end];
}

function singular(word: string): string {
  if (word === 'people') return 'person';
  if (word === 'series' || word === 'species') return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|zz|[^aeo]us)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
}

/** True for `cust ord` and `customer order`: as many words, each the other's beginning or made of its letters in their order. */
export function abbreviates(short: readonly string[], long: readonly string[]): boolean {
  return (
    short.length === long.length &&
    short.every((word, place) => word === long[place] || isShortFor(word, long[place]!))
  );
}

function isShortFor(word: string, long: string): boolean {
  if (word.length < 3 || word.length >= long.length) return false;
  if (long.startsWith(word)) return true;
  if (word.length < 4 || word[0] !== long[0] || word.at(-1) !== long.at(-1)) return false;
  let place = 0;
  for (const letter of long) if (letter === word[place]) place += 1;
  return place === word.length;
}

export function endsWith(all: readonly string[], end: readonly string[]): boolean {
  return all.length > end.length && end.every((word, at) => all.at(at - end.length) === word);
}
