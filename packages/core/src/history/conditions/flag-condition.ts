import type { Literal } from '@momq/dialect';
import { stemOf } from '../../linking/question-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import { flagFields } from '../../meaning/asked/flag-fields.js';
import type { FlagField } from '../../meaning/asked/flag-fields.js';
import { fieldOf } from '../query-subject.js';
import type { ConditionReader, Place } from './condition-context.js';
import { meantPlace } from './condition-context.js';
import { isSilent } from './silent-words.js';

/** `active`, `the inactive ones`, `not active`: a field that says yes or no, by its name. */
export const flagCondition: ConditionReader = (phrase, context) => {
  const spoken = phrase.words.map(({ text }) => text);
  const entities = entitySources(context.query.from).map(({ entity }) => entity);
  const places = flagFields(context, entities).flatMap((flag): StatedFlag[] => {
    const stated = statedOf(flag, spoken);
    if (stated === undefined) return [];
    return [{ ...flag, stated, value: stated ? flag.yes : flag.no }];
  });
  const place = meantPlace(places, context);
  if (place === undefined) return undefined;
  const left = phrase.words.filter(
    (word) =>
      !isSilent(word, context, place) && !denials.has(word.text) && !isDenied(word.text, place),
  );
  if (left.length > 0) return undefined;
  return {
    entity: place.entity,
    field: place.field,
    words: `${place.field} is ${place.stated}`,
    on: (use) => ({
      kind: 'compare',
      operator: '=',
      left: fieldOf(use, place.field),
      right: { kind: 'literal', value: place.value },
    }),
  };
};

/** A flag, what is said of it, and how its column says that. */
interface StatedFlag extends Place, Pick<FlagField, 'words'> {
  readonly stated: boolean;
  readonly value: Literal['value'];
}

const denials = new Set(['not', 'no', 'non', 'un']);
const prefixes = ['in', 'un', 'non', 'dis'];

/** What the words state of a flag: true, false, or nothing. */
function statedOf(flag: Pick<FlagField, 'words'>, words: readonly string[]): boolean | undefined {
  if (words.some((word) => isDenied(word, flag))) return false;
  const stems = words.map(stemOf);
  if (!flag.words.every((word) => stems.includes(stemOf(word)))) return undefined;
  return !words.some((word) => denials.has(word));
}

function isDenied(word: string, { words: own }: Pick<FlagField, 'words'>): boolean {
  return own.length === 1 && prefixes.some((prefix) => word === `${prefix}${own[0]}`);
}
