/** Every construct of the logical form, in SQLite and PostgreSQL, against SQL written by hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, LogicalQuery } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { postgres } from './index.js';
import { conditionCases } from './testing/condition-cases.js';
import { farm as content } from './testing/farm.js';
import { animal, name, orderOfAnimal, weight } from './testing/farm-sources.js';
import {
  f,
  v,
  star,
  agg,
  both,
  call,
  is,
  down,
  member,
  select,
  use,
} from './testing/logical-builders.js';
import { queryCases } from './testing/query-cases.js';

const packs = { sqlite: sqlite(), postgres: postgres() };
const databases: Partial<Record<keyof typeof packs, Database>> = {};
const cases = { ...conditionCases, ...queryCases };

beforeAll(async () => {
  databases.sqlite = await packs.sqlite.createDatabase(content);
  databases.postgres = await packs.postgres.createDatabase(content);
});
afterAll(() => Promise.all(Object.values(databases).map((database) => database.close())));

const ordered = (query: LogicalQuery): boolean =>
  query.kind === 'select' && query.orderBy.length > 0;

/** Booleans are 1 and 0 in SQLite; doubles agree to 12 digits. */
function comparable(rows: readonly (readonly unknown[])[], keepOrder: boolean): unknown[] {
  const plain = rows.map((row) =>
    row.map((value) => {
      if (typeof value === 'boolean') return Number(value);
      return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
    }),
  );
  return keepOrder ? plain : plain.map((row) => JSON.stringify(row)).sort();
}

/** Cases whose right answer has no rows. */
const empty = new Set(['a word beside a number']);

describe.each(Object.entries(cases))('%s', (title, [query, reference]) => {
  test.each(['sqlite', 'postgres'] as const)('%s', async (dialect) => {
    const expected = await databases.sqlite?.query(reference);
    expect(expected?.rows.length === 0).toBe(empty.has(title));
    const schema = await databases[dialect]?.schema();
    const text = packs[dialect].language.render(query, schema ?? content.schema);
    const result = await databases[dialect]?.query(text);
    expect(comparable(result?.rows ?? [], ordered(query)), text).toEqual(
      comparable(expected?.rows ?? [], ordered(query)),
    );
    expect(result?.columns.length).toBe(expected?.columns.length);
  });
});

test('the text reads as a person would write it', () => {
  const text = (dialect: keyof typeof packs, query: LogicalQuery): string =>
    packs[dialect].language.render(query, content.schema);
  const grouped = select([name, agg('count')], orderOfAnimal, {
    where: is(name, 'like', v('b%')),
    groupBy: [f('animal', 'id')],
    orderBy: [down(agg('count'))],
    limit: 3,
  });
  expect(text('sqlite', grouped)).toBe(
    'SELECT t2.name, COUNT(*) FROM "Order" AS t1 JOIN animal AS t2 ON t1.Animal = t2.id WHERE t2.name LIKE \'b%\' GROUP BY t2.id ORDER BY COUNT(*) DESC LIMIT 3',
  );
  expect(text('postgres', grouped)).toBe(
    'SELECT t2.name, COUNT(*) FROM "Order" AS t1 JOIN animal AS t2 ON t1."Animal" = t2.id WHERE t2.name ILIKE \'b%\' GROUP BY t2.id ORDER BY COUNT(*) DESC LIMIT 3',
  );
});

test('postgres: columns of several types become text in every part of a set operation', async () => {
  const mixed = both(
    'union',
    select([f('barn', 'group')], [use('barn')]),
    select([f('animal', 'tame')], animal, { where: is(f('animal', 'id'), '<', v(3)) }),
  );
  const query = both('except', mixed, select([f('barn', 'number')], [use('barn')]));
  const text = packs.postgres.language.render(query, content.schema);
  const result = await databases.postgres?.query(text);
  expect(comparable(result?.rows ?? [], false)).toEqual([
    '["0"]',
    '["north"]',
    '["south"]',
    '[null]',
  ]);
});

describe('what cannot be said', () => {
  test.each(['sqlite', 'postgres'] as const)('%s', (dialect) => {
    const render = (query: LogicalQuery): string =>
      packs[dialect].language.render(query, content.schema);
    expect(() => render(select([agg('sum')], animal))).toThrow(
      expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error,
    );
    expect(() => render(select([agg('count', star, true)], animal))).toThrow(
      /got count\(distinct \*\)/,
    );
    expect(() => render(select([call('month', weight)], animal))).toThrow(/month\(\)/);
    expect(() => render(select([name], animal, { where: member(name, []) }))).toThrow(
      /at least one value/,
    );
    expect(() => render(select([f('barn', 'size')], animal))).toThrow(/Add it to `from`/);
    expect(() => render(select([v(Number.POSITIVE_INFINITY)], []))).toThrow(/finite/);
  });

  test('postgres: a plain column beside a sum', () => {
    const query = select([name, agg('sum', weight)], animal);
    expect(() => packs.postgres.language.render(query, content.schema)).toThrow(
      /got animal\.name beside them\. Group by it/,
    );
  });
});
