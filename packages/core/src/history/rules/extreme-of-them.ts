import type { FollowUpRule, SelectFollowUp } from '../follow-up.js';
import { namedFields } from '../named-fields.js';
import { Phrase } from '../phrase.js';
import { isOneAggregate, subjectOf } from '../query-subject.js';
import { sameRows } from '../same-rows.js';
import { superlatives } from './superlatives.js';

const lead =
  '(?:and )?(?:which|who|what)(?: one| of (?:them|these|those))?(?: (?:is|are|was|were|has|have|had))?(?: the)?|(?:and |show |give |only |just |me )*the';

/** `Which of them is the oldest?`, `who has the highest salary?`: one row of the last answer. */
export const extremeOfThem: FollowUpRule = (followUp) => {
  const { phrase, earlier } = followUp;
  if (isOneAggregate(earlier) || earlier.groupBy.length > 0) return undefined;
  const asked = phrase.after(lead);
  if (asked === undefined) return undefined;
  const rest = asked.before('(?:one )?(?:of|among) (?:them|these|those)|one') ?? asked;
  for (const { words, descending, fields } of superlatives)
    if (rest.is(words))
      for (const name of fields) {
        const found = one(Phrase.of(name), descending, followUp);
        if (found !== undefined) return found;
      }
  const most = rest.after('(?:most|highest|largest|biggest|greatest)');
  if (most !== undefined && !most.empty) return one(most, true, followUp);
  const least = rest.after('(?:least|fewest|lowest|smallest)');
  return least === undefined || least.empty ? undefined : one(least, false, followUp);
};

function one(
  named: Phrase,
  descending: boolean,
  { earlier, earlierQuestion, schema }: SelectFollowUp,
): ReturnType<FollowUpRule> {
  const listed = subjectOf(earlier, earlierQuestion, schema);
  const query = listed && sameRows(earlier, listed, schema);
  const subject = query && subjectOf(query, earlierQuestion, schema);
  if (query === undefined || subject === undefined || query.distinct) return undefined;
  const [field, ...more] = namedFields(named, query, subject, schema) ?? [];
  if (field === undefined || more.length > 0) return undefined;
  return {
    query: { ...query, orderBy: [{ expression: field, descending }], limit: 1 },
    change: `the one with the ${descending ? 'highest' : 'lowest'} ${field.field}`,
  };
}
