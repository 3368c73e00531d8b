import type { Condition, SelectQuery } from '@momq/dialect';
import { isNullable } from '../../logical/nullable.js';
import { negated } from '../conditions/condition-context.js';
import { readConditions } from '../conditions/read-conditions.js';
import type { FollowUpRule } from '../follow-up.js';
import { fieldOf, isOneAggregate, subjectOf } from '../query-subject.js';
import { allOf, conjuncts, withCondition } from '../reach-entity.js';
import { sameRows } from '../same-rows.js';
import { onlyThose } from './only-those.js';

const marker =
  '(?:and |but |now |the same |same |all )*(?:show |list |give )?(?:me )?(?:them |those |these |all )?(?:but )?(?:without|except(?: for)?|excluding|exclude|leave out|leaving out|omit|ignore|ignoring|not counting|but not|not|other than)(?: those| the ones| the| any| ones)?';

/** `Without the inactive ones`, `except Germany`: what is left of the last answer. Rows of which nothing is known stay. */
export const leaveOut: FollowUpRule = (followUp) => {
  const { earlier, earlierQuestion, schema, phrase } = followUp;
  // "without an email" is about rows that have none
  const missing = phrase.after('(?:and |now )?(?=without an? )');
  if (missing !== undefined) return onlyThose(missing, followUp);
  const rest = phrase.after(marker);
  const listed = rest && subjectOf(earlier, earlierQuestion, schema);
  if (rest === undefined || listed === undefined) return undefined;
  let query = isOneAggregate(earlier) ? earlier : sameRows(earlier, listed, schema);
  const subject = query && subjectOf(query, earlierQuestion, schema);
  if (query === undefined || subject === undefined) return undefined;
  const conditions = readConditions(rest, { ...followUp, query, subject });
  if (conditions === undefined) return undefined;
  for (const condition of conditions) {
    const { entity, field } = condition;
    const now = withoutCondition(query, condition.on(subject));
    const opposite = withCondition(
      now,
      subject,
      {
        entity,
        on(use): Condition {
          const value = fieldOf(use, field);
          const other = negated(condition.on(use));
          return isNullable(value, now, schema)
            ? { kind: 'or', conditions: [other, { kind: 'null', negated: false, value }] }
            : other;
        },
      },
      schema,
    );
    if (opposite === undefined) return undefined;
    query = opposite;
  }
  return { query, change: `without ${conditions.map(({ words }) => words).join(' and ')}` };
};

/** What is left out after it was asked for is asked for no more: `and not retired?` after `which are retired?`. */
function withoutCondition(query: SelectQuery, condition: Condition): SelectQuery {
  const stated = JSON.stringify(condition);
  const { where: _, ...rest } = query;
  const where = allOf(conjuncts(query.where).filter((part) => JSON.stringify(part) !== stated));
  return { ...rest, ...(where && { where }) };
}
