import { expect, it } from 'vitest';
import type { Family } from '@momq/dialect';
import { paperMatch, paperReport } from './paper-match.js';
import type { ResultRows } from './results-equal.js';

const match = (family: Family, gold: ResultRows, predicted: ResultRows, query = '') =>
  paperMatch({ family, gold, predicted, queries: [query, query], ran: true });

const rows: ResultRows = [['a', 1], ['b', 2]]; // prettier-ignore

it.each<[string, Family, ResultRows, boolean, boolean]>([
  ['other order of rows', 'relational', [['b', 2], ['a', 1]], true, true],
  ['other order of columns', 'relational', [[1, 'a'], [2, 'b']], true, false],
  ['a repeated row', 'relational', [['a', 1], ['b', 2], ['b', 2]], false, true],
  ['a row too few', 'relational', [['a', 1]], false, false],
  ['other order of rows', 'graph', [['b', 2], ['a', 1]], true, true],
  ['other order of columns', 'graph', [[1, 'a'], [2, 'b']], true, false],
  ['a value twice in a row', 'graph', [['a', 1, 1], ['b', 2, 'b']], true, false],
  ['1.0 for 1', 'graph', [['a', 1.0], ['b', 2n]], true, true],
  ['text for a number', 'graph', [['a', '1'], ['b', '2']], false, false],
])('%s, %s', (...[, family, predicted, ex, set]) => {
  expect(match(family, rows, predicted)).toMatchObject({ valid: true, ex, set, ran: true });
}); // prettier-ignore

it('counts the order of graphs where gold or answer asks for one, and never in SQL', () => {
  const turned = [...rows].reverse();
  const sorted = 'MATCH (n) RETURN n.a ORDER BY n.a';
  expect(match('graph', rows, turned, sorted).ex).toBe(false);
  expect(match('graph', rows, turned, 'MATCH (n) RETURN n.a').ex).toBe(true);
  expect(match('relational', rows, turned, 'SELECT a FROM t ORDER BY a').ex).toBe(true);
});

it.each<[Family, ResultRows, boolean]>([
  ['relational', [], false],
  ['relational', [['a', null]], false],
  ['relational', [['a', 0]], true],
  ['graph', [], true],
  ['graph', [['a', null]], true],
])('leaves out in SQL what has no rows or a NULL: %s %j', (family, gold, valid) => {
  expect(paperMatch({ family, gold, queries: ['', ''], ran: false })).toEqual({ valid, ex: false, set: false, ran: false, textSimilarity: 0 }); // prettier-ignore
});

it('takes shares of the valid questions', () => {
  const one = { valid: true, ex: true, set: true, ran: true };
  const matches = [one, { ...one, ex: false }, { ...one, valid: false }, { valid: true, ex: false, set: false, ran: false }]; // prettier-ignore
  expect(paperReport(matches)).toEqual({ n: 3, ex: 1 / 3, set: 2 / 3, executable: 2 / 3 });
  expect(paperReport([])).toBeUndefined();
});

it('says how alike the texts of gold and answer are, on the mean of the valid questions', () => {
  const ask = (predicted: string, gold: ResultRows = rows) =>
    paperMatch({ family: 'relational', gold, queries: ['MARTHA', predicted], ran: true });
  expect(ask('MARHTA').textSimilarity).toBeCloseTo(0.961111, 6); // Winkler's own example
  expect(ask('').textSimilarity).toBe(0);
  const { textSimilarity } = paperReport([ask('MARTHA'), ask(''), ask('MARTHA', [])])!;
  expect(textSimilarity).toBe(0.5);
});
