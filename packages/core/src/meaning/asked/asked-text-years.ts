import type { Condition, FieldReference, SelectQuery } from '@momq/dialect';
import { mapQuery } from '../../logical/visit-query.js';
import { textsThatAreNoDates } from '../unread-times.js';
import type { AskedQuestion } from './asked-question.js';

const YEAR = /(?<!\d)(?:1[5-9]|2[01])\d{2}(?!\d)/g;

/**
 * A year of texts that say it without being dates to a query: *in 2023* of `31/12/2023` or `Dec 31, 2023` is `LIKE '%2023%'`. Each
 * known text has to hold one year and no other number that may be one.
 */
export function withTextYears(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const condition = (each: Condition): Condition => {
    if (each.kind !== 'compare' || (each.operator !== '=' && each.operator !== '!=')) return each;
    const { left, right } = each;
    if (left.kind !== 'call' || left.function !== 'year' || right.kind !== 'literal') return each;
    const [field] = left.arguments;
    if (field?.kind !== 'field' || !/^(?:1[5-9]|2[01])\d{2}$/.test(String(right.value)))
      return each;
    if (!saysYears(field, asked)) return each;
    const like = ofYear(field, String(right.value));
    return each.operator === '=' ? like : { ...like, operator: 'not like' };
  };
  return mapQuery(query, { condition }) as SelectQuery;
}

/** True for a field of texts that are no dates to a query and hold one year each. */
export function saysYears(field: FieldReference, asked: AskedQuestion): boolean {
  const texts = textsThatAreNoDates(field, asked.schema, (place) => asked.values(place));
  return texts?.every((text) => [...text.matchAll(YEAR)].length === 1) === true;
}

/** A text that says a year. */
export function ofYear(
  field: FieldReference,
  year: string,
): Extract<Condition, { readonly kind: 'compare' }> {
  return {
    kind: 'compare',
    operator: 'like',
    left: field,
    right: { kind: 'literal', value: `%${year}%` },
  };
}
