import type { Condition, Literal, SelectQuery } from '@momq/dialect';
import { visitQuery } from '../../logical/visit-query.js';
import type { ValueCandidate } from '../../linking/value-candidates.js';
import type { AskedQuestion } from './asked-question.js';
import { leavesOut, negatorBefore, overlap } from './question-phrases.js';
import { conjuncts, joinedWith, useOf, withConjuncts } from './select-conditions.js';

/**
 * The values that the question names and the query passes over: *active customers in Norway* are those whose country is called so, one
 * link away or none. Only what the question spells with a capital or in quotes, and what a single column holds, and only where nothing
 * in it is denied.
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
  const joined = useOf(query, place.entity) ? query : joinedWith(query, place.entity, schema);
  const use = joined && useOf(joined, place.entity);
  if (joined === undefined || use === undefined) return query;
  const left = { kind: 'field', ...use, field: place.field } as const;
  const right: Literal = { kind: 'literal', value: first.item.value };
  const condition: Condition = { kind: 'compare', operator: '=', left, right };
  return withConjuncts(joined, [...conjuncts(joined.where), condition]);
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
