import type { Family } from '@momq/dialect';
import { queryTokens } from '../sql-gen/seeds/query-tokens.js';
import type { QueryToken } from '../sql-gen/seeds/query-tokens.js';

/** After these words no more tables of a FROM stand. */
const afterTables = new Set(['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'WINDOW', 'ON']);

/**
 * Steps from one table to another in a query, subqueries included: each JOIN, and each comma between the tables of a FROM; in a graph
 * each relationship of a pattern, and each OVER of nGQL.
 */
export function queryJoins(query: string, family: Family): number {
  const tokens = queryTokens(query, family);
  return family === 'graph' ? relationships(tokens) : joins(tokens);
}

function joins(tokens: readonly QueryToken[]): number {
  let found = 0;
  const inTables = [false]; // per level of parentheses
  for (const { kind, text } of tokens) {
    const word = kind === 'word' ? text.toUpperCase() : '';
    if (text === '(') inTables.push(false);
    else if (text === ')') inTables.pop();
    else if (word === 'JOIN' || (text === ',' && inTables.at(-1) === true)) found += 1;
    if (word === 'FROM') inTables[inTables.length - 1] = true;
    else if (afterTables.has(word) || word === 'SELECT') inTables[inTables.length - 1] = false;
  }
  return found;
}

function relationships(tokens: readonly QueryToken[]): number {
  return tokens.filter(({ kind, text }, index) => {
    if (kind === 'word') return text.toUpperCase() === 'OVER' && tokens[index + 1]?.text !== '(';
    const next = tokens[index + 1]?.text;
    const after = tokens[index + 2]?.text;
    if (text !== ')') return false;
    return (
      next === '<-' ||
      next === '->' ||
      (next === '-' && (after === '[' || after === '-' || after === '->'))
    );
  }).length;
}
