import type { EntityField } from '@momq/dialect';
import { splitName } from '../../linking/split-name.js';
import { stemOf } from '../../linking/question-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import { entityNamed, fieldOf } from '../query-subject.js';
import type { ConditionReader, Place } from './condition-context.js';
import { meantPlace } from './condition-context.js';
import { isSilent } from './silent-words.js';

/** `active`, `the inactive ones`, `not active`: a field of truth values, by its name. */
export const flagCondition: ConditionReader = (phrase, context) => {
  const places = entitySources(context.query.from).flatMap(({ entity }) =>
    (entityNamed(context.schema, entity)?.fields ?? []).filter(isFlag).flatMap((field) => {
      const value = statedOf(
        field.name,
        phrase.words.map(({ text }) => text),
      );
      return value === undefined ? [] : [{ entity, field: field.name, value }];
    }),
  );
  const place = meantPlace<Place & { readonly value: boolean }>(places, context);
  if (place === undefined) return undefined;
  const left = phrase.words.filter(
    (word) =>
      !isSilent(word, context, place) &&
      !denials.has(word.text) &&
      !isDenied(word.text, place.field),
  );
  if (left.length > 0) return undefined;
  return {
    entity: place.entity,
    field: place.field,
    words: `${place.field} is ${place.value}`,
    on: (use) => ({
      kind: 'compare',
      operator: '=',
      left: fieldOf(use, place.field),
      right: { kind: 'literal', value: literalOf(context.schema, place) },
    }),
  };
};

const denials = new Set(['not', 'no', 'non', 'un']);
const prefixes = ['in', 'un', 'non', 'dis'];

/** Truth values, or numbers that the engine allows two of. */
function isFlag({ type }: EntityField): boolean {
  return type === 'boolean';
}

/** What the words state of a flag: true, false, or nothing. */
function statedOf(name: string, words: readonly string[]): boolean | undefined {
  const own = flagWords(name);
  if (words.some((word) => isDenied(word, name))) return false;
  const stemmed = words.map(stemOf);
  if (own.length === 0 || !own.every((word) => stemmed.includes(stemOf(word)))) return undefined;
  return !words.some((word) => denials.has(word));
}

function isDenied(word: string, name: string): boolean {
  const own = flagWords(name);
  return own.length === 1 && prefixes.some((prefix) => word === `${prefix}${own[0]}`);
}

function flagWords(name: string): string[] {
  return splitName(name).filter((word) => !['is', 'has', 'was', 'flag'].includes(word));
}

function literalOf(
  schema: Parameters<typeof entityNamed>[0],
  { entity, field, value }: Place & { readonly value: boolean },
): boolean | number {
  const type = entityNamed(schema, entity)?.fields.find(({ name }) => name === field)?.type;
  return type === 'boolean' ? value : Number(value);
}
