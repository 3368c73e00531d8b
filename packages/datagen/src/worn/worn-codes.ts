import type { DatabaseContent, Value } from '@momq/dialect';
import type { Random } from '../generated/random.js';

/** A text column whose values became codes. Names are those of the database before it was worn. */
export interface CodedColumn {
  readonly entity: string;
  readonly field: string;
  /** The code of each text. */
  readonly codes: ReadonlyMap<string, string | number>;
  readonly hasNulls: boolean;
}

/** Texts of a code list at most, and their longest. */
const mostTexts = 15;
const longestText = 30;

/** Columns of words that repeat and that no link uses: some of them, with a code for each word. */
export function drawCodes(content: DatabaseContent, random: Random): CodedColumn[] {
  const { entities, links } = content.schema;
  const linked = new Set(
    links.flatMap(({ from, to }) =>
      [from, to].flatMap(({ entity, fields }) => fields.map((field) => `${entity} ${field}`)),
    ),
  );
  return entities.flatMap(({ name: entity, fields }) =>
    fields.flatMap((field, place): CodedColumn[] => {
      if (field.type !== 'text' || field.primaryKey === true) return [];
      if (linked.has(`${entity} ${field.name}`)) return [];
      const values = (content.rows[entity] ?? []).map((row) => row[place] ?? null);
      const texts = repeatedTexts(values);
      if (texts === undefined || !random.chance(0.6)) return [];
      const hasNulls = values.includes(null);
      return [{ entity, field: field.name, codes: codesFor(texts, random), hasNulls }];
    }),
  );
}

/** The different texts of a column that holds one of a few words a row; undefined for other columns. */
function repeatedTexts(values: readonly Value[]): string[] | undefined {
  const present = values.filter((value) => value !== null);
  const texts = [...new Set(present)];
  const isWord = (value: Value): value is string =>
    typeof value === 'string' &&
    value.length <= longestText &&
    value.trim() === value &&
    /\p{L}{2}/u.test(value);
  if (texts.length < 2 || texts.length > mostTexts || texts.length * 2 > present.length)
    return undefined;
  // Texts that differ in case alone would be one word for whoever asks.
  const folded = new Set(texts.map((text) => String(text).toLowerCase()));
  return folded.size === texts.length && texts.every(isWord) ? texts : undefined;
}

function codesFor(texts: readonly string[], random: Random): Map<string, string | number> {
  if (random.chance(0.4)) {
    const step = random.pick([1, 1, 10]);
    return new Map(texts.map((text, index) => [text, (index + 1) * step]));
  }
  const length = random.integer(1, 3);
  const taken = new Set<string>();
  return new Map(
    texts.map((text) => {
      const letters = text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
      let code = letters.slice(0, length);
      for (let more = length + 1; taken.has(code) && more <= letters.length; more += 1)
        code = letters.slice(0, more);
      for (let count = 2; taken.has(code); count += 1) code = `${letters}${String(count)}`;
      taken.add(code);
      return [text, code];
    }),
  );
}
