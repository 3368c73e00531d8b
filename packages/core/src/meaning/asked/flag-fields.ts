import type { EntityField, Literal } from '@momq/dialect';
import { splitName } from '../../linking/split-name.js';
import type { AskedQuestion } from './asked-question.js';

/** A field that says yes or no of a row. */
export interface FlagField {
  readonly entity: string;
  readonly field: string;
  /** Words of its name that say what is so: `is_deleted` → `deleted`. */
  readonly words: readonly string[];
  /** Its name speaks of having: `has_discount`. */
  readonly possession: boolean;
  /** Its name is a noun that says nothing of being so or having it: `trial`, `smoker`. */
  readonly noun: boolean;
  readonly yes: Literal['value'];
  readonly no: Literal['value'];
}

/** What flags are told by: the fields, and their values. */
export type FlagFacts = Pick<AskedQuestion, 'schema' | 'values'>;

const firstWords = new Set('is are was were has have had can did does should flag'.split(' '));
const lastWords = new Set('flag yn ind indicator bool boolean'.split(' '));
const adjectives = new Set(
  'premium vip new public private open admin default current online offline alive dead adult hidden male female full main primary internal external paid sold'.split(
    ' ',
  ),
);
const adjectiveEnd = /(?:ed|able|ible|ive|ic|ous|less|ful|ent|ant|free|only)$/;
const pairs = [
  ['y', 'n'],
  ['yes', 'no'],
  ['t', 'f'],
  ['true', 'false'],
  ['on', 'off'],
  ['1', '0'],
] as const;

/** The flags among the fields of some entities: declared as booleans, or with values such as 0 and 1, Y and N, t and f only. */
export function flagFields(asked: FlagFacts, entities: readonly string[]): FlagField[] {
  return asked.schema.entities
    .filter(({ name }) => entities.includes(name))
    .flatMap(({ name: entity, fields }) =>
      fields.flatMap((field): FlagField[] => {
        if (field.primaryKey === true) return [];
        const { words, prefix, suffixed } = flagWords(field.name);
        const marked = prefix !== undefined || suffixed;
        const adjective = words.some((word) => adjectives.has(word) || adjectiveEnd.test(word));
        const values = flagValues(asked, entity, field, { marked, adjective });
        if (values === undefined || words.length === 0) return [];
        const noun = !marked && !adjective && typeof values.yes === 'string';
        const possession = prefix === 'has' || prefix === 'have' || prefix === 'had';
        return [{ entity, field: field.name, words, possession, noun, ...values }];
      }),
    );
}

function flagWords(name: string): {
  words: readonly string[];
  prefix: string | undefined;
  suffixed: boolean;
} {
  const all = splitName(name);
  const prefix = all.length > 1 && firstWords.has(all[0]!) ? all[0] : undefined;
  const rest = prefix === undefined ? all : all.slice(1);
  const suffixed = rest.length > 1 && lastWords.has(rest.at(-1)!);
  return { words: suffixed ? rest.slice(0, -1) : rest, prefix, suffixed };
}

function flagValues(
  asked: FlagFacts,
  entity: string,
  field: EntityField,
  { marked, adjective }: { marked: boolean; adjective: boolean },
): Pick<FlagField, 'yes' | 'no'> | undefined {
  const known = asked.values({ entity, field: field.name });
  const values = known?.complete === true ? known.values : [];
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length > 0) {
    if (texts.length !== values.length || (texts.length < 2 && !marked)) return undefined;
    const digits = texts.every((text) => text === '0' || text === '1');
    return digits && !marked && !adjective ? undefined : textPair(texts);
  }
  if (field.type === 'boolean') return { yes: true, no: false };
  const isBit = values.length > 0 && values.every((value) => value === 0 || value === 1);
  return isBit && (marked || adjective) ? { yes: 1, no: 0 } : undefined;
}

function textPair(texts: readonly string[]): Pick<FlagField, 'yes' | 'no'> | undefined {
  for (const [yes, no] of pairs) {
    const spelled = (word: string): string | undefined =>
      texts.find((text) => text.trim().toLowerCase() === word);
    if (!texts.every((text) => [yes, no].some((word) => word === text.trim().toLowerCase())))
      continue;
    const capital = texts.some((text) => /^\p{Lu}/u.test(text));
    const other = (word: string): string => (capital ? word.toUpperCase() : word);
    return { yes: spelled(yes) ?? other(yes), no: spelled(no) ?? other(no) };
  }
  return undefined;
}
