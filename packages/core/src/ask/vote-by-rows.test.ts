import type { QueryOptions } from '@momq/dialect';
import { expect, it } from 'vitest';
import { smallContent } from '../testing/small-content.js';
import { tinyDialect, type QueryLog } from '../testing/tiny-dialect.js';
import type { GeneratedCandidate } from './query-model.js';
import { voteByRows } from './vote-by-rows.js';

const sky = smallContent('sky', {
  'star(name text)': [['Vega'], ['Rigel']],
  'moon(name text)': [['Io']],
  'sun(name text)': [['Rigel'], ['Vega']],
  'dwarf(name text)': [['Vega']],
  'void(name text)': [],
});

async function vote(
  candidates: readonly GeneratedCandidate[],
  limits: QueryOptions = {},
): Promise<{ first: string | undefined; order: readonly string[]; log: QueryLog }> {
  const log: QueryLog = [];
  const dialect = tinyDialect(log);
  const database = await dialect.createDatabase(sky);
  const ordered = await voteByRows(candidates, {
    parser: await dialect.createParser(),
    database,
    limits: { timeoutMs: 50, ...limits },
  });
  await database.close();
  const order = ordered.map(({ query }) => query);
  return { first: order[0], order, log: log.filter((entry) => entry !== 'close') };
}

const draft = (query: string, probability: number): GeneratedCandidate => ({
  query,
  logProb: 2 * Math.log(probability),
  tokens: ['get', ' it'],
});

it('puts in front what most voices agree on, whatever the order of the rows', async () => {
  const { order } = await vote([
    draft('get moon', 0.6),
    draft('get star', 0.4),
    draft('get sun', 0.5),
  ]);
  expect(order).toEqual(['get star', 'get moon', 'get sun']);
});

it('weighs a voice by its probability per token', async () => {
  const sure = await vote([draft('get moon', 0.95), draft('get star', 0.4), draft('get sun', 0.5)]);
  expect(sure.first).toBe('get moon');
  const long = {
    ...draft('get moon', 0.95),
    logProb: 100 * Math.log(0.95),
    tokens: Array<string>(100).fill('x'),
  };
  expect((await vote([draft('get star', 0.4), long])).first).toBe('get moon');
});

it('compares the same rows however few are shown', async () => {
  const drafts = [draft('get moon', 0.6), draft('get star', 0.4), draft('get dwarf', 0.4)];
  expect((await vote(drafts, { maxRows: 1 })).first).toBe('get moon');
});

it('prefers rows to none, and runs nothing that is not reading', async () => {
  const { order, log } = await vote([
    draft('get void', 0.9),
    draft('get  void', 0.9),
    draft('drop moon', 0.9),
    draft('get nothing', 0.9),
    draft('wait', 0.9),
    draft('get moon', 0.1),
  ]);
  expect(order[0]).toBe('get moon');
  expect(order).toHaveLength(6);
  expect(log.some((query) => query.startsWith('drop'))).toBe(false);
});

it('runs a query once, and none where there is nothing to choose', async () => {
  const twice = await vote([
    draft('get moon', 0.5),
    draft('get star', 0.6),
    draft('get moon', 0.5),
  ]);
  expect(twice.first).toBe('get moon');
  expect(twice.log).toEqual(['get moon', 'get star']);
  expect((await vote([draft('get moon', 0.5), draft('get moon', 0.5)])).log).toEqual([]);
  expect((await vote([])).order).toEqual([]);
});
