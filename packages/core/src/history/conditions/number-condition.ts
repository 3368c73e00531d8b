import type { ComparisonOperator, EntityField, FieldReference } from '@momq/dialect';
import { numberOf } from '../../linking/number-words.js';
import { stemOf } from '../../linking/question-words.js';
import { splitName } from '../../linking/split-name.js';
import { entitySources } from '../../logical/entity-sources.js';
import { allFields } from '../../logical/expression-walk.js';
import { temporalKind } from '../../meaning/temporal-fields.js';
import { Phrase } from '../phrase.js';
import { entityNamed, fieldOf, isKey } from '../query-subject.js';
import { conditionedPlaces, meantPlace } from './condition-context.js';
import type {
  ConditionContext,
  ConditionReader,
  Place,
  ReadCondition,
} from './condition-context.js';
import { isSilent } from './silent-words.js';

/** Comparisons before a number, longest first. */
const before: readonly (readonly [string, ComparisonOperator])[] = [
  ['no less than', '>='],
  ['not less than', '>='],
  ['no more than', '<='],
  ['not more than', '<='],
  ['more than', '>'],
  ['greater than', '>'],
  ['higher than', '>'],
  ['larger than', '>'],
  ['bigger than', '>'],
  ['less than', '<'],
  ['fewer than', '<'],
  ['lower than', '<'],
  ['smaller than', '<'],
  ['at least', '>='],
  ['at most', '<='],
  ['up to', '<='],
  ['equal to', '='],
  ['exceeding', '>'],
  ['over', '>'],
  ['above', '>'],
  ['under', '<'],
  ['below', '<'],
  ['exactly', '='],
];

/** Comparatives, the larger side first, and names of the fields that they are about. */
const comparatives: readonly (readonly [more: string, less: string, fields: string])[] = [
  ['older', 'younger', 'age'],
  ['more expensive', 'cheaper', 'price cost fee fare rate amount'],
  ['taller', 'shorter', 'height'],
  ['longer', 'shorter', 'length duration runtime minutes'],
  ['heavier', 'lighter', 'weight'],
  ['richer', 'poorer', 'income salary wealth'],
];

/** `with a price over 100`, `older than 30`, `between 10 and 20`: a number and the field that it is compared with. */
export const numberCondition: ConditionReader = (phrase, context) =>
  comparative(phrase, context) ?? range(phrase, context) ?? comparison(phrase, context);

function comparative(phrase: Phrase, context: ConditionContext): ReadCondition | undefined {
  for (const [more, less, names] of comparatives)
    for (const [word, operator] of [
      [more, '>'],
      [less, '<'],
    ] as const) {
      const [head, tail] = around(phrase, `${word} than`) ?? [];
      if (head === undefined || tail === undefined) continue;
      const fields = numericFields(context).filter(({ field }) =>
        splitName(field).some((part) => names.split(' ').includes(part)),
      );
      const place = meantPlace(fields, context);
      const number =
        place && onlyNumber(new Phrase([...head.words, ...tail.words]), context, place);
      if (place !== undefined && number !== undefined)
        return compared(place, operator, number, `${place.field} ${operator} ${number}`);
    }
  return undefined;
}

function range(phrase: Phrase, context: ConditionContext): ReadCondition | undefined {
  const [head, tail] = around(phrase, 'between') ?? [];
  if (head === undefined || tail === undefined) return undefined;
  const [low, high, ...more] = tail.split('and');
  if (low === undefined || high === undefined || more.length > 0) return undefined;
  const place = placeOf(head, context) ?? placeOf(tail, context);
  if (place === undefined) return undefined;
  const [from, to] = [onlyNumber(low, context, place), onlyNumber(high, context, place)];
  if (from === undefined || to === undefined || hasLeftOver(head, context, place)) return undefined;
  return {
    entity: place.entity,
    field: place.field,
    words: `${place.field} is between ${from} and ${to}`,
    on: (use) => ({
      kind: 'between',
      negated: false,
      value: fieldOf(use, place.field),
      low: { kind: 'literal', value: from },
      high: { kind: 'literal', value: to },
    }),
  };
}

function comparison(phrase: Phrase, context: ConditionContext): ReadCondition | undefined {
  for (const [words, operator] of before) {
    const [head, tail] = around(phrase, words) ?? [];
    if (head === undefined || tail === undefined) continue;
    return read(new Phrase([...head.words, ...tail.words]), operator, context);
  }
  const open = phrase.before('or (?:more|above|over|older|higher|greater)');
  if (open !== undefined) return read(open, '>=', context);
  const closed = phrase.before('or (?:less|fewer|below|under|younger|lower|cheaper)');
  if (closed !== undefined) return read(closed, '<=', context);
  return read(phrase, '=', context);
}

function read(
  phrase: Phrase,
  operator: ComparisonOperator,
  context: ConditionContext,
): ReadCondition | undefined {
  const place = placeOf(phrase, context, operator !== '=');
  const number = place && onlyNumber(phrase, context, place);
  return place === undefined || number === undefined
    ? undefined
    : compared(place, operator, number, `${place.field} ${operator} ${number}`);
}

function compared(
  place: Place,
  operator: ComparisonOperator,
  value: number,
  words: string,
): ReadCondition {
  return {
    entity: place.entity,
    field: place.field,
    words,
    on: (use) => ({
      kind: 'compare',
      operator,
      left: fieldOf(use, place.field),
      right: { kind: 'literal', value },
    }),
  };
}

/** The numeric field that the words name; without a name, the only one that the query shows, if `unnamed` allows it. */
function placeOf(phrase: Phrase, context: ConditionContext, unnamed = true): Place | undefined {
  const stems = phrase.words.map(({ stem }) => stem);
  const fields = numericFields(context);
  const named = fields.filter(({ field }) => {
    const own = splitName(field).filter((word) => !entityWords(context).includes(stemOf(word)));
    return own.length > 0 && own.every((word) => stems.includes(stemOf(word)));
  });
  const partly = fields.filter(({ field }) =>
    splitName(field).some(
      (word) => stems.includes(stemOf(word)) && !entityWords(context).includes(stemOf(word)),
    ),
  );
  if (named.length > 0) return meantPlace(named, context);
  if (partly.length > 0) return meantPlace(partly, context);
  if (!unnamed) return undefined;
  const shown = context.query.select.flatMap(allFields);
  const compared = conditionedPlaces(context.query);
  return (
    onlyOne(shown.filter((field) => isMeasure(field, context))) ??
    onlyOne(compared.filter((field) => isMeasure(field, context)))
  );
}

/** The one place that all are; undefined for none, and for different ones. */
function onlyOne(places: readonly Place[]): Place | undefined {
  const different = new Map(places.map((place) => [`${place.entity}.${place.field}`, place]));
  return different.size === 1 ? [...different.values()][0] : undefined;
}

function entityWords({ subject }: ConditionContext): string[] {
  return splitName(subject.entity).map(stemOf);
}

function numericFields(context: ConditionContext): Place[] {
  return entitySources(context.query.from).flatMap(({ entity }) =>
    (entityNamed(context.schema, entity)?.fields ?? [])
      .map(({ name }) => ({ entity, field: name }))
      .filter((place) => isMeasure(place, context)),
  );
}

/** True for numbers that count or measure: no keys, no points in time. */
function isMeasure({ entity, field: name }: Place, { schema }: ConditionContext): boolean {
  const found = entityNamed(schema, entity)?.fields.find((field) => field.name === name);
  return (
    found !== undefined &&
    isNumber(found) &&
    !isKey(schema, asReference(entity, name)) &&
    temporalKind(schema, { entity, field: name }) === undefined
  );
}

function isNumber({ type }: EntityField): boolean {
  return type === 'integer' || type === 'real';
}

function asReference(entity: string, field: string): FieldReference {
  return { kind: 'field', entity, instance: 0, field };
}

/** The one number of a phrase in which nothing else is left over. */
function onlyNumber(phrase: Phrase, context: ConditionContext, place: Place): number | undefined {
  const numbers = phrase.words.flatMap(({ text }) => numberOf(text) ?? []);
  if (numbers.length !== 1 || hasLeftOver(phrase, context, place)) return undefined;
  return numbers[0];
}

function hasLeftOver(phrase: Phrase, context: ConditionContext, place: Place): boolean {
  return phrase.words.some(
    (word) => numberOf(word.text) === undefined && !isSilent(word, context, place),
  );
}

/** What stands before and after some words; undefined where they are not in the phrase. */
function around(phrase: Phrase, words: string): [Phrase, Phrase] | undefined {
  const at = ` ${phrase.text} `.indexOf(` ${words} `);
  if (at === -1) return undefined;
  const count = phrase.text
    .slice(0, at)
    .trim()
    .split(' ')
    .filter((word) => word !== '').length;
  return [
    new Phrase(phrase.words.slice(0, count)),
    new Phrase(phrase.words.slice(count + words.split(' ').length)),
  ];
}
