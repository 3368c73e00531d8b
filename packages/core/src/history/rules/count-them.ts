import type { Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { isNullable } from '../../logical/nullable.js';
import type { FollowUp, Refinement } from '../follow-up.js';
import { isOneAggregate } from '../query-subject.js';
import { onlyThose } from './only-those.js';

const counted: Expression = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};

/** `How many of them?`, `how many are there?`, `how many of them are in Germany?`: the number of rows, or of some of them. */
export function countThem(followUp: FollowUp): Refinement | undefined {
  const { phrase, earlier } = followUp;
  const asked = phrase.after(
    '(?:and )?(?:how many of (?:them|these|those)|how many(?= (?:are|is|were|have|has|live|come|in|from|with)(?: |$)|$)|count (?:them|these|those|it)|(?:what is |what s )?(?:the )?(?:number|count) of (?:them|these|those))',
  );
  if (asked === undefined) return undefined;
  const rest = asked.without(
    '(?:(?:are|is|were) )?(?:there|they|that|these|those|it)?(?: in total| altogether)?',
  );
  if (rest.empty) return { query: countOf(followUp), change: 'counted' };
  const rows = earlier.kind === 'select' ? (countedQuery(earlier) ?? earlier) : earlier;
  if (rows.kind === 'set') return undefined;
  const some = onlyThose(rest, { ...followUp, earlier: rows });
  if (some === undefined) return undefined;
  return {
    query: countOf({ ...followUp, earlier: some.query }),
    change: `${some.change}, counted`,
  };
}

/** The number of a query's rows. A query that gives one number already stays. */
function countOf({ earlier, schema }: Pick<FollowUp, 'earlier' | 'schema'>): LogicalQuery {
  if (earlier.kind === 'set') return countRows(earlier);
  if (countedQuery(earlier) !== undefined) return earlier;
  const { select, groupBy, distinct, limit, offset } = earlier;
  if (isOneAggregate(earlier)) {
    const counts = select.every(
      (column) => column.kind === 'aggregate' && column.function === 'count',
    );
    return counts ? earlier : { ...earlier, select: [counted], orderBy: [] };
  }
  if (groupBy.length > 0 || limit !== undefined || offset !== undefined) return countRows(earlier);
  if (!distinct) return { ...earlier, select: [counted], orderBy: [] };
  const [only, ...more] = select;
  if (only?.kind !== 'field' || more.length > 0 || isNullable(only, earlier, schema))
    return countRows(earlier);
  const query: SelectQuery = {
    ...earlier,
    distinct: false,
    select: [{ kind: 'aggregate', function: 'count', distinct: true, argument: only }],
    orderBy: [],
  };
  return query;
}

/** The query whose rows `query` counts as {@link countRows} does; undefined where it does something else. */
export function countedQuery({ from, select }: SelectQuery): LogicalQuery | undefined {
  const [source, ...more] = from;
  const [column] = select;
  const counts = column?.kind === 'aggregate' && column.argument.kind === 'star';
  return source?.kind === 'derived' && more.length === 0 && select.length === 1 && counts
    ? source.query
    : undefined;
}

/** The number of rows of any query. */
export function countRows(query: LogicalQuery): SelectQuery {
  return {
    kind: 'select',
    from: [{ kind: 'derived', query }],
    distinct: false,
    select: [counted],
    groupBy: [],
    orderBy: [],
  };
}
