import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import type { Value } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { planDatabases } from '../generated/plan-databases.js';
import { Random } from '../generated/random.js';
import { sampleLivedInDatabase } from '../templates/lived-in/sample-lived-in-database.js';
import { smallShop } from '../testing/small-shop.js';
import { fillIntent, fillIntents } from './fill-intents.js';
import type { IntentQuestion } from './fill-intents.js';
import { alwaysSaid, typed } from './saying.js';
import { castOf } from './cast.js';
import { Scene } from './scene.js';
import { intents } from './bank/all-intents.js';

const pack = sqlite();
const databases = planDatabases({ train: 24, validation: 0, test: 0 }, 3).map(
  ({ domain, id, seed }) => sampleLivedInDatabase(domain, id, seed),
);
/** Placeholders of what a filling draws: a question without them has another answer. */
const constants =
  /^(n|m|bound\w*|day\w*|year|nextYear|when|value\w*|name\w*|otherName\w*|state\w*|month|part|letter|filler)$/;

/** Tables that a question about a shape has to name, by any of their nouns. */
const tables = {
  rows: [/\b(rows|row|aRow)\b/],
  link: [/\b(rows|row|aRow)\b/, /\b(parents?|aParent)\b/],
  self: [/\b(rows|row|aRow)\b/],
  junction: [
    /\b(rows|row|aRow)\b/,
    /\b(parents?|aParent|name)\b/,
    /\b(others?|aOther|otherName)\b/,
  ],
  chain: [/\b(rows|row|aRow)\b/, /\b(others?|aOther|otherName)\b/],
  siblings: [/\b(rows|row|aRow)\b/, /\b(parents?|aParent)\b/, /\b(others?|aOther)\b/],
} as const;

describe('the bank of intents', () => {
  const opened: Database[] = [];
  beforeAll(async () => {
    for (const { content } of databases) opened.push(await createDatabase(pack, content));
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  it('has names of its own, and eight ways or more to say each', () => {
    expect(new Set(intents.map(({ name }) => name)).size).toBe(intents.length);
    for (const { name, sayings } of intents)
      expect([name, new Set(sayings).size >= 8]).toEqual([name, true]);
  });

  it.each(intents)('$name gives rows somewhere', async (intent) => {
    const refused: string[] = [];
    for (const [index, database] of databases.entries())
      for (const seed of [1, 2, 3]) {
        const asked = fillIntent(intent, database, new Random(seed));
        if (!asked) continue;
        const text = pack.language.render(asked.query, database.content.schema);
        const { rows } = await opened[index]!.query(text);
        if (rows.some((row) => row.some((value) => value !== null && value !== 0))) return;
        refused.push(text);
      }
    expect.fail(`no row of ${refused.length} fillings: ${refused[0] ?? 'none fits'}`);
  });

  it.each(intents)('$name names in every saying what it is about', (intent) => {
    for (const database of databases) {
      const random = new Random(1);
      const cast = castOf(intent.needs, database, random);
      if (!cast || !fillIntent(intent, database, new Random(1))) continue;
      const scene = new Scene(random, cast, intent.needs);
      intent.query(scene);
      const needed = [
        ...intent.named,
        ...[...scene.words.keys()].filter((word) => constants.test(word)),
      ];
      for (const saying of intent.sayings) {
        const said = alwaysSaid(saying);
        expect([saying, needed.filter((word) => !said.has(word))]).toEqual([saying, []]);
        const silent = tables[intent.needs.shape].filter(
          (names) => !names.test([...said].join(' ')),
        );
        expect([saying, silent]).toEqual([saying, []]);
        expect(typed(saying, scene.words, random)).not.toMatch(/[{}|@]/);
      }
      return;
    }
    expect.fail('no database has what it needs');
  });
});

/** An intent, what its question must say, and the rows that somebody with pencil and paper gives over the small shop. */
type Case = readonly [intent: string, asks: RegExp, rows: readonly (readonly Value[])[]];

const cases: readonly Case[] = [
  [
    'count-by-year',
    /./,
    [
      [2022, 4],
      [2023, 2],
    ],
  ],
  [
    'count-by-month-of-one-year',
    /2022/,
    [
      ['2022-01', 1],
      ['2022-02', 1],
      ['2022-03', 2],
    ],
  ],
  [
    'count-by-weekday',
    /./,
    [
      [0, 1],
      [3, 1],
      [4, 2],
      [5, 1],
      [6, 1],
    ],
  ],
  [
    'money-by-year',
    /./,
    [
      [2022, 100],
      [2023, 50.5],
    ],
  ],
  ['busiest-month-of-year', /2022/, [['2022-03']]],
  ['weekend-count', /./, [[2]]],
  ['average-days', /./, [[4.5]]],
  [
    'days-by-category',
    /./,
    [
      ['web', 6],
      ['phone', 2],
      [null, 4],
    ],
  ],
  ['same-day', /./, [[0]]],
  ['share-within-days', /\b3 days/, [[50]]],
  ['slowest-parent', /./, [["O'Neil"]]],
  [
    'left-count-per-parent',
    /order/,
    [
      ["O'Neil", 3],
      ['Brandt', 2],
      ['Costa', 1],
      ['Dvorak', 0],
    ],
  ],
  ['without-children', /order/, [['Dvorak']]],
  ['share-without-children', /order/, [[25]]],
  ['no-longer', /2022/, [["O'Neil"]]],
  ['never-flagged', /premium/, [['Brandt'], ['Costa'], ['Dvorak']]],
  [
    'not-yet-ended-per-parent',
    /./,
    [
      ["O'Neil", 1],
      ['Brandt', 1],
    ],
  ],
  ['first-and-last-moment', /./, [['2022-01-15 09:00:00', '2023-06-30 09:00:00']]],
  ['two-years-side-by-side', /2022/, [[4, 2]]],
  ['growth-between-years', /2022/, [[-50]]],
  [
    'change-year-on-year',
    /./,
    [
      [2022, 4, null],
      [2023, 2, -2],
    ],
  ],
  ['shrinking-parents', /2022/, [["O'Neil"]]],
  ['days-covered', /./, [[531]]],
  [
    'span-per-parent',
    /./,
    [
      ["O'Neil", 74],
      ['Brandt', 304],
      ['Costa', 0],
    ],
  ],
  ['longest-gap', /./, [[280]]],
  [
    'longest-gap-per-parent',
    /./,
    [
      ["O'Neil", 48],
      ['Brandt', 304],
      ['Costa', null],
    ],
  ],
  // running totals, cohorts, the latest
  [
    'running-count-by-month',
    /2022/,
    [
      ['2022-01', 1],
      ['2022-02', 2],
      ['2022-03', 4],
    ],
  ],
  [
    'parents-by-first-year',
    /./,
    [
      [2022, 2],
      [2023, 1],
    ],
  ],
  ['repeat-count', /order/, [[2]]],
  ['repeat-rate', /order/, [[200 / 3]]],
  ['one-timers', /order/, [['Costa']]],
  ['retained-count', /2022/, [[1]]],
  ['retention-rate', /2022/, [[50]]],
  [
    'latest-value',
    /./,
    [
      ["O'Neil", 'phone'],
      ['Brandt', 'web'],
      ['Costa', 'phone'],
    ],
  ],
  ['latest-still-open', /./, [["O'Neil"], ['Brandt']]],
  // states, flags, deleted rows, money in cents
  [
    'count-per-state-in-words',
    /./,
    [
      ['New', 2],
      ['Paid', 4],
    ],
  ],
  ['unused-states', /./, [['Lost']]],
  ['state-share', /new/, [[100 / 3]]],
  ['count-alive', /./, [[5]]],
  ['total-money', /./, [[150.5]]],
  [
    'average-money-per-parent',
    /./,
    [
      ["O'Neil", 20],
      ['Brandt', 45],
      ['Costa', 0.5],
    ],
  ],
  ['averages-flagged-and-rest', /urgent/, [[2.5, 4]]],
  ['value-share', /phone/, [[100 / 3]]],
  ['count-missing', /./, [[1]]],
  ['distinct-values', /./, [[2]]],
  // hierarchies and chains
  ['roots', /./, [["O'Neil"], ['Dvorak']]],
  ['leaves', /./, [['Brandt'], ['Costa'], ['Dvorak']]],
  ['children-count', /./, [["O'Neil", 2]]],
  ['siblings-of-one', /Brandt/, [['Costa']]],
  [
    'count-per-grandparent',
    /./,
    [
      ['North', 3],
      ['South', 3],
    ],
  ],
  [
    'active-parents-per-grandparent',
    /./,
    [
      ['North', 1],
      ['South', 2],
    ],
  ],
  // averages, medians, bands, ranks
  ['parents-above-average-count', /order/, [["O'Neil", 3]]],
  ['median', /item count/, [[3.5]]],
  ['median', /amount/, [[25]]],
  ['standard-deviation', /item count/, [[Math.sqrt(35 / 12)]]],
  [
    'outliers',
    /amount/,
    [
      [1, 10],
      [6, 0.5],
    ],
  ],
  [
    'best-row-per-category',
    /item count/,
    [
      ['web', 5, 5],
      ['phone', 6, 6],
      [null, 4, 4],
    ],
  ],
  [
    'parents-by-number-of-children',
    /order/,
    [
      [1, 1],
      [2, 1],
      [3, 1],
    ],
  ],
  [
    'parts-of-the-day',
    /./,
    [
      ['morning', 4],
      ['afternoon', 2],
    ],
  ],
  [
    'financial-year',
    /July/,
    [
      [2021, 4],
      [2022, 2],
    ],
  ],
  [
    'rank-parents-by-money',
    /./,
    [
      ['Brandt', 90, 1],
      ["O'Neil", 60, 2],
      ['Costa', 0.5, 3],
    ],
  ],
  ['place-of-one-parent', /Costa/, [[3]]],
];

describe('answers over the small shop', () => {
  const shop = smallShop();
  let database: Database;
  beforeAll(async () => {
    database = await createDatabase(pack, shop.content);
  });
  afterAll(() => database.close());

  it.each(cases)('%s, asked %s', async (name, asks, rows) => {
    const intent = intents.find((each) => each.name === name);
    for (let seed = 1; seed < 200; seed += 1) {
      const asked = intent && fillIntent(intent, shop, new Random(seed));
      if (!asked || !asks.test(asked.question)) continue;
      const text = pack.language.render(asked.query, shop.content.schema);
      const result = await database.query(text);
      const right = resultsEqual(rows, result.rows, { orderMatters: false });
      expect([text, right ? rows : result.rows]).toEqual([text, rows]);
      return;
    }
    expect.fail(`no filling of ${name} says ${asks}`);
  });
});

describe('fillIntents', () => {
  let asked: readonly IntentQuestion[] = [];
  beforeAll(() => {
    asked = [...fillIntents(databases[0]!, 7)];
  });

  it('asks nothing twice, and the same for the same seed', () => {
    const texts = asked.map(({ question }) => question);
    expect(new Set(texts).size).toBe(texts.length);
    expect(new Set(asked.map(({ query }) => JSON.stringify(query))).size).toBe(texts.length);
    expect([...fillIntents(databases[0]!, 7)].map(({ question }) => question)).toEqual(texts);
    expect([...fillIntents(databases[0]!, 8)][0]!.question).not.toBe(texts[0]);
  });

  it('leaves no notation of sayings in a question', () => {
    const left = asked.filter(({ question }) => /[{}|@]|undefined|null|NaN|\(\)/.test(question));
    expect(left.map(({ question }) => question)).toEqual([]);
  });
});
