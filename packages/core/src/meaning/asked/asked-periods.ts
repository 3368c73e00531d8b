import type { Condition, EntityField, FieldReference, SelectQuery } from '@momq/dialect';
import { entitySources } from '../../logical/entity-sources.js';
import { visitQuery } from '../../logical/visit-query.js';
import { within } from '../date-ranges.js';
import { temporalKind } from '../temporal-fields.js';
import type { TemporalKind } from '../temporal-fields.js';
import type { AskedQuestion } from './asked-question.js';
import { ofYear, saysYears } from './asked-text-years.js';
import { coreWords, nounEnd, verbEnd } from './name-matches.js';
import { findPeriods } from '../../linking/period-phrases.js';
import type { PeriodPhrase } from '../../linking/period-phrases.js';
import { nameStems } from '../../linking/name-stems.js';
import { negatorBefore, spansOfEntity, wordAt } from './question-phrases.js';
import { conjuncts, fieldsOfCondition, withConjuncts } from './select-conditions.js';

/** A field that may be meant by a stretch of time. */
interface TimeField {
  readonly use: FieldReference;
  readonly kind: Exclude<TemporalKind, 'named'>;
  /** How well the question names it. */
  readonly named: number;
}

const dateParts: readonly string[] = [
  'year',
  'quarter',
  'month',
  'week',
  'weekday',
  'day',
  'truncate',
  'date',
];

/**
 * The stretch of time that the question names, as a range on the field that it is about: *orders placed in May 2023*, *users created
 * before 2022*, *flights in the last quarter of 2022*. What the query says of it otherwise goes: parts of dates are no numbers.
 * A query that says a year rightly stays as it is.
 */
export function withAskedPeriods(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const [period, ...more] = findPeriods(asked.question);
  if (period === undefined || more.length > 0 || isDenied(period, asked)) return query;
  const texts = textsOfYears(query, asked);
  if (texts.length > 0) return withYearOfText(query, asked, { period, texts });
  const fields = timeFields(query, asked);
  const field = meantField(fields, query, asked);
  if (field === undefined || readsTimeInside(query, asked)) return query;
  if (period.unit === 'year') {
    if (saysYear(query, asked, { period, field })) return query;
    const isCertain = field.named === 2 && isSaidOfTime(period, asked);
    if (!isCertain && comparesElsewhere(query, asked, period)) return query;
  }
  const range = within(field.use, field.kind, period);
  if (range === undefined) return query;
  const said = numbersOf(asked.question.slice(period.start, period.end));
  if (conjuncts(query.having).some((condition) => speaksOfTime(condition, asked, said)))
    return query;
  const all = conjuncts(query.where);
  const others = all.filter((condition) => !speaksOfTime(condition, asked, said));
  const mixed = all.some(
    (condition) =>
      condition.kind === 'or' &&
      !others.includes(condition) &&
      !condition.conditions.every((part) => speaksOfTime(part, asked, said)),
  );
  if (mixed) return query;
  return withConjuncts(query, [...others, ...range]);
}

/** Fields that the question names whose texts say a year without being dates, such as `born` with `31.12.1980`. */
function textsOfYears(query: SelectQuery, asked: AskedQuestion): readonly FieldReference[] {
  return entitySources(query.from).flatMap(({ entity, instance }) =>
    fieldsOf(asked, entity).flatMap((field): FieldReference[] => {
      const use = { kind: 'field', entity, instance, field: field.name } as const;
      const isMeant = saysYears(use, asked) && namedBy(asked, entity, field) === 2;
      return isMeant ? [use] : [];
    }),
  );
}

/** A whole year of such a text; of anything else that is asked of it, nothing is known. */
function withYearOfText(
  query: SelectQuery,
  asked: AskedQuestion,
  { period, texts }: { period: PeriodPhrase; texts: readonly FieldReference[] },
): SelectQuery {
  const [field, ...more] = texts;
  const year = period.first?.slice(0, 4);
  const isWhole = period.first === `${year}-01-01` && period.next === `${Number(year) + 1}-01-01`;
  if (field === undefined || more.length > 0 || !isWhole || !isSaidOfTime(period, asked))
    return query;
  const said = numbersOf(asked.question.slice(period.start, period.end));
  const all = conjuncts(query.where);
  const others = all.filter((condition) => !speaksOfTime(condition, asked, said));
  if (all.some((condition) => condition.kind === 'or' && !others.includes(condition))) return query;
  return withConjuncts(query, [...others, ofYear(field, year!)]);
}

function isDenied(period: PeriodPhrase, { words }: AskedQuestion): boolean {
  const place = words.findIndex(({ start }) => start >= period.start);
  return place >= 0 && negatorBefore(words, place) !== undefined;
}

function timeFields(query: SelectQuery, asked: AskedQuestion): TimeField[] {
  return entitySources(query.from).flatMap(({ entity, instance }) =>
    fieldsOf(asked, entity).flatMap((field): TimeField[] => {
      const kind = temporalKind(asked.schema, { entity, field: field.name });
      if (kind === undefined || kind === 'named') return [];
      const use = { kind: 'field', entity, instance, field: field.name } as const;
      return [{ use, kind, named: namedBy(asked, entity, field) }];
    }),
  );
}

function fieldsOf({ schema }: AskedQuestion, entity: string): readonly EntityField[] {
  return schema.entities.find(({ name }) => name === entity)?.fields ?? [];
}

/** 2 for a field that the question names by its verb or noun, 1 for a name that any time may have, such as `date`. */
function namedBy(asked: AskedQuestion, entity: string, field: EntityField): number {
  const core = coreWords(entity, field.name);
  if (core.length === 0) return 1;
  const isNamed = asked.words.some(
    (_, place) =>
      nounEnd(asked, core, place) !== undefined || verbEnd(asked, core, place) !== undefined,
  );
  return isNamed ? 2 : 0;
}

/**
 * The field that is named best; among equals the one that the query compares already, or the only one. A name that any time may have
 * speaks for its own table only: where the query compares a time of another table, that one is meant.
 */
function meantField(
  fields: readonly TimeField[],
  query: SelectQuery,
  asked: AskedQuestion,
): TimeField | undefined {
  const best = Math.max(-1, ...fields.map(({ named }) => named));
  const meant = fields.filter(({ named }) => named === best);
  const compared = conjuncts(query.where).flatMap(fieldsOfCondition);
  const used = fields.filter(({ use }) =>
    compared.some(
      ({ entity, field, instance }) =>
        entity === use.entity && field === use.field && instance === use.instance,
    ),
  );
  const isOfTable = ({ use }: TimeField): boolean => use.entity === used[0]?.use.entity;
  const isSaid = meant.some(({ use }) => isNamedWithTable(use, asked));
  if (best === 1 && used.length === 1 && !isSaid && !meant.some(isOfTable)) return used[0];
  if (meant.length <= 1) return meant[0];
  const both = used.filter((each) => meant.includes(each));
  return both.length === 1 ? both[0] : undefined;
}

/** True for *clinic date* and *date of the clinic*. */
function isNamedWithTable({ entity, field }: FieldReference, { words }: AskedQuestion): boolean {
  const own = nameStems(field);
  return spansOfEntity(words, entity).some(([first, end]) => {
    const before = /^(?:the|a|an)$/.test(wordAt(words, first - 1)) ? first - 1 : first;
    const starts = [end, before - 1 - own.length];
    return starts.some(
      (start) =>
        own.every((stem, offset) => words[start + offset]?.stem === stem) &&
        (start === end || wordAt(words, before - 1) === 'of'),
    );
  });
}

/** True when a nested query reads a time: what it leaves out cannot be told from outside. */
function readsTimeInside(query: SelectQuery, { schema }: AskedQuestion): boolean {
  let found = false;
  visitQuery(query, {
    query: (nested) => {
      if (nested === query || nested.kind === 'set') return;
      found ||=
        entitySources(nested.from).length > 0 &&
        conjuncts(nested.where).some((condition) =>
          fieldsOfCondition(condition).some((field) => temporalKind(schema, field) !== undefined),
        );
    },
  });
  return found;
}

/** True for a query that compares the field with the years of the period, or these years with a field that holds them. */
function saysYear(
  query: SelectQuery,
  { candidates }: AskedQuestion,
  { period, field }: { period: PeriodPhrase; field: TimeField },
): boolean {
  const isOpen = period.first === undefined || period.next === undefined;
  const years = [period.first, period.next].map((day) => Number(day?.slice(0, 4) ?? 0));
  const isYear = (value: unknown): boolean => {
    const number = Number(String(value).replaceAll('%', '').slice(0, 4));
    return years.some((one) => Math.abs(one - number) <= 1);
  };
  return conjuncts(query.where).some((condition) => {
    const values = literalsOf(condition);
    const isWide = years[0] !== 0 && years[1] !== 0 && years[1]! - years[0]! > 1;
    if (values.length < (isWide ? 2 : 1) || !values.every(isYear)) return false;
    // since 2015 is no year alone
    if (isOpen && condition.kind === 'compare' && condition.operator === '=') return false;
    return fieldsOfCondition(condition).some(
      (one) =>
        (one.entity === field.use.entity && one.field === field.use.field) ||
        candidates.some(
          ({ item }) =>
            values.includes(item.value) &&
            item.fields.some((place) => place.entity === one.entity && place.field === one.field),
        ),
    );
  });
}

/** True after a word that numbers other than years hardly follow. */
function isSaidOfTime({ start }: PeriodPhrase, { question }: AskedQuestion): boolean {
  return /\b(?:in|during|since|before|after|until|till|throughout|years?)\s+(?:the\s+)?$/i.test(
    question.slice(0, start),
  );
}

/** True where the number is compared with what is no time: then it is hardly a year. */
function comparesElsewhere(
  query: SelectQuery,
  { schema, question }: AskedQuestion,
  period: PeriodPhrase,
): boolean {
  const said = numbersOf(question.slice(period.start, period.end)).map(Number).filter(isFinite);
  return [...conjuncts(query.where), ...conjuncts(query.having)].some(
    (condition) =>
      literalsOf(condition).some((value) => said.includes(Number(value))) &&
      fieldsOfCondition(condition).every((field) => temporalKind(schema, field) === undefined),
  );
}

function literalsOf(condition: Condition): unknown[] {
  const found: unknown[] = [];
  const visit = (query: SelectQuery): void =>
    visitQuery(query, {
      expression: (expression) => {
        if (expression.kind === 'literal') found.push(expression.value);
      },
    });
  visit({
    kind: 'select',
    from: [],
    distinct: false,
    select: [],
    where: condition,
    groupBy: [],
    orderBy: [],
  });
  return found;
}

/** Numbers and names of months in a piece of the question. */
function numbersOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{3,}|\p{N}+/gu) ?? [];
}

/** True for a condition that compares a time with a constant, or anything with what the period is made of. */
function speaksOfTime(
  condition: Condition,
  { schema }: AskedQuestion,
  said: readonly string[],
): boolean {
  if (condition.kind === 'null' || condition.kind === 'exists') return false;
  const values = literalsOf(condition);
  if (values.length === 0) return false;
  const ofTime = fieldsOfCondition(condition).some((field) => {
    const kind = temporalKind(schema, field);
    return kind !== undefined && kind !== 'named';
  });
  const parts = JSON.stringify(condition);
  const takesPart = dateParts.some((name) => parts.includes(`"function":"${name}"`));
  const repeats = values.every((value) => {
    const pieces = numbersOf(String(value));
    return (
      pieces.length > 0 &&
      pieces.every((piece) => said.some((word) => word === piece || Number(word) === Number(piece)))
    );
  });
  return ofTime || takesPart || repeats;
}
