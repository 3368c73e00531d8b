import type { Condition, SelectQuery } from '@momq/dialect';
import { mapQuery } from '../../logical/visit-query.js';
import { textsThatAreNoDates } from '../unread-times.js';
import type { AskedQuestion } from './asked-question.js';

const YEAR = /(?<!\d)(?:1[5-9]|2[01])\d{2}(?!\d)/g;

/**
 * A year of texts that say it without being dates to a query: *in 2023* of `31/12/2023` or `Dec 31, 2023` is `LIKE '%2023%'`. Each
 * known text has to hold one year and no other number that may be one.
 */
export function withTextYears(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const { schema } = asked;
  const condition = (each: Condition): Condition => {
    if (each.kind !== 'compare' || (each.operator !== '=' && each.operator !== '!=')) return each;
    const { left, right } = each;
    if (left.kind !== 'call' || left.function !== 'year' || right.kind !== 'literal') return each;
    const [field] = left.arguments;
    if (field?.kind !== 'field' || !/^(?:1[5-9]|2[01])\d{2}$/.test(String(right.value)))
      return each;
    const texts = textsThatAreNoDates(field, schema, (place) => asked.values(place));
    if (texts?.every((text) => [...text.matchAll(YEAR)].length === 1) !== true) return each;
    return {
      kind: 'compare',
      operator: each.operator === '=' ? 'like' : 'not like',
      left: field,
      right: { kind: 'literal', value: `%${right.value}%` },
    };
  };
  return mapQuery(query, { condition }) as SelectQuery;
}
