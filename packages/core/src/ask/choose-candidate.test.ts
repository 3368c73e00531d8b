import { expect, it } from 'vitest';
import type { Database, QueryParser } from '../dialect/dialect.js';
import type { Value } from '../schema/database-schema.js';
import { chooseCandidate } from './choose-candidate.js';
import { resultKey } from './result-key.js';

const parser: QueryParser = {
  parse: () => ({
    statements: 1,
    readOnly: true,
    relations: [],
    columns: [],
    functions: [],
    literals: [],
    keywords: [],
  }),
};

/** A database that knows the rows of each text, and takes `elapsedMs` for each. */
function databaseOf(rows: Record<string, Value[][]>, elapsedMs = 0) {
  const ran: string[] = [];
  const database = {
    dialect: 'tiny',
    query: async (text: string) => {
      ran.push(text);
      await new Promise((resolve) => setTimeout(resolve, elapsedMs));
      return { columns: [], rows: rows[text]!, truncated: false, elapsedMs };
    },
  } as unknown as Database;
  return { ran, database };
}

const candidate = (query: string, probability: number) => ({
  query,
  logProb: Math.log(probability),
  tokens: [],
});

it('adds up the probabilities of candidates with the same rows', async () => {
  const { database } = databaseOf({ a: [[1]], b: [[2]], c: [[2]] });
  const choice = await chooseCandidate(
    [candidate('a', 0.4), candidate('b', 0.3), candidate('c', 0.2)],
    { parser, database, limits: {} },
  );
  expect(choice.query).toBe('b');
  expect(choice.confidence).toBeCloseTo(0.5 / 0.9);
  expect(choice.reports.map(({ outcome }) => outcome)).toEqual(['ran', 'chosen', 'ran']);
});

it('lets rows win over no rows, however likely', async () => {
  const { database } = databaseOf({ a: [], b: [], c: [[2]] });
  const choice = await chooseCandidate(
    [candidate('a', 0.5), candidate('b', 0.4), candidate('c', 0.1)],
    { parser, database, limits: {} },
  );
  expect(choice.query).toBe('c');
  expect(choice.reports.map(({ outcome }) => outcome)).toEqual(['empty', 'empty', 'chosen']);
});

it('runs no further candidate for its vote once execution takes long', async () => {
  const { database, ran } = databaseOf({ a: [[1]], b: [[2]], c: [[2]] }, 300);
  const choice = await chooseCandidate(
    [candidate('a', 0.4), candidate('b', 0.3), candidate('c', 0.2)],
    { parser, database, limits: {} },
  );
  expect(choice.query).toBe('a');
  expect(ran).toEqual(['a']);
  expect(choice.reports[2]?.outcome).toBe('skipped');
});

it.each<[string, Value[][], Value[][], boolean]>([
  ['another order of rows', [[1], [2]], [[2], [1]], true],
  ['another order of columns', [[1, 'x']], [['x', 1]], true],
  ['a row twice', [[1], [1]], [[1]], false],
  ['another value', [[1]], [[2]], false],
  ['a number in the seventh digit', [[1 / 3]], [[0.33333334]], true],
  ['null and the text null', [[null]], [['nul']], false],
])('compares results with %s', (_, a, b, same) => {
  expect(resultKey({ rows: a }) === resultKey({ rows: b })).toBe(same);
});
