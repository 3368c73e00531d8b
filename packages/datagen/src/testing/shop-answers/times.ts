import type { ShopAnswer } from './shop-answer.js';

/** Questions about dates, durations, running totals and the latest rows. */
export const times: readonly ShopAnswer[] = [
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
];
