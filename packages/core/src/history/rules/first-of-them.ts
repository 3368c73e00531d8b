import type { SelectQuery } from '@momq/dialect';
import { numberOf } from '../../linking/number-words.js';
import type { FollowUpRule } from '../follow-up.js';
import { isOneAggregate } from '../query-subject.js';
import { orderedBy } from './order-them.js';
import { Phrase } from '../phrase.js';

const pattern =
  /^(?:and |now )*(?:just |only |show |give |list |limit (?:it |them |that )?to |keep )*(?:me )?(?:just |only )?(?:the )?(top|first|best|next)(?: (\S+))??(?: (?:of (?:them|these|those|it)|rows?|results?|ones?|entries))?(?: by (.+))?$/;

/** `Just the top 3`, `the first five by price`, `the next 10`: some of the rows, in their order. */
export const firstOfThem: FollowUpRule = (followUp) => {
  const { phrase, earlier } = followUp;
  const [whole, which, word = 'one', by] = pattern.exec(phrase.text) ?? [];
  const count = numberOf(word);
  if (whole === undefined || count === undefined || !Number.isInteger(count) || count < 1)
    return undefined;
  if (isOneAggregate(earlier)) return undefined;
  if (by !== undefined) {
    const named = new Phrase(phrase.words.slice(-by.split(' ').length));
    const ordered = orderedBy(named.without('the|their|its'), true, followUp);
    return (
      ordered && {
        query: { ...ordered.query, limit: count },
        change: `${ordered.change}, the first ${count}`,
      }
    );
  }
  if (which === 'next') {
    if (earlier.limit === undefined) return undefined;
    const offset = (earlier.offset ?? 0) + earlier.limit;
    return { query: { ...earlier, limit: count, offset }, change: `the next ${count}` };
  }
  const query = which === 'first' ? earlier : byAggregate(earlier);
  const limit = Math.min(count, earlier.limit ?? count);
  return { query: { ...query, limit }, change: `the first ${count}` };
};

/** The largest groups first, where groups have no order yet. */
function byAggregate(query: SelectQuery): SelectQuery {
  const [only, ...more] = query.select.filter(({ kind }) => kind === 'aggregate');
  if (query.orderBy.length > 0 || only === undefined || more.length > 0) return query;
  return { ...query, orderBy: [{ expression: only, descending: true }] };
}
