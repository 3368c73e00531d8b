/**
 * Reads a query aloud, so that a person who reads no query language can tell what was asked: "counts orders where status is
 * “open”". It is made from the logical form and names what the schema names; what the model said plays no part.
 *
 * @module
 */
import type { LogicalQuery, SelectQuery } from '@momq/dialect';
import { conditionPhrase } from './condition-phrase.js';
import { expressionPhrase } from './expression-phrase.js';
import { innerScope } from './phrase-scope.js';
import type { Phrases } from './phrase-scope.js';
import { onlyCount, queryPhrase, restPhrase, rowsPhrase, setPhrase } from './query-phrase.js';

const phrases: Phrases = {
  expression: expressionPhrase,
  condition: conditionPhrase,
  query: queryPhrase,
  rows: rowsPhrase,
};

/** What a query does, as a sentence without its subject and its full stop. */
export function queryReading(query: LogicalQuery): string {
  if (query.kind === 'set') {
    const whole = setPhrase(query, { phrases, outer: undefined }, queryReading);
    return query.limit === undefined ? whole : `${whole}, at most ${query.limit} of them`;
  }
  const scope = innerScope(query, phrases);
  const rest = restPhrase(query, scope);
  const count = onlyCount(query);
  if (count === undefined)
    return `${isOneRow(query) ? 'gives' : 'lists'} ${queryPhrase(query, phrases)}`;
  if (count.argument.kind === 'star') return `counts ${rowsPhrase(scope)}${rest}`;
  const counted = `${count.distinct ? 'different' : 'known'} ${expressionPhrase(count.argument, scope)}`;
  return `counts the ${counted} of ${rowsPhrase(scope)}${rest}`;
}

/** True when a query without groups computes over all its rows. */
function isOneRow({ select, groupBy }: SelectQuery): boolean {
  return groupBy.length === 0 && select.some(({ kind }) => kind === 'aggregate');
}
