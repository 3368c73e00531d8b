import { timeUnits } from '@momq/dialect';
import type { DatabaseSchema, FieldType, LogicalConstruct } from '@momq/dialect';
import { TypeBits } from './grammar-state.js';
import type { QueryItem } from './query-items.js';
import { queryWords, type QueryWord, type WordNames } from './query-words.js';
import { companions, wordCodes, wordsOfConstructs } from './word-codes.js';
import { fieldType } from './schema-lookup.js';

/** A field item. `owner` is its entity, or the link it is a property of. */
export interface FieldCode {
  readonly code: number;
  readonly owner: string;
  readonly name: string;
  /** Bits of its type. */
  readonly types: number;
}

/** A value item. */
export interface ValueCode {
  readonly code: number;
  readonly numeric: boolean;
  /** Text, or a code with a meaning, that is known to occur in some fields. */
  readonly cellText: boolean;
  /** A whole number above 1, as LIMIT needs (1 is always a word). */
  readonly count: boolean;
  readonly hasDigit: boolean;
  /** Codes of the fields that are known to hold it. */
  readonly fields: ReadonlySet<number>;
}

/** Words and items by their codes: word ids, then `vocabulary.length` + item index. */
export interface GrammarTables {
  readonly schema: DatabaseSchema;
  /** Length of the masks. */
  readonly size: number;
  readonly codes: ReadonlyMap<QueryWord, number>;
  /** Constructs that are not offered, whatever words they are written with. */
  readonly lacking: ReadonlySet<LogicalConstruct>;
  /**
   * The vocabulary has the words of version 2 of the logical form. Weights without them never saw its constructs, not
   * even those that old words can write, so that the grammar leaves these out.
   */
  readonly version2: boolean;
  /** Codes of the units of time; some of these words are functions too, which the dialect may lack. */
  readonly units: readonly number[];
  readonly words: readonly (QueryWord | undefined)[];
  readonly entities: readonly { readonly code: number; readonly name: string }[];
  readonly links: readonly { readonly code: number; readonly name: string }[];
  readonly fields: readonly FieldCode[];
  readonly values: readonly ValueCode[];
  /** Names of entities and links, and fields and values, by code. */
  readonly names: ReadonlyMap<number, string>;
  readonly fieldOf: ReadonlyMap<number, FieldCode>;
  readonly valueOf: ReadonlyMap<number, ValueCode>;
}

/** What {@link createQueryGrammar} is made of. */
export interface QueryGrammarOptions {
  readonly items: readonly QueryItem[];
  readonly schema: DatabaseSchema;
  /** The dialect's own names of words. */
  readonly words?: WordNames;
  /**
   * The model's keyword tokens in the order of their ids; default {@link queryWords}. Words of other dialects are never allowed.
   * A name of the dialect that it lacks is written as the canonical word; what has neither is not offered.
   */
  readonly vocabulary?: readonly string[];
  /** Length of the masks, where positions that nobody points at follow the items; default vocabulary + items. */
  readonly codeCount?: number;
  /** Canonical words that are not offered. */
  readonly without?: readonly QueryWord[];
  /** Constructs that the dialect cannot express (`capabilities.unsupported`): none of their words is offered. */
  readonly unsupported?: readonly LogicalConstruct[];
  /** Outputs longer than this only finish what they began. Default 40 tokens. */
  readonly softLength?: number;
}

const typeBits: Record<FieldType, number> = {
  text: TypeBits.text,
  integer: TypeBits.number,
  real: TypeBits.number,
  boolean: TypeBits.boolean,
  date: TypeBits.date,
  datetime: TypeBits.date,
  other: TypeBits.other,
};

/** @throws ConfigError when the vocabulary lacks a word that every query has */
export function grammarTables(options: QueryGrammarOptions): GrammarTables {
  const { items, schema, words = {}, vocabulary = queryWords, without = [] } = options;
  const known = wordCodes(vocabulary, words);
  const byCode: (QueryWord | undefined)[] = new Array<undefined>(vocabulary.length).fill(undefined);
  for (const [word, code] of known) byCode[code] = word;
  const codes = new Map(known);
  for (const word of [...without, ...wordsOfConstructs(options.unsupported ?? [])])
    codes.delete(word);
  for (const [word, needed] of Object.entries(companions) as [QueryWord, readonly QueryWord[]][])
    if (needed.some((other) => !codes.has(other))) codes.delete(word);
  const names = new Map<number, string>();
  const fieldCodes = new Map<string, number>();
  const entities: { code: number; name: string }[] = [];
  const links: { code: number; name: string }[] = [];
  const fields: FieldCode[] = [];
  items.forEach((item, index) => {
    const code = vocabulary.length + index;
    if (item.kind === 'entity') {
      entities.push({ code, name: item.entity });
      names.set(code, item.entity);
    } else if (item.kind === 'link') {
      links.push({ code, name: item.link });
      names.set(code, item.link);
    } else if (item.kind === 'field') {
      fields.push({
        code,
        owner: item.entity,
        name: item.field,
        types: typeBits[fieldType(schema, item.entity, item.field) ?? 'other'],
      });
      fieldCodes.set(`${item.entity}.${item.field}`, code);
    }
  });
  const values = items.flatMap((item, index) =>
    item.kind === 'value' ? [valueCode(item, vocabulary.length + index, fieldCodes)] : [],
  );
  return {
    schema,
    size: options.codeCount ?? vocabulary.length + items.length,
    codes,
    lacking: new Set(options.unsupported),
    version2: known.has('outer'),
    units: timeUnits.flatMap((unit) => known.get(unit) ?? []),
    words: byCode,
    entities,
    links,
    fields,
    values,
    names,
    fieldOf: new Map(fields.map((field) => [field.code, field])),
    valueOf: new Map(values.map((value) => [value.code, value])),
  };
}

function valueCode(
  item: Extract<QueryItem, { kind: 'value' }>,
  code: number,
  fieldCodes: ReadonlyMap<string, number>,
): ValueCode {
  const text = String(item.value).trim();
  const number = text === '' ? Number.NaN : Number(text);
  return {
    code,
    numeric: Number.isFinite(number),
    cellText: (typeof item.value === 'string' || item.text !== undefined) && item.fields.length > 0,
    count: item.text === undefined && Number.isInteger(number) && number > 1,
    hasDigit: /\d/.test(text),
    fields: new Set(
      item.fields.flatMap(({ entity, field }) => fieldCodes.get(`${entity}.${field}`) ?? []),
    ),
  };
}
