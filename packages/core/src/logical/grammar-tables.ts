import { MoMQError } from '@momq/dialect';
import type { DatabaseSchema, FieldType } from '@momq/dialect';
import { TypeBits } from './grammar-state.js';
import type { QueryItem } from './query-items.js';
import { queryWords, type QueryWord, type WordNames } from './query-words.js';
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
  /** Text that is known to occur in some fields. */
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
  /** The model's keyword tokens in the order of their ids; default {@link queryWords}. Words of other dialects are never allowed. */
  readonly vocabulary?: readonly string[];
  /** Length of the masks, where positions that nobody points at follow the items; default vocabulary + items. */
  readonly codeCount?: number;
  /** Canonical words that the dialect cannot express, such as `intersect`. */
  readonly without?: readonly QueryWord[];
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

/** @throws MoMQError (CONFIG_INVALID) when the vocabulary lacks a word of the dialect. */
export function grammarTables(options: QueryGrammarOptions): GrammarTables {
  const { items, schema, words = {}, vocabulary = queryWords, without = [] } = options;
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const codes = new Map<QueryWord, number>();
  const byCode: (QueryWord | undefined)[] = new Array<undefined>(vocabulary.length).fill(undefined);
  for (const word of queryWords) {
    if (without.includes(word)) continue;
    const id = ids.get(words[word] ?? word);
    if (id === undefined) {
      throw new MoMQError(
        'CONFIG_INVALID',
        `query grammar: expected the vocabulary to hold ${words[word] ?? word}, got ${vocabulary.length} words without it. Use the vocabulary that the model was trained with, or name the word in \`without\`.`,
      );
    }
    codes.set(word, id);
    byCode[id] = word;
  }
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
    cellText: typeof item.value === 'string' && item.fields.length > 0,
    count: Number.isInteger(number) && number > 1,
    hasDigit: /\d/.test(text),
    fields: new Set(
      item.fields.flatMap(({ entity, field }) => fieldCodes.get(`${entity}.${field}`) ?? []),
    ),
  };
}
