import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import type { Value } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { Random } from '../generated/random.js';
import { smallShop } from '../testing/small-shop.js';
import type { LivedInDatabase } from './lived-in/lived-in-database.js';
import { questionTemplates } from './questions/all-templates.js';
import { sqlWriter } from './sql-writer.js';
import type { SqlWriter } from './sql-writer.js';

const pack = sqlite();

/** A wording that a filling must have, and the rows that somebody with pencil and paper gives for it. */
type Case = readonly [template: string, wording: string, rows: readonly (readonly Value[])[]];

const cases: readonly Case[] = [
  // dates
  ['count-in-period', 'number of orders created in Q1 2022', [[4]]],
  ['count-in-period', 'number of orders created in February 2022', [[1]]],
  ['count-in-period', 'number of orders created in the first half of 2023', [[2]]],
  [
    'count-by-month',
    'orders created per month in 2022',
    [
      ['2022-01', 1],
      ['2022-02', 1],
      ['2022-03', 2],
    ],
  ],
  [
    'count-by-year',
    'orders created per year',
    [
      [2022, 4],
      [2023, 2],
    ],
  ],
  [
    'money-by-quarter',
    'Total amount of orders per quarter of 2023',
    [
      [1, 50],
      [2, 0.5],
    ],
  ],
  ['busiest-month', 'Which month of 2022 had the most orders created?', [['2022-03']]],
  [
    'count-by-hour',
    'orders by hour of day',
    [
      [9, 4],
      [14, 2],
    ],
  ],
  ['count-on-weekends', 'How many orders were created on a weekend?', [[2]]],
  [
    'parents-of-period',
    'names of customers that have orders created in March 2022',
    [["O'Neil"], ['Brandt']],
  ],
  ['year-against-year', 'orders created in 2022 versus 2023', [[4, 2]]],
  // durations: 2, 10, 4 and 2 days
  ['average-duration', 'average days from created to closed for orders', [[4.5]]],
  [
    'average-duration-by-category',
    'average days from created to closed of orders by channel',
    [
      ['web', 6],
      ['phone', 2],
      [null, 4],
    ],
  ],
  ['longer-than-days', 'How many orders took more than 3 days to be closed?', [[2]]],
  ['longer-than-days', 'How many orders took more than 10 days to be closed?', [[0]]],
  ['share-within-days', 'What share of the orders that are closed made it within 10 days?', [[1]]],
  ['share-within-days', 'What share of the orders that are closed made it within 3 days?', [[0.5]]],
  ['not-yet-ended', 'How many orders are not closed yet?', [[2]]],
  [
    'open-per-parent',
    'customers with the number of their orders still to be closed',
    [
      ["O'Neil", 1],
      ['Brandt', 1],
    ],
  ],
  ['longest-duration', 'maximum days until orders are closed', [[10]]],
  // shares
  ['share-with-flag', 'What share of orders is urgent?', [[1 / 3]]],
  ['share-with-flag', 'What percentage of orders is premium?', [[100 / 3]]],
  [
    'share-with-flag-by-category',
    'For each channel, what percentage of orders is urgent?',
    [
      ['web', 100 / 3],
      ['phone', 0],
      [null, 100],
    ],
  ],
  [
    'share-with-flag-by-parent',
    'share of premium orders per customer',
    [
      ["O'Neil", 2 / 3],
      ['Brandt', 0],
      ['Costa', 0],
    ],
  ],
  [
    'share-of-each-category',
    'orders by channel in percent',
    [
      ['web', 50],
      ['phone', 100 / 3],
      [null, 50 / 3],
    ],
  ],
  [
    'share-of-money-by-parent',
    'Share of each customer in the total amount of orders',
    [
      ["O'Neil", 60 / 150.5],
      ['Brandt', 90 / 150.5],
      ['Costa', 0.5 / 150.5],
    ],
  ],
  [
    'children-per-parent-ratio',
    'average number of orders per customer among customers with orders',
    [[2]],
  ],
  // buckets: a third below 3, a third from 5
  [
    'bands-of-a-measure',
    'count of orders in the item count ranges below 3, 3 to less than 5, at least 5',
    [
      ['low', 2],
      ['medium', 2],
      ['high', 2],
    ],
  ],
  [
    'one-against-the-rest',
    'orders with channel web against all others, count of each (unknown left out)',
    [
      ['web', 3],
      ['other', 2],
    ],
  ],
  [
    'flag-in-words',
    'split of orders into urgent and not urgent',
    [
      ['urgent', 2],
      ['not urgent', 4],
    ],
  ],
  [
    'conditional-sums',
    'Total amount of urgent orders and of the others, in two columns',
    [[50, 100.5]],
  ],
  // windows
  [
    'running-count-by-month',
    'Cumulative number of orders created by month in 2022',
    [
      ['2022-01', 1],
      ['2022-02', 2],
      ['2022-03', 4],
    ],
  ],
  [
    'running-money-by-month',
    'Running total of the amount of orders by month of 2022',
    [
      ['2022-01', 10],
      ['2022-02', 30],
      ['2022-03', 100],
    ],
  ],
  [
    'change-to-month-before',
    'Month over month change in the number of orders created within 2022',
    [
      ['2022-01', null],
      ['2022-02', 0],
      ['2022-03', 1],
    ],
  ],
  [
    'rank-parents-by-money',
    'Rank the customers by the total amount of their orders: name and rank',
    [
      ['Brandt', 1],
      ["O'Neil", 2],
      ['Costa', 3],
    ],
  ],
  [
    'top-of-each-category',
    'highest item count, 1 place in every channel, with order id',
    [
      ['web', 5, 5],
      ['phone', 6, 6],
      [null, 4, 4],
    ],
  ],
  [
    'dearest-of-each-parent',
    'biggest order by amount of every customer',
    [
      ["O'Neil", 3],
      ['Brandt', 5],
      ['Costa', 6],
    ],
  ],
  [
    'top-parents-by-money',
    '3 biggest customers measured by amount of orders',
    [
      ['Brandt', 90],
      ["O'Neil", 60],
      ['Costa', 0.5],
    ],
  ],
  // the latest
  [
    'value-of-latest-per-parent',
    'latest order channel by customer name',
    [
      ["O'Neil", 'phone'],
      ['Brandt', 'web'],
      ['Costa', 'phone'],
    ],
  ],
  [
    'latest-row-per-reference',
    'last order of every customer id with its order id and amount',
    [
      [11, 3, 30],
      [12, 5, 50],
      [13, 6, 0.5],
    ],
  ],
  [
    'latest-few',
    'last 3 orders created, with the name of the customer',
    [
      [6, 'Costa'],
      [5, 'Brandt'],
      [3, "O'Neil"],
    ],
  ],
  ['above-own-category', 'orders beating the mean item count of their customer, ids', [[3], [5]]],
  // flags, NULL, deleted rows
  ['count-flag', 'How many orders are not urgent?', [[4]]],
  ['count-flag', 'How many urgent orders are there?', [[2]]],
  ['list-flag-and-category', 'order id of orders that are not urgent with channel web', [[2], [5]]],
  ['two-flags', 'How many orders are urgent but not premium?', [[1]]],
  ['flag-by-category', 'premium orders per channel', [['web', 2]]],
  ['missing-value', 'How many orders have no channel?', [[1]]],
  ['known-share', 'For what percentage of orders is the channel known?', [[500 / 6]]],
  ['without-deleted', 'How many orders are there, not counting deleted ones?', [[5]]],
  ['without-deleted', 'How many orders have been deleted?', [[1]]],
  [
    'live-by-category',
    'orders by channel, deleted ones excluded',
    [
      ['web', 2],
      ['phone', 2],
      [null, 1],
    ],
  ],
  // money, kept in cents
  ['total-money', 'total amount of orders (not in cents)', [[150.5]]],
  [
    'money-by-category',
    'total amount of orders by channel',
    [
      ['web', 80],
      ['phone', 30.5],
      [null, 40],
    ],
  ],
  ['money-above', 'count of orders whose amount exceeds 50', [[0]]],
  ['money-in-period', 'Total amount of orders created in Q1 2022', [[100]]],
  [
    'money-by-parent',
    'average order amount per customer',
    [
      ["O'Neil", 20],
      ['Brandt', 45],
      ['Costa', 0.5],
    ],
  ],
  ['above-average-money', 'How many orders have an amount above average?', [[3]]],
  [
    'parents-above-total',
    'Which customers reach more than 0 in total amount of their orders?',
    [["O'Neil"], ['Brandt'], ['Costa']],
  ],
  // never, no longer
  ['parents-without-children', 'customers without any orders', [['Dvorak']]],
  [
    'parents-without-children-in-period',
    'customers without orders in Q1 2022',
    [['Costa'], ['Dvorak']],
  ],
  ['no-longer', 'Which customers had orders in 2022 but none in 2023?', [["O'Neil"]]],
  ['unused-codes', 'Which statuses does no order have?', [['Lost']]],
  [
    'parents-with-count',
    'customers with their count of orders, 0 where there is none',
    [
      ["O'Neil", 3],
      ['Brandt', 2],
      ['Costa', 1],
      ['Dvorak', 0],
    ],
  ],
  // codes
  ['count-status', 'How many paid orders are there?', [[4]]],
  [
    'count-by-status',
    'status breakdown of orders',
    [
      ['Paid', 4],
      ['New', 2],
    ],
  ],
  ['status-share', 'What fraction of orders is new?', [[1 / 3]]],
  ['status-in-period', 'count paid orders that were created in Q1 2022', [[3]]],
  [
    'status-money',
    'total amount of orders by status',
    [
      ['Paid', 70.5],
      ['New', 80],
    ],
  ],
  [
    'status-by-parent',
    'paid orders per customer',
    [
      ["O'Neil", 2],
      ['Brandt', 1],
      ['Costa', 1],
    ],
  ],
  // over other tables
  [
    'count-per-grandparent',
    'orders per region (name, count)',
    [
      ['North', 3],
      ['South', 3],
    ],
  ],
  [
    'money-per-grandparent',
    'total amount of orders per region',
    [
      ['North', 60],
      ['South', 90.5],
    ],
  ],
  ['rows-of-named-grandparent', 'number of orders of South', [[3]]],
  // under rows of the same table
  [
    'names-of-parents',
    'list customers and what they stand under',
    [
      ['Brandt', "O'Neil"],
      ['Costa', "O'Neil"],
    ],
  ],
  ['children-of-each', 'parent customers with their number of sub-customers', [["O'Neil", 2]]],
  ['roots', 'root customers', [["O'Neil"], ['Dvorak']]],
  ['childless', 'customers without children', [['Brandt'], ['Costa'], ['Dvorak']]],
  ['children-of-one', "customers under O'Neil", [['Brandt'], ['Costa']]],
  // plain
  ['rows-of-a-category', 'phone orders, show the order id', [[3], [6]]],
  [
    'count-per-category',
    'orders per channel',
    [
      ['web', 3],
      ['phone', 2],
      [null, 1],
    ],
  ],
  ['extreme-row', 'order with the highest item count', [[6]]],
  [
    'average-per-parent',
    'average item count of orders per customer',
    [
      ["O'Neil", 2],
      ['Brandt', 4.5],
      ['Costa', 6],
    ],
  ],
  ['parents-with-many', 'customers with at least 2 orders', [["O'Neil"], ['Brandt']]],
  ['children-of-named-parent', "orders of O'Neil, order id only", [[1], [2], [3]]],
  ['distinct-values', 'How many different customers have orders?', [[3]]],
];

/** A shop, and what spells queries for it. */
interface Asked {
  readonly shop: LivedInDatabase;
  readonly writer: SqlWriter;
}

function askedOf(shop: LivedInDatabase): Asked {
  return { shop, writer: sqlWriter(pack, shop.content.schema)! };
}

/** The fillings of a template for many seeds. */
function* fillings(name: string, database: LivedInDatabase, seeds = 600) {
  const { fill } = questionTemplates.find((template) => template.name === name)!;
  for (let seed = 0; seed < seeds; seed += 1) {
    const filled = fill({ random: new Random(seed), database });
    if (filled) yield filled;
  }
}

/** The query of a filling that has the wording. */
function queryOf(name: string, wording: string, { shop, writer }: Asked): string {
  for (const { questions, sql } of fillings(name, shop))
    if (questions.includes(wording)) return sql(writer);
  throw new Error(`no filling of ${name} says: ${wording}`);
}

async function rowsOf(database: Database, name: string, wording: string, asked: Asked) {
  const { rows } = await database.query(queryOf(name, wording, asked));
  return rows;
}

describe('the answer of a template', () => {
  const asked = askedOf(smallShop());
  let database: Database;
  beforeAll(async () => {
    database = await createDatabase(pack, asked.shop.content);
  });
  afterAll(() => database.close());

  it.each(cases)('of %s: %s', async (name, wording, expected) => {
    const rows = await rowsOf(database, name, wording, asked);
    expect([rows, resultsEqual(expected, rows, { orderMatters: false })]).toEqual([rows, true]);
  });
});

describe.each([
  ['dates, Booleans, decimals', { moments: 'date', yes: true, no: false, cents: false }],
  ['timestamps, 1 and 0, cents', { moments: 'datetime', yes: 1, no: 0, cents: true }],
  ['dates as text, Yes and No', { moments: 'text-date', yes: 'Yes', no: 'No', cents: false }],
  ['times as text, Y and N', { moments: 'text-datetime', yes: 'Y', no: 'N', cents: false }],
] as const)('the answer where the database keeps %s', (_, habits) => {
  it('is the same', async () => {
    const asked = askedOf(smallShop(habits));
    const database = await createDatabase(pack, asked.shop.content);
    try {
      for (const [name, wording, expected] of cases) {
        if (name === 'count-by-hour' || wording.includes('(not in cents)')) continue;
        const rows = await rowsOf(database, name, wording, asked);
        expect([wording, rows, resultsEqual(expected, rows, { orderMatters: false })]).toEqual([
          wording,
          rows,
          true,
        ]);
      }
    } finally {
      await database.close();
    }
  });
});
