import type { Condition, EntityUse, Literal, SelectQuery } from '@momq/dialect';
import { visitQuery } from '../../logical/visit-query.js';
import type { ValueCandidate } from '../../linking/value-candidates.js';
import { monthPattern } from '../../linking/date-spans.js';
import { nameStems } from '../../linking/name-stems.js';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { isShare } from './asked-share.js';
import { leavesOut, negatorBefore, overlap, wordAt } from './question-phrases.js';
import { conjuncts, joinedWith, useOf, withConjuncts } from './select-conditions.js';

/**
 * The values that the question names and the query passes over: *active customers in Norway* are those whose country is called so, one
 * link away or none. Only what the question spells with a capital or in quotes, and what a single column holds, and only where nothing
 * in it is denied. A name that rows are compared with (*cheaper than Yoga*) is no condition on them, and no join makes more rows of one.
 */
export function withAskedValues(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const { words, schema } = asked;
  const passedOver = asked.candidates.filter((candidate) => isNamed(candidate, asked));
  const [first] = passedOver;
  if (first === undefined || leavesOut(words) || words.some(({ stem }) => stem === 'or'))
    return query;
  const used = literalsOf(query);
  if (
    asked.candidates.some((candidate) => isOverlapping(candidate, first) && isUsed(candidate, used))
  )
    return query;
  const [place, ...others] = first.item.fields;
  const isElsewhere = passedOver.some((each) => each.item.fields[0]?.entity !== place?.entity);
  if (place === undefined || others.length > 0 || isElsewhere || passedOver.length > 1)
    return query;
  if (negatorBefore(words, first.span![0]) !== undefined) return query;
  // staff hired by Ada: a row may be named as another's
  if (schema.links.some(({ from, to }) => [from, to].every((end) => end.entity === place.entity)))
    return query;
  if (isShare(query, asked) || !isPlacedAsCondition(first, asked)) return query;
  const joined = useOf(query, place.entity) ? query : withSingle(query, place.entity, asked);
  const use = joined && useOf(joined, place.entity);
  if (joined === undefined || use === undefined || isOptional(joined, use)) return query;
  const left = { kind: 'field', ...use, field: place.field } as const;
  const right: Literal = { kind: 'literal', value: first.item.value };
  const condition: Condition = { kind: 'compare', operator: '=', left, right };
  return withConjuncts(joined, [...conjuncts(joined.where), condition]);
}

/** The SELECT with an entity that each of its rows has at most one of. */
function withSingle(
  query: SelectQuery,
  entity: string,
  { schema }: AskedQuestion,
): SelectQuery | undefined {
  const sources = entitySources(query.from).map((source) => source.entity);
  const isSingle = schema.links.some(
    ({ from, to }) => to.entity === entity && to.fields.length > 0 && sources.includes(from.entity),
  );
  return isSingle ? joinedWith(query, entity, schema) : undefined;
}

function isOptional({ from }: SelectQuery, { entity, instance }: EntityUse): boolean {
  return from.some(
    (source) =>
      source.kind !== 'derived' &&
      source.entity === entity &&
      source.instance === instance &&
      source.join !== undefined &&
      'optional' in source.join &&
      source.join.optional,
  );
}

const ahead = new Set(
  'in from at of for called named is are was were does did by with to on within'.split(' '),
);
/** Stems that make what follows something to compare with, or a part of a text. */
const comparing = new Set('compar similar same differ rank contain than between'.split(' '));

/** True behind a preposition or a name of the schema, or before what it is of: *in Norway*, *country Norway*, *Norway's clients*. */
function isPlacedAsCondition(
  { span, origin }: ValueCandidate,
  { words, schema }: AskedQuestion,
): boolean {
  const [first, end] = span!;
  if (words.some(({ stem }) => comparing.has(stem))) return false;
  const isPart = /^(?:start|begin|end)$/.test(words[first - 2]?.stem ?? '');
  if (isPart && wordAt(words, first - 1) === 'with') return false;
  if (origin === 'cell' && end === first + 1 && isTime(words[first]!.text)) return false;
  const quote = /^["“‘'`]$/;
  const start = quote.test(wordAt(words, first - 1)) ? first - 1 : first;
  const place = wordAt(words, start - 1) === 'the' ? start - 2 : start - 1;
  if (ahead.has(wordAt(words, place))) return true;
  const names = new Set(
    schema.entities.flatMap(({ name, fields }) =>
      [name, ...fields.map((field) => field.name)].flatMap(nameStems),
    ),
  );
  const next = ["'", '’'].includes(wordAt(words, end)) ? end + 2 : end;
  return [place, next].some((each) => names.has(words[each]?.stem ?? ''));
}

/** A month or a weekday, which may be a name too. */
function isTime(text: string): boolean {
  return new RegExp(`^(?:${monthPattern}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$`, 'i').test(
    text,
  );
}

/** A cell that the question spells as a name. */
function isNamed({ origin, span, item }: ValueCandidate, { words }: AskedQuestion): boolean {
  if (span === undefined || item.fields.length === 0 || typeof item.value !== 'string')
    return false;
  if (origin === 'quoted') return true;
  const [start] = span;
  return origin === 'cell' && start > 0 && /^\p{Lu}/u.test(words[start]!.text);
}

function isOverlapping({ span }: ValueCandidate, other: ValueCandidate): boolean {
  return span !== undefined && other.span !== undefined && overlap(span, other.span);
}

function isUsed({ item }: ValueCandidate, used: readonly string[]): boolean {
  const value = String(item.value).toLowerCase();
  return used.some((text) => text.includes(value) || (text.length > 2 && value.includes(text)));
}

/** The texts that a query compares with, in lower case and without what LIKE adds. */
function literalsOf(query: SelectQuery): string[] {
  const found: string[] = [];
  visitQuery(query, {
    expression: (each) => {
      if (each.kind !== 'literal' || each.value === null) return;
      const text = String(each.value).toLowerCase().replaceAll(/^%|%$/g, '');
      if (text !== '') found.push(text);
    },
  });
  return found;
}
