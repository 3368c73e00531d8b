import type { DatabaseSchema, DialectPack, EntityField, FieldType } from '@momq/dialect';
import { plural } from '../generated/english/inflection.js';
import type { SpokenEntity, SpokenField } from '../generated/generated-database.js';
import type { Random } from '../generated/random.js';
import { cased, isName, nameOf, saying } from './example-slots.js';
import type { ExampleSlots, FieldSlot, TutorialExample } from './example-slots.js';

/** Types that stand for each other. */
const kinds: Readonly<Record<FieldType, string>> = {
  integer: 'number',
  real: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  text: 'text',
  other: 'other',
};

/** Names of columns that say which row it is. */
const labels = /^(name|title)$/;

/**
 * An example over a table of another database: names and values take the places of its own, in the question as well.
 *
 * @param entity - the table, with the words for it
 * @param seen - the database's schema, as the dialect sees it
 * @returns undefined where a column has no counterpart, or a name would need quotes
 */
export function fillExample(
  slots: ExampleSlots,
  entity: SpokenEntity,
  {
    pack,
    seen,
    random,
  }: { readonly pack: DialectPack; readonly seen: DatabaseSchema; readonly random: Random },
): TutorialExample | undefined {
  const table = seen.entities.find(({ name }) => name === entity.table);
  const reserved = new Set(pack.keywords.all);
  const plain = (name: string): boolean =>
    (pack.family === 'graph' ? /^[A-Za-z]\w*$/ : /^[a-z]\w*$/).test(name) &&
    !reserved.has(name.toUpperCase());
  if (table === undefined || !plain(table.name)) return undefined;
  const chosen = new Map<EntityField, SpokenField>();
  for (const slot of slots.fields) {
    const taken = new Set(chosen.values());
    const choices = entity.fields.filter(
      (field) =>
        !taken.has(field) &&
        plain(field.column) &&
        table.fields.some(({ name }) => name === field.column) &&
        isCounterpart(slot, field, slots, entity),
    );
    if (choices.length === 0) return undefined;
    chosen.set(slot.field, random.pick(choices));
  }
  const words = replacedWords(slots, entity, chosen);
  const values = replacedValues(slots, chosen, random);
  if (values === undefined) return undefined;
  const names = new Map([[cased(slots.entity.name, pack.family), table.name]]);
  names.set(plural(slots.noun), plural(entity.noun).replaceAll(' ', '_')); // what the result is called
  for (const [{ name }, { column }] of chosen) names.set(cased(name, pack.family), column);
  return {
    question: asked(slots.question, [...values, ...words]),
    query: written(slots, pack, names, new Map(values)),
  };
}

/** A column that the question does not call by name needs one of the same name, or what rows are called by. */
function isCounterpart(
  { field, said, words }: FieldSlot,
  other: SpokenField,
  { isBound, question }: ExampleSlots,
  entity: SpokenEntity,
): boolean {
  if (field.primaryKey === true) return other === entity.key;
  if (other.role !== 'value') return false;
  if (labels.test(field.name)) return entity.labels.includes(other);
  if (kinds[field.type] !== kinds[other.type]) return false;
  if (other.words === words) return true;
  if (!said || isBound) return false;
  // "a vintage", not "a founded" or "a points"
  const counted = new RegExp(`\\ban? ${words}\\b`, 'i').test(question);
  if (/ed$/.test(other.words) || (counted && plural(other.words) === other.words)) return false;
  const distinct = new Set(other.values).size;
  return field.type !== 'text' || (distinct > 1 && distinct <= other.values.length * 0.7);
}

type Replaced = readonly [string, string];

function replacedWords(
  { noun, fields }: ExampleSlots,
  entity: SpokenEntity,
  chosen: ReadonlyMap<EntityField, SpokenField>,
): Replaced[] {
  const columns = fields.flatMap(({ field, said, words }): Replaced[] =>
    said ? [[words, chosen.get(field)!.words]] : [],
  );
  return [[noun, entity.noun], ...columns];
}

/** Other values for those that the example compares with; nothing where a column has none. */
function replacedValues(
  { texts, numbers, fields }: ExampleSlots,
  chosen: ReadonlyMap<EntityField, SpokenField>,
  random: Random,
): Replaced[] | undefined {
  const replaced: Replaced[] = [];
  for (const { text, field } of texts) {
    const choices = chosen
      .get(field)!
      .values.filter(
        (value): value is string => typeof value === 'string' && !/['"\\%_]/.test(value),
      );
    if (choices.length === 0) return undefined;
    replaced.push([text, random.pick(choices)]);
  }
  const measured = fields.filter(
    ({ field }) => kinds[field.type] === 'number' && field.primaryKey !== true,
  );
  if (numbers.length > 0 && measured.length === 1) {
    const column = chosen
      .get(measured[0]!.field)!
      .values.filter((value) => typeof value === 'number');
    const sorted = column.sort((left, right) => left - right);
    if (sorted.length < 4) return undefined;
    for (const [place, number] of numbers.entries()) {
      const share = (place + 1) / (numbers.length + 1);
      replaced.push([String(number), String(sorted[Math.floor(share * sorted.length)]!)]);
    }
  }
  return replaced;
}

/** All at once, so that nothing is replaced in what was put in. */
function asked(question: string, replaced: readonly Replaced[]): string {
  const patterns = replaced.map(([from]) =>
    /^[\d.]+$/.test(from) ? `\\b${from.replace('.', '\\.')}\\b` : saying(from).source,
  );
  const all = new RegExp(patterns.map((pattern) => `(${pattern})`).join('|'), 'gi');
  const said = question.replace(all, (found, ...groups: unknown[]) => {
    const place = groups.slice(0, replaced.length).findIndex((group) => group !== undefined);
    const [from, to] = replaced[place]!;
    const several = found.toLowerCase() === plural(from).toLowerCase() && plural(from) !== from;
    const text = several ? plural(to) : to;
    return /^[A-Z]/.test(found) && /^[a-z]/.test(from)
      ? text[0]!.toUpperCase() + text.slice(1)
      : text;
  });
  return withArticles(said);
}

/** "an order", "a unit". */
function withArticles(text: string): string {
  return text.replace(/\b([Aa])n? (?=([a-z]+))/g, (_all, article: string, next: string) => {
    const vowel = /^[aeiou]/.test(next) && !/^(one|uni|use|eu)/.test(next);
    return vowel ? `${article}n ` : `${article} `;
  });
}

/** The query with the other names and values; the space between tokens stays as it was. */
function written(
  { query, tokens }: ExampleSlots,
  { family }: DialectPack,
  names: ReadonlyMap<string, string>,
  values: ReadonlyMap<string, string>,
): string {
  let text = '';
  let end = 0;
  for (const token of tokens) {
    const start = query.indexOf(token.text, end);
    text += query.slice(end, start);
    const name = isName(token) ? names.get(nameOf(token, family)) : undefined;
    const value =
      token.kind === 'string' ? values.get(token.text.slice(1, -1)) : values.get(token.text);
    if (name !== undefined) text += name;
    else if (token.kind === 'string' && value !== undefined)
      text += token.text[0]! + value + token.text[0]!;
    else text += token.kind === 'number' ? (value ?? token.text) : token.text;
    end = start + token.text.length;
  }
  return text + query.slice(end);
}
