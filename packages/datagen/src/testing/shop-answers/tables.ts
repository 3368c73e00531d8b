import type { ShopAnswer } from './shop-answer.js';

/** Questions about one table, over several, and about rows under rows of the same table. */
export const tables: readonly ShopAnswer[] = [
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
