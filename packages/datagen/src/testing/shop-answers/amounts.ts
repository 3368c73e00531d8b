import type { ShopAnswer } from './shop-answer.js';

/** Questions about money, shares and bands. */
export const amounts: readonly ShopAnswer[] = [
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
];
