import type { Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { identity, listedUse } from './asked-rows.js';
import type { AskedQuestion } from './asked-question.js';
import { isSingular, wordAt } from './question-phrases.js';

/** Words that ask for a number of rows, or for whether there are any. */
const counting =
  /^(?:how|many|much|number|numbers|count|counts|counted|counting|total|totals|amount|sum|quantity|nr|no|num|frequency|often|times|share|percentage|percent|ratio|rate|average|each|per)$/;
const whether = /^(?:is|are|was|were|do|does|did|has|have|can|any)$/;

/**
 * The rows that a question lists, where the query counts them and no word asks for a number: *invoices issued in May* are invoices. They are
 * shown by their names, or by their keys.
 */
export function withRowsListed(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const { words } = asked;
  const [counted, ...more] = query.select;
  const isCount = counted?.kind === 'aggregate' && counted.function === 'count';
  if (!isCount || more.length > 0 || query.groupBy.length > 0 || query.having !== undefined)
    return query;
  if (
    whether.test(wordAt(words, 0)) ||
    words.some((_, place) => counting.test(wordAt(words, place)))
  )
    return query;
  const listed = listedUse(query, asked);
  if (listed === undefined || isSingular(wordAt(words, listed.end - 1))) return query;
  const { use } = listed;
  const select = identity(asked, use.entity).map((field): FieldReference => ({
    kind: 'field',
    ...use,
    field,
  }));
  return select.length === 0 ? query : { ...query, select: select satisfies Expression[] };
}
