import { expect, it } from 'vitest';
import { smallContent } from '../testing/small-content.js';
import { tinyDialect, type QueryLog } from '../testing/tiny-dialect.js';
import { tryCandidates } from './choose-candidate.js';
import { compareCandidates } from './compare-candidates.js';

const sky = smallContent('sky', {
  'star(name text)': [['Vega'], ['Rigel']],
  'sun(name text)': [['Rigel'], ['Vega']],
  'dwarf(name text)': [['Vega']],
});

async function compared(queries: readonly string[], maxRows: number) {
  const log: QueryLog = [];
  const dialect = tinyDialect(log);
  const database = await dialect.createDatabase(sky);
  const candidates = queries.map((query) => ({ query }));
  const run = { parser: await dialect.createParser(), database, limits: { maxRows } };
  const rows = await compareCandidates(candidates, await tryCandidates(candidates, run), run);
  await database.close();
  return { rows, log: log.filter((entry) => entry !== 'close') };
}

it.each([1, 2, 10])('tells the same rows from others where %i are shown', async (maxRows) => {
  const { rows } = await compared(['get star', 'get sun', 'get dwarf'], maxRows);
  expect(rows[0]).toBe(rows[1]);
  expect(rows[0]).not.toBe(rows[2]);
});

it('runs an answer again only where it was cut and there is another', async () => {
  expect((await compared(['get star', 'get dwarf'], 1)).log).toEqual([
    'get star',
    'get star',
    'get dwarf',
  ]);
  expect((await compared(['get star', 'get dwarf'], 2)).log).toEqual(['get star', 'get dwarf']);
  expect((await compared(['get star', 'get star'], 1)).log).toEqual(['get star']);
});
