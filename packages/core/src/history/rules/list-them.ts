import type { DatabaseSchema, SelectQuery } from '@momq/dialect';
import type { FollowUpRule } from '../follow-up.js';
import { fieldOf, isOneAggregate, namingFields, subjectOf } from '../query-subject.js';

/** `Which ones?`, `who are they?`, `list them`: the rows that a number counts. */
export const listThem: FollowUpRule = ({ phrase, earlier, earlierQuestion, schema }) => {
  const asked =
    phrase.is(
      '(?:and )?(?:which|who|what)(?: ones)?(?: (?:are|is|were|exactly))?(?: (?:they|those|these|it|that))?(?: exactly)?',
    ) ||
    phrase.is(
      '(?:and |now )?(?:show|list|name|give|display)(?: me)?(?: all(?: of)?)? (?:them|these|those)(?: all)?',
    );
  if (!asked) return undefined;
  if (!isOneAggregate(earlier))
    return earlier.groupBy.length > 0 ? undefined : { query: earlier, change: 'as it was' };
  const query = listed(earlier, earlierQuestion, schema);
  return query && { query, change: 'listed' };
};

/** The rows that a number is of, by their names; undefined for several numbers, and for numbers of derived rows. */
export function listed(
  query: SelectQuery,
  question: string,
  schema: DatabaseSchema,
): SelectQuery | undefined {
  const subject = subjectOf(query, question, schema);
  const [column] = query.select;
  if (subject === undefined || column?.kind !== 'aggregate') return undefined;
  if (column.distinct && column.argument.kind === 'field')
    return { ...query, distinct: true, select: [column.argument] };
  const select = namingFields(schema, subject.entity).map((field) => fieldOf(subject, field));
  return { ...query, select };
}
