import type { Family } from '@momq/dialect';
import { splitName } from '@momq/core/linking';
import { queryTokens, tokenValue } from '../seeds/query-tokens.js';

const aggregates = new Set(['avg', 'count', 'max', 'min', 'sum', 'total']);
const aggregated = new Set([
  'avg',
  'average',
  'count',
  'max',
  'maximum',
  'mean',
  'min',
  'minimum',
  'sum',
]);

/**
 * The first aggregate over a column that is an aggregate by its name, such as `AVG(average_age)`.
 *
 * @remarks Source: SQL-GEN (arXiv:2408.12733), section 3.3.
 */
export function aggregatedAggregate(query: string, family: Family): string | undefined {
  const tokens = queryTokens(query, family);
  for (const [index, { text }] of tokens.entries()) {
    if (!aggregates.has(text.toLowerCase()) || tokens[index + 1]?.text !== '(') continue;
    let at = index + 2;
    if (tokens[at]?.text.toUpperCase() === 'DISTINCT') at += 1;
    while (tokens[at + 1]?.text === '.') at += 2;
    const column = tokens[at];
    if (column === undefined || tokens[at + 1]?.text !== ')') continue;
    const name = tokenValue(column);
    if (splitName(name).some((part) => aggregated.has(part.toLowerCase())))
      return `${text}(${name})`;
  }
  return undefined;
}
