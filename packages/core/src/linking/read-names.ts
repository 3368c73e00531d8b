import type { DatabaseSchema, Entity, EntityField } from '@momq/dialect';
import { foldText } from './fold-text.js';
import { stemOf } from './question-words.js';
import type { QuestionWord } from './question-words.js';
import { isShortFor, usuallyCutFrom } from './short-forms.js';
import { splitName } from './split-name.js';

/** Tables that a first word has to begin to say nothing of any of them, and their share. */
const prefixedTables = 3;
const prefixedShare = 0.6;
/** Columns that a first word has to begin, which has to begin all of them. */
const prefixedColumns = 3;
/** Letters of a first word that says nothing. */
const maxPrefix = 4;

/** Words before the name proper of a table. */
const tableMarks = new Set(['tbl', 'tab', 't']);

/**
 * The schema with names as people say them: without the first word that most tables or all columns of a table have, and with whole
 * words for short forms, `gx_proj.proj_nm` as *project* and *project name*. What a form is cut from is taken from the question and from
 * the other names of the schema, then from what is usual. Each reading is an alias; what has aliases, and what reads as it is written,
 * stays as it is. The same schema where there is nothing to read.
 */
export function withReadNames(
  schema: DatabaseSchema,
  words: readonly QuestionWord[],
): DatabaseSchema {
  const readWord = wordReader(words, schema);
  const mark = tablePrefix(schema.entities);
  let isRead = false;
  const readAs = <T extends Entity | EntityField>(named: T, first: number): T => {
    if (named.aliases !== undefined && named.aliases.length > 0) return named;
    const all = splitName(named.name);
    const reading = all.slice(first).map(readWord).join(' ');
    if (reading === all.join(' ')) return named;
    isRead = true;
    return { ...named, aliases: [reading] };
  };
  const entities = schema.entities.map((entity) => {
    const first = columnPrefix(entity) ? 1 : 0;
    const fields = entity.fields.map((field) => readAs(field, first));
    return { ...readAs(entity, startOf(entity, mark)), fields };
  });
  return isRead ? { ...schema, entities } : schema;
}

function startOf({ name }: Entity, mark: string | undefined): number {
  const [first = '', ...rest] = splitName(name.slice(name.lastIndexOf('.') + 1));
  return rest.length > 0 && (first === mark || tableMarks.has(first))
    ? splitName(name).length - rest.length
    : 0;
}

/** The first word of most tables, where it is short. */
function tablePrefix(entities: readonly Entity[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { name } of entities) {
    const [first = '', ...rest] = splitName(name.slice(name.lastIndexOf('.') + 1));
    if (rest.length > 0 && first.length <= maxPrefix)
      counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [most] = [...counts].sort((left, right) => right[1] - left[1]);
  if (most === undefined) return undefined;
  const [word, count] = most;
  return count >= prefixedTables && count >= prefixedShare * entities.length ? word : undefined;
}

/** True where all columns begin with one short word. */
function columnPrefix({ fields }: Entity): boolean {
  const split = fields.map(({ name }) => splitName(name));
  const common = split[0]?.[0] ?? '';
  return (
    split.length >= prefixedColumns &&
    common.length <= maxPrefix &&
    split.every((parts) => parts.length > 1 && parts[0] === common)
  );
}

/** Reads a part of a name: the longest word of the question that it is short for, of the schema, or what it usually stands for. */
function wordReader(
  words: readonly QuestionWord[],
  schema: DatabaseSchema,
): (part: string) => string {
  const stems = new Set(words.map(({ stem }) => stem));
  const asked = words.map(({ text }) => singular(foldText(text)));
  const own = schema.entities.flatMap(({ name }) => splitName(name)).map(singular);
  const known = new Map<string, string>();
  const read = (part: string): string => {
    if (stems.has(stemOf(part))) return part;
    const longest = (long: readonly string[]): string | undefined =>
      long.filter((word) => isShortFor(part, word)).sort((a, b) => b.length - a.length)[0];
    return longest(asked) ?? usuallyCutFrom(part) ?? longest(own) ?? part;
  };
  return (part) => {
    const reading = known.get(part) ?? read(part);
    known.set(part, reading);
    return reading;
  };
}

function singular(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /[^sui]s$/.test(word) && word.length > 4 ? word.slice(0, -1) : word;
}
