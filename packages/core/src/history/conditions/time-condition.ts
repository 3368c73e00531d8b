import type { ComparisonOperator, Condition } from '@momq/dialect';
import { stemOf } from '../../linking/question-words.js';
import { splitName } from '../../linking/split-name.js';
import { entitySources } from '../../logical/entity-sources.js';
import { periodOf } from '../../linking/date-periods.js';
import { temporalKind } from '../../meaning/temporal-fields.js';
import type { Phrase } from '../phrase.js';
import { entityNamed, fieldOf } from '../query-subject.js';
import { meantPlace } from './condition-context.js';
import type { ConditionContext, ConditionReader, Place } from './condition-context.js';
import { isSilent } from './silent-words.js';

const relations: Readonly<Record<string, ComparisonOperator>> = {
  before: '<',
  until: '<=',
  after: '>',
  since: '>=',
};

/** `in 2022`, `since May 3, 2021`: a year or a date, and the one field of the query's entities that holds points in time. */
export const timeCondition: ConditionReader = (phrase, context) => {
  const period = periodIn(phrase, context);
  if (period === undefined) return undefined;
  const relation = phrase.words.find(({ text }) => text in relations)?.text;
  const operator = relation === undefined ? '=' : relations[relation]!;
  const place = temporalPlace(phrase, context);
  if (place === undefined) return undefined;
  const left = phrase.words.filter(
    (word) =>
      !period.covers(word.place) &&
      word.text !== relation &&
      !isSilent(word, context, place) &&
      !isPartOf(word.stem, place),
  );
  if (left.length > 0) return undefined;
  return {
    entity: place.entity,
    field: place.field,
    words: `${place.field} is ${relation ?? 'in'} ${period.value}`,
    on: (use): Condition => {
      const field = fieldOf(use, place.field);
      const kind = temporalKind(context.schema, field);
      // text of which nothing is known but that it speaks of time: dates as ISO text begin with the period
      if (kind === 'named' && operator === '=')
        return {
          kind: 'compare',
          operator: 'like',
          left: field,
          right: { kind: 'literal', value: `${period.value}%` },
        };
      const value = kind === 'year' ? Number(period.value) : period.value;
      return { kind: 'compare', operator, left: field, right: { kind: 'literal', value } };
    },
  };
};

/** The one date or year that a phrase names. */
function periodIn(
  phrase: Phrase,
  { candidates }: ConditionContext,
): { readonly value: string; covers(place: number): boolean } | undefined {
  const dates = candidates.filter(
    ({ origin, span }) =>
      origin === 'date' && phrase.words.some(({ place }) => place === span?.[0]),
  );
  const [date] = dates;
  if (date?.span !== undefined) {
    const [first, end] = date.span;
    return dates.length > 1
      ? undefined
      : { value: String(date.item.value), covers: (place) => place >= first && place < end };
  }
  const years = phrase.words.filter(({ text }) => /^[12]\d{3}$/.test(text));
  const [year] = years;
  if (year === undefined || years.length > 1 || periodOf(year.text) === undefined) return undefined;
  return { value: year.text, covers: (place) => place === year.place };
}

/** The field whose name the phrase takes up (`hired in 2020`: `hire_date`), else the one that can be meant. */
function temporalPlace(phrase: Phrase, context: ConditionContext): Place | undefined {
  const { query, schema } = context;
  const places = entitySources(query.from).flatMap(({ entity }) =>
    (entityNamed(schema, entity)?.fields ?? []).flatMap(({ name }) =>
      temporalKind(schema, { entity, field: name }) === undefined ? [] : [{ entity, field: name }],
    ),
  );
  const named = places.filter((place) => phrase.words.some(({ stem }) => isPartOf(stem, place)));
  return meantPlace(named.length > 0 ? named : places, context);
}

function isPartOf(stem: string, { field }: Place): boolean {
  return splitName(field).some(
    (word) => stemOf(word) === stem || (stem.length >= 4 && stemOf(word).startsWith(stem)),
  );
}
