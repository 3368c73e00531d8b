import type { ShopAnswer } from './shop-answer.js';

/** Questions about flags, what is missing, what never was, and codes. */
export const states: readonly ShopAnswer[] = [
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
];
