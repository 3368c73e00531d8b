import type { Expression, SelectQuery } from '@momq/dialect';
import type { FollowUpRule } from '../follow-up.js';
import { namedFields } from '../named-fields.js';
import { isOneAggregate, subjectOf } from '../query-subject.js';
import { neighbours } from '../reach-entity.js';
import { sameRows } from '../same-rows.js';

const marker =
  '(?:and |now )*(?:how many |count (?:them )?|the (?:number|count) )?(?:(?:(?:group|break|split)(?: (?:it|them|that|this|those|these))?(?: (?:down|up))?|grouped|broken down|split) by|per|for each|for every|in each|by)(?: the| their)?';

const counted: Expression = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};

/** `Per country?`, `break that down by year`: the number, or the number of the rows, for each value of a field. */
export const breakDown: FollowUpRule = ({ phrase, earlier, earlierQuestion, schema }) => {
  const named = phrase.after(marker);
  const listed = named && subjectOf(earlier, earlierQuestion, schema);
  if (named === undefined || named.empty || listed === undefined) return undefined;
  const isNumber = isOneAggregate(earlier);
  const rows: SelectQuery | undefined = isNumber ? earlier : sameRows(earlier, listed, schema);
  if (rows === undefined || rows.groupBy.length > 0 || rows.distinct) return undefined;
  const subject = subjectOf(rows, earlierQuestion, schema);
  if (subject === undefined) return undefined;
  for (const query of [rows, ...neighbours(rows, schema)]) {
    const fields = namedFields(named, query, subject, schema);
    if (fields === undefined) continue;
    const values = isNumber ? query.select : [counted];
    return {
      query: { ...query, select: [...fields, ...values], groupBy: fields, orderBy: [] },
      change: `for each ${fields.map(({ field }) => field).join(' and ')}`,
    };
  }
  return undefined;
};
