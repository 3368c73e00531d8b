import type { DatabaseSchema, ValueMeaning } from '@momq/dialect';
import { splitQuestion } from './question-words.js';
import { valueKey } from './value-index.js';
import type { ValueIndex, ValueOccurrence } from './value-index.js';

const known = new WeakMap<DatabaseSchema, ReadonlyMap<string, readonly ValueOccurrence[]>>();

/** The index with what the codes of `schema` stand for: `cancelled` finds the 3 of a field where 3 means that. */
export function withMeanings(index: ValueIndex, schema: DatabaseSchema): ValueIndex {
  let meant = known.get(schema);
  if (meant === undefined) {
    meant = meaningsOf(schema);
    known.set(schema, meant);
  }
  if (meant.size === 0) return index;
  const byKey = meant;
  return { ...index, lookup: (key) => [...index.lookup(key), ...(byKey.get(key) ?? [])] };
}

/** A code as queries compare with it; the logical form knows no items that are booleans. */
export function codeOf({ value }: ValueMeaning): string | number {
  return typeof value === 'boolean' ? String(value) : value;
}

function meaningsOf(schema: DatabaseSchema): Map<string, ValueOccurrence[]> {
  const byKey = new Map<string, ValueOccurrence[]>();
  for (const { name: entity, fields } of schema.entities)
    for (const { name: field, meanings = [] } of fields)
      for (const meaning of meanings)
        for (const text of meaning.names) {
          const key = valueKey(splitQuestion(text));
          const found = byKey.get(key) ?? [];
          const value = codeOf(meaning);
          const isSame = (other: ValueOccurrence): boolean =>
            other.value === value && other.entity === entity && other.field === field;
          // two spellings of one word are one meaning
          if (!found.some(isSame)) byKey.set(key, [...found, { value, entity, field, text }]);
        }
  return byKey;
}
