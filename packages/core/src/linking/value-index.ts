import type { DatabaseContent, FieldType, Value } from '@momq/dialect';
import { splitQuestion } from './question-words.js';

/** Where a cell value occurs. */
export interface ValueOccurrence {
  /** The value in its original spelling. */
  readonly value: string | number;
  readonly entity: string;
  readonly field: string;
  /** What the value stands for, where the question's words equal that and not the cell. */
  readonly text?: string;
}

/** Distinct values of one field. */
export interface FieldValues {
  readonly entity: string;
  readonly field: string;
  readonly type: FieldType;
  readonly values: readonly (string | number)[];
  /** False when the field has more distinct values than were read. */
  readonly complete: boolean;
  /** True when it had no more, but may have other values since. */
  readonly outdated?: boolean;
}

/** Cell values of a database, found by the words of a question. */
export interface ValueIndex {
  readonly fields: readonly FieldValues[];
  /** Occurrences of the value whose words are `key` (see `valueKey`); empty when there is none. */
  lookup(key: string): readonly ValueOccurrence[];
  /** What could not be read, a sentence each. */
  readonly notes?: readonly string[];
}

/** Distinct values read per field: enough for names and categories, bounded for large tables. */
export const maxIndexedValues = 2000;

/** The form in which question spans and cells are compared: stemmed words joined by one space. */
export function valueKey(words: readonly { readonly stem: string }[]): string {
  return words.map((word) => word.stem).join(' ');
}

const maxTextLength = 80;

/** Builds the index from distinct values per field. */
export function createValueIndex(fields: readonly FieldValues[]): ValueIndex {
  const occurrences = new Map<string, ValueOccurrence[]>();
  for (const { entity, field, values } of fields) {
    for (const value of values) {
      if (typeof value !== 'string' || value.length > maxTextLength) continue;
      const key = valueKey(splitQuestion(value));
      if (key === '') continue;
      const found = occurrences.get(key);
      if (found === undefined) occurrences.set(key, [{ value, entity, field }]);
      else found.push({ value, entity, field });
    }
  }
  return { fields, lookup: (key) => occurrences.get(key) ?? [] };
}

/** Reads distinct values from plain data. */
export function indexContent(content: DatabaseContent): ValueIndex {
  const fields = content.schema.entities.flatMap((entity) =>
    entity.fields.map((field, column) => {
      const rows = content.rows[entity.name] ?? [];
      const distinct = new Set<Value>();
      for (const row of rows) {
        const cell = row[column];
        if (cell !== null && cell !== undefined) distinct.add(cell);
        if (distinct.size > maxIndexedValues) break;
      }
      return fieldValues(entity.name, field, [...distinct]);
    }),
  );
  return createValueIndex(fields);
}

/** A field with what was read of its values. */
export function fieldValues(
  entity: string,
  field: { readonly name: string; readonly type: FieldType },
  read: readonly Value[],
): FieldValues {
  const values = read.filter(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  );
  return {
    entity,
    field: field.name,
    type: field.type,
    values: values.slice(0, maxIndexedValues),
    complete: read.length <= maxIndexedValues,
  };
}
