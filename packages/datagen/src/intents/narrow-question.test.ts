import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import type { LogicalQuery, SelectQuery } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { Random } from '../generated/random.js';
import { smallShop } from '../testing/small-shop.js';
import { furtherConditions } from './bank/further-conditions.js';
import {
  column,
  countAll,
  derived,
  exists,
  literal,
  select,
  setOf,
  subquery,
  windowed,
} from './logical-pieces.js';
import { narrowQuestion } from './narrow-question.js';
import { alwaysSaid, typed } from './saying.js';

const shop = smallShop();
const pack = sqlite();
const orders = [{ entity: 'Order Log', instance: 0 }];
const field = (name: string) =>
  ({ kind: 'field', entity: 'Order Log', instance: 0, field: name }) as const;
const counted: SelectQuery = select(orders, [countAll]);

const narrowed = (query: LogicalQuery, seed: number, conditions = furtherConditions) =>
  narrowQuestion(
    { query, saying: 'How many {rows} are there?', words: new Map([['rows', 'orders']]) },
    shop,
    new Random(seed),
    conditions,
  );

/** A condition, what the question then says, and the orders that somebody with pencil and paper counts. */
const cases: readonly (readonly [name: string, says: RegExp, orders: number])[] = [
  ['flagged', /urgent/, 2],
  ['flagged', /premium/, 2],
  ['not-flagged', /urgent/, 4],
  ['of-a-value', /web/, 3],
  ['of-a-value', /phone/, 2],
  ['in-a-state', /\bnew\b/, 2],
  ['in-a-state', /paid/, 4],
  ['in-a-year', /2022/, 4],
  ['in-a-year', /2023/, 2],
  ['within', /\b2022$|2022[,:)? ]/, 4],
  ['since', /2022-03-06/, 4],
  ['not-yet', /closed/, 2],
  ['already', /closed/, 4],
  ['alive', /deleted|still exist/, 5],
  ['missing', /channel/, 1],
  ['known', /channel/, 5],
  ['above', /item count.*\b3\b|\b3\b.*item count/, 3],
  ['above', /amount.*\b20\b|\b20\b.*amount/, 3],
  ['below', /item count.*\b3\b|\b3\b.*item count/, 2],
  ['below', /amount.*\b20\b|\b20\b.*amount/, 2],
];

describe('narrowQuestion', () => {
  let database: Database;
  beforeAll(async () => {
    database = await createDatabase(pack, shop.content);
  });
  afterAll(() => database.close());

  it.each(cases)('%s, said %s', async (name, says, wanted) => {
    const conditions = furtherConditions.filter((each) => each.name === name);
    for (let seed = 1; seed < 200; seed += 1) {
      const question = narrowed(counted, seed, conditions);
      if (!question) continue;
      const text = typed(question.saying, question.words, new Random(seed));
      if (!says.test(text)) continue;
      const { rows } = await database.query(
        pack.language.render(question.query, shop.content.schema),
      );
      expect([text, rows]).toEqual([text, [[wanted]]]);
      return;
    }
    expect.fail(`no filling of ${name} says ${says}`);
  });

  it.each(furtherConditions)(
    '$name is said in eight ways, each with the question',
    ({ sayings }) => {
      expect(new Set(sayings).size).toBeGreaterThanOrEqual(8);
      for (const saying of sayings) expect(saying.split('…')).toHaveLength(2);
    },
  );

  it.each(furtherConditions.filter(({ name }) => name !== 'of-another-value'))(
    '$name names in every saying what it is about',
    (condition) => {
      const said = new Set<string>();
      for (let seed = 1; seed < 300 && said.size < condition.sayings.length; seed += 1) {
        const question = narrowed(counted, seed, [condition])!;
        said.add(question.saying);
        const drawn = [...question.words.keys()].filter((name) =>
          /^further(value|state|year|when|day|bound|flag|gap|number)$/.test(name),
        );
        const silent = drawn.filter((name) => !alwaysSaid(question.saying).has(name));
        expect([question.saying, silent]).toEqual([question.saying, []]);
      }
      expect(said.size).toBe(condition.sayings.length);
    },
  );

  it('says nothing of rows without a value by leaving a value out', () => {
    const without = furtherConditions.filter(({ name }) => name === 'of-another-value');
    for (let seed = 1; seed < 20; seed += 1)
      expect(narrowed(counted, seed, without)).toBeUndefined();
  });

  it('keeps the words of the first when it adds a second', () => {
    const flagged = furtherConditions.filter(({ name }) => name === 'flagged');
    const first = narrowed(counted, 1, flagged)!;
    const second = narrowQuestion(first, shop, new Random(2), flagged)!;
    const text = typed(second.saying, second.words, new Random(1));
    expect(text).toMatch(/urgent/);
    expect(text).toMatch(/premium/);
    expect(narrowQuestion(second, shop, new Random(3), flagged)).toBeUndefined();
  });

  it('says the second on the other side of the question', () => {
    const flagged = furtherConditions.filter(({ name }) => name === 'flagged');
    const sides = Array.from({ length: 30 }, (_, seed) => {
      const first = narrowed(counted, seed, flagged)!;
      return [first.narrowed, narrowQuestion(first, shop, new Random(seed), flagged)!.narrowed];
    });
    expect(sides.filter(([one, other]) => one === other)).toEqual([]);
    expect(new Set(sides.map(([one]) => one)).size).toBe(2);
  });

  it('adds no condition on a column or a second moment that the question has', () => {
    const only = (name: string) => furtherConditions.filter((each) => each.name === name);
    const perChannel = select(orders, [field('channel'), countAll], {
      groupBy: [field('channel')],
    });
    const lastClosed = select(orders, [field('Closed')]);
    for (let seed = 1; seed < 20; seed += 1) {
      expect(narrowed(perChannel, seed, only('of-a-value'))).toBeUndefined();
      expect(narrowed(lastClosed, seed, only('in-a-year'))).toBeUndefined();
      expect(narrowed(perChannel, seed, only('in-a-year'))).toBeDefined();
    }
  });

  it.each([
    ['a set', setOf('union', counted, counted)],
    ['a query in FROM', select([derived(counted)], [column(0)])],
    ['a query as a value', select(orders, [subquery(counted)])],
    ['a window', select(orders, [windowed('row_number')])],
    [
      'an outer join',
      select(
        [
          { entity: 'Customer', instance: 0 },
          {
            entity: 'Order Log',
            instance: 0,
            join: {
              kind: 'fields',
              left: field('customer'),
              right: { kind: 'field', entity: 'Customer', instance: 0, field: 'id' },
              optional: true,
            },
          },
        ],
        [countAll],
      ),
    ],
  ] as const)('leaves %s as it is', (_, query) => {
    for (let seed = 1; seed < 20; seed += 1) expect(narrowed(query, seed)).toBeUndefined();
  });

  it('narrows the rows around EXISTS', () => {
    const inside = exists(select([{ entity: 'Customer', instance: 0 }], [literal(1)]));
    expect(narrowed(select(orders, [countAll], { where: inside }), 1)).toBeDefined();
  });
});
