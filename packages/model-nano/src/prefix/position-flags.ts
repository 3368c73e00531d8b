import { matchKinds, numberOf } from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';
import type { DatabaseSchema } from '@momq/dialect';
import { fieldKey } from './position-types.js';

/** Features of a position, in the order of the checkpoint format. */
export const positionFlags = [
  'matches exactly',
  'matches partially',
  'matches a value',
  'primary key',
  'references another entity',
  'from quotes',
  'from a cell',
  'from a number',
  'from a date',
  'from capitals',
  'from a category',
  'capitalised',
  'number',
  'punctuation',
  'best similarity',
  'contains a value of the question',
  'graph',
  'number occurs in no field',
  'several exact matches of the name',
] as const;

const count = positionFlags.length;
const flag = Object.fromEntries(positionFlags.map((name, id) => [name, id])) as Record<
  (typeof positionFlags)[number],
  number
>;
const originFlags = {
  quoted: flag['from quotes'],
  cell: flag['from a cell'],
  date: flag['from a date'],
  number: flag['from a number'],
  name: flag['from capitals'],
  category: flag['from a category'],
} as const;

/** @returns float32 (items + words, {@link positionFlags}) */
export function flagPositions(
  linked: LinkedQuestion,
  schema: DatabaseSchema,
  similarity: Float32Array,
): Float32Array {
  const { items, words, matches, candidates } = linked;
  const flags = new Float32Array((items.length + words.length) * count);
  const keys = keyFields(schema);
  const holders = fieldsOfQuestionValues(linked);
  const exactNames = new Map<string, number>();
  const firstValue = items.length - candidates.length;
  items.forEach((item, position) => {
    const row = flags.subarray(position * count, (position + 1) * count);
    for (let word = 0; word < words.length; word++) {
      const place = position * words.length + word;
      const match = matches[place]!;
      const wordRow = flags.subarray(
        (items.length + word) * count,
        (items.length + word + 1) * count,
      );
      const matched = matchFlag(match);
      if (matched !== undefined) row[matched] = wordRow[matched] = 1;
      const cosine = similarity[place]!;
      row[flag['best similarity']] = Math.max(row[flag['best similarity']]!, cosine);
      if (item.kind !== 'value')
        wordRow[flag['best similarity']] = Math.max(wordRow[flag['best similarity']]!, cosine);
    }
    if (schema.family === 'graph') row[flag.graph] = 1;
    if (item.kind === 'field') {
      const key = fieldKey(item.entity, item.field);
      if (keys.primary.has(key)) row[flag['primary key']] = 1;
      if (keys.referencing.has(key)) row[flag['references another entity']] = 1;
      if (holders.has(key)) row[flag['contains a value of the question']] = 1;
      if (row[flag['matches exactly']] === 1)
        exactNames.set(spoken(item), 1 + (exactNames.get(spoken(item)) ?? 0));
    }
    const candidate = candidates[position - firstValue];
    if (candidate !== undefined) {
      row[originFlags[candidate.origin]] = 1;
      if (candidate.origin === 'number' && candidate.item.fields.length === 0)
        row[flag['number occurs in no field']] = 1;
    }
  });
  items.forEach((item, position) => {
    if (item.kind === 'field' && (exactNames.get(spoken(item)) ?? 0) > 1)
      flags[position * count + flag['several exact matches of the name']] = 1;
  });
  words.forEach((word, index) => {
    const row = flags.subarray((items.length + index) * count, (items.length + index + 1) * count);
    if (/^\p{Lu}/u.test(word.text)) row[flag.capitalised] = 1;
    if (numberOf(word.text) !== undefined) row[flag.number] = 1;
    if (!/[\p{L}\p{N}]/u.test(word.text)) row[flag.punctuation] = 1;
  });
  return flags;
}

/** A field's name, or what its question calls it. */
function spoken(item: { readonly field: string; readonly text?: string }): string {
  return item.text ?? item.field;
}

function matchFlag(match: number): number | undefined {
  if (match === matchKinds.exact) return flag['matches exactly'];
  if (match === matchKinds.partial) return flag['matches partially'];
  return match === matchKinds.value ? flag['matches a value'] : undefined;
}

function keyFields(schema: DatabaseSchema): { primary: Set<string>; referencing: Set<string> } {
  const primary = new Set<string>();
  for (const entity of schema.entities)
    for (const field of entity.fields)
      if (field.primaryKey === true) primary.add(fieldKey(entity.name, field.name));
  const referencing = new Set(
    schema.links.flatMap(({ from }) => from.fields.map((field) => fieldKey(from.entity, field))),
  );
  return { primary, referencing };
}

function fieldsOfQuestionValues({ candidates }: LinkedQuestion): Set<string> {
  return new Set(
    candidates
      .filter(({ span }) => span !== undefined)
      .flatMap(({ item }) => item.fields.map(({ entity, field }) => fieldKey(entity, field))),
  );
}
