import type { SelectQuery } from '@momq/dialect';
import { numberOf } from '../../linking/number-words.js';
import { readConditions } from '../conditions/read-conditions.js';
import type { SelectFollowUp } from '../follow-up.js';
import type { Phrase } from '../phrase.js';
import { isOneAggregate, subjectOf } from '../query-subject.js';
import { allOf, conjuncts, withCondition } from '../reach-entity.js';
import { sameRows } from '../same-rows.js';

/** The rows of the earlier query that fulfil what a phrase states. An aggregate is taken over such rows. */
export function onlyThose(
  phrase: Phrase,
  followUp: SelectFollowUp,
): { readonly query: SelectQuery; readonly change: string } | undefined {
  const { earlier, earlierQuestion, schema } = followUp;
  const groups = groupsWith(phrase, earlier);
  if (groups !== undefined) return groups;
  const listed = subjectOf(earlier, earlierQuestion, schema);
  if (listed === undefined) return undefined;
  let query = isOneAggregate(earlier) ? earlier : sameRows(earlier, listed, schema);
  const subject = query && subjectOf(query, earlierQuestion, schema);
  if (query === undefined || subject === undefined) return undefined;
  const conditions = readConditions(phrase, { ...followUp, query, subject });
  for (const condition of conditions ?? [])
    query = query && withCondition(query, subject, condition, schema);
  if (conditions === undefined || query === undefined) return undefined;
  return { query, change: `only where ${conditions.map(({ words }) => words).join(' and ')}` };
}

const sizes = [
  [/^(?:with |having |that have |which have )?(?:more than|over|above) (\S+)$/, '>'],
  [/^(?:with |having |that have |which have )?(?:at least) (\S+)$/, '>='],
  [/^(?:with |having |that have |which have )?(?:less than|fewer than|under|below) (\S+)$/, '<'],
  [/^(?:with |having |that have |which have )?(?:at most) (\S+)$/, '<='],
] as const;

/** `with more than 5` after a query that has one aggregate for each group: the groups with such a value. */
function groupsWith(
  phrase: Phrase,
  earlier: SelectQuery,
): { readonly query: SelectQuery; readonly change: string } | undefined {
  if (earlier.groupBy.length === 0 || earlier.limit !== undefined) return undefined;
  const [aggregate, ...more] = earlier.select.filter(({ kind }) => kind === 'aggregate');
  if (aggregate === undefined || more.length > 0) return undefined;
  for (const [pattern, operator] of sizes) {
    const value = numberOf(pattern.exec(phrase.text)?.[1] ?? '');
    if (value === undefined) continue;
    const having = allOf([
      ...conjuncts(earlier.having),
      { kind: 'compare', operator, left: aggregate, right: { kind: 'literal', value } },
    ])!;
    return { query: { ...earlier, having }, change: `only groups with ${operator} ${value}` };
  }
  return undefined;
}
