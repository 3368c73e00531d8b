import type { Condition, FieldReference, Literal } from '@momq/dialect';
import type { Phrase } from '../phrase.js';
import { fieldOf } from '../query-subject.js';
import { conditionedPlaces, meantPlace } from './condition-context.js';
import type {
  ConditionContext,
  ConditionReader,
  Place,
  ReadCondition,
} from './condition-context.js';
import { isSilent } from './silent-words.js';

/** `in Germany`, `active ones`, `Germany or France`: cells of one field. A number is read elsewhere. */
export const valueCondition: ConditionReader = (phrase, context) => {
  // a value of a field that the query compares already comes before one of any other field
  const compared = longest(valuesOfCompared(phrase, context));
  return (
    readValues(compared, phrase, context) ??
    readValues(longest(valuesIn(phrase, context)), phrase, context)
  );
};

/** Words that a field has as a cell which the query compares already, also inside of longer names of other things. */
function valuesOfCompared(phrase: Phrase, context: ConditionContext): readonly NamedValue[] {
  const { query, spellings } = context;
  return conditionedPlaces(query).flatMap((place) =>
    phrase.words.flatMap((_, start) =>
      [1, 2, 3, 4].flatMap((count): NamedValue[] => {
        const words = phrase.words.slice(start, start + count);
        const [first, last] = [words[0], words.at(-1)];
        if (first === undefined || last === undefined || words.length < count) return [];
        const [value] = spellings(words.map(({ text }) => text).join(' '), place);
        return value === undefined
          ? []
          : [{ value, fields: [place], first: first.place, end: last.place + 1 }];
      }),
    ),
  );
}

function readValues(
  named: readonly NamedValue[],
  phrase: Phrase,
  context: ConditionContext,
): ReadCondition | undefined {
  const [first] = named;
  if (first === undefined) return undefined;
  const shared = first.fields.filter((place) =>
    named.every(({ fields }) => fields.some((other) => isSame(place, other))),
  );
  const mentioned = shared.filter(({ field }) =>
    phrase.words.some(
      (word) => isSilent(word, context, { entity: '', field }) && !isSilent(word, context),
    ),
  );
  const place = meantPlace(mentioned.length > 0 ? mentioned : shared, context);
  if (place === undefined) return undefined;
  const left = phrase.words.filter(
    (word) =>
      word.text !== 'or' &&
      !named.some(({ first: from, end }) => word.place >= from && word.place < end) &&
      !isSilent(word, context, place),
  );
  if (left.length > 0) return undefined;
  const values = [...new Set(named.map(({ value }) => value))];
  return {
    ...place,
    words: `${place.field} is ${values.join(' or ')}`,
    on: (use) => isOneOf(fieldOf(use, place.field), spelled(values, place, context)),
  };
}

interface NamedValue {
  readonly value: string;
  readonly fields: readonly Place[];
  /** First and last + 1 word of the question. */
  readonly first: number;
  readonly end: number;
}

function valuesIn(phrase: Phrase, { candidates }: ConditionContext): readonly NamedValue[] {
  const places = phrase.words.map(({ place }) => place);
  return candidates.flatMap(({ origin, span, item: { value, fields } }) => {
    if ((origin !== 'cell' && origin !== 'quoted') || span === undefined) return [];
    if (typeof value !== 'string' || fields.length === 0) return [];
    const [first, end] = span;
    return places.includes(first) && places.includes(end - 1)
      ? [{ value, fields, first, end }]
      : [];
  });
}

/** Without values inside longer ones: `York` in `New York`. */
function longest(values: readonly NamedValue[]): readonly NamedValue[] {
  return values.filter(
    ({ first, end }) =>
      !values.some(
        (other) =>
          other.first <= first && other.end >= end && other.end - other.first > end - first,
      ),
  );
}

/** Every spelling that the field holds of the values: a question does not say how a cell is written. */
function spelled(
  values: readonly string[],
  place: Place,
  { spellings }: ConditionContext,
): readonly string[] {
  const all = values.flatMap((value) => {
    const found = spellings(value, place);
    return found.length > 0 ? found : [value];
  });
  return [...new Set(all)];
}

function isOneOf(field: FieldReference, values: readonly string[]): Condition {
  const literals = values.map((value): Literal => ({ kind: 'literal', value }));
  const [only, ...more] = literals;
  return only !== undefined && more.length === 0
    ? { kind: 'compare', operator: '=', left: field, right: only }
    : { kind: 'in', negated: false, value: field, set: literals };
}

function isSame(left: Place, right: Place): boolean {
  return left.entity === right.entity && left.field === right.field;
}
