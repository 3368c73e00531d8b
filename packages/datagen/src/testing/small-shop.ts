import type { DatabaseContent, FieldType, MomentEncoding, Value } from '@momq/dialect';
import type {
  ColumnRole,
  LivedInColumn,
  LivedInDatabase,
  LivedInTable,
} from '../templates/lived-in/lived-in-database.js';

/** What a moment of the shop, as UTC text, is kept as. */
function kept(moment: string | null, encoding: MomentEncoding): Value {
  if (moment === null) return null;
  if (encoding === 'unix-seconds') return Date.parse(`${moment.replace(' ', 'T')}Z`) / 1000;
  return encoding.endsWith('date') ? moment.slice(0, 10) : moment;
}

interface Habits {
  readonly moments: MomentEncoding;
  /** What flags hold. */
  readonly yes: Value;
  readonly no: Value;
  readonly cents: boolean;
}

/** Habits that are hard to get right: unix seconds, cents, words for flags. */
const hardHabits: Habits = { moments: 'unix-seconds', yes: 'Y', no: 'N', cents: true };

/**
 * Regions, customers and orders of a shop, small enough to answer any question by hand:
 *
 * | order | customer | created          | closed           | amount | urgent | status | items | channel |
 * | ----- | -------- | ---------------- | ---------------- | ------ | ------ | ------ | ----- | ------- |
 * | 1     | O'Neil   | Sat 2022-01-15 9 | 2022-01-17 9     | 10.00  | yes    | paid   | 1     | web     |
 * | 2     | O'Neil   | Thu 2022-02-10 9 | 2022-02-20 9     | 20.00  | no     | paid   | 2     | web     |
 * | 3     | O'Neil   | Wed 2022-03-30 14| none             | 30.00  | no     | new    | 3     | phone   |
 * | 4     | Brandt   | Sun 2022-03-06 14| 2022-03-10 14    | 40.00  | yes    | paid   | 4     | none    |
 * | 5     | Brandt   | Thu 2023-01-05 9 | none             | 50.00  | no     | new    | 5     | web     |
 * | 6     | Costa    | Fri 2023-06-30 9 | 2023-07-02 9     | 0.50   | no     | paid   | 6     | phone   |
 *
 * Dvorak has no orders; O'Neil and Dvorak live in North, the others in South. No order is lost. Brandt and Costa stand under
 * O'Neil. Order 2 is deleted.
 */
export function smallShop(habits: Habits = hardHabits): LivedInDatabase {
  const { moments, yes, no, cents } = habits;
  const momentType: FieldType =
    moments === 'unix-seconds'
      ? 'integer'
      : moments.startsWith('text')
        ? 'text'
        : moments === 'date'
          ? 'date'
          : 'datetime';
  const flagType: FieldType =
    typeof yes === 'boolean' ? 'boolean' : typeof yes === 'number' ? 'integer' : 'text';
  const column = (
    [table, name, role]: readonly [string, string, ColumnRole],
    type: FieldType,
    words: string,
    values: readonly Value[],
  ): LivedInColumn => ({ table, name, role, type, words, values });
  const moment = (name: string, role: 'start' | 'end', values: readonly (string | null)[]) => ({
    ...column(
      ['Order Log', name, role],
      momentType,
      name.toLowerCase(),
      values.map((value) => kept(value, moments)),
    ),
    encoding: moments,
  });

  const regionKey = column(['Region', 'id', 'key'], 'integer', 'region id', [1, 2]);
  const regionName = column(['Region', 'name', 'label'], 'text', 'name', ['North', 'South']);
  const region: LivedInTable = {
    table: 'Region',
    nouns: ['region'],
    columns: [regionKey, regionName],
    key: regionKey,
    label: regionName,
    rowCount: 2,
  };

  const customerKey = column(['Customer', 'id', 'key'], 'integer', 'customer id', [11, 12, 13, 14]);
  const customerName = column(['Customer', 'Full "Name"', 'label'], 'text', 'name', [
    "O'Neil",
    'Brandt',
    'Costa',
    'Dvorak',
  ]);
  const livesIn = column(['Customer', 'region', 'reference'], 'integer', 'region', [1, 2, 2, 1]);
  const under = column(['Customer', 'parent', 'parent'], 'integer', 'parent customer', [
    null,
    11,
    11,
    null,
  ]);
  const customer: LivedInTable = {
    table: 'Customer',
    nouns: ['customer'],
    columns: [customerKey, customerName, livesIn, under],
    key: customerKey,
    label: customerName,
    rowCount: 4,
  };

  const orderKey = column(['Order Log', 'No', 'key'], 'integer', 'order id', [1, 2, 3, 4, 5, 6]);
  const of = column(
    ['Order Log', 'customer', 'reference'],
    'integer',
    'customer',
    [11, 11, 11, 12, 12, 13],
  );
  const amounts = [1000, 2000, 3000, 4000, 5000, 50];
  const status = column(
    ['Order Log', 'st', 'status'],
    'integer',
    'status',
    [20, 20, 10, 20, 10, 20],
  );
  const codes = {
    table: 'States',
    code: column(['States', 'code', 'noise'], 'integer', 'code', [10, 20, 30]),
    label: column(['States', 'label', 'noise'], 'text', 'status', ['New', 'Paid', 'Lost']),
  };
  const order: LivedInTable = {
    table: 'Order Log',
    nouns: ['order'],
    columns: [
      orderKey,
      of,
      moment('Created', 'start', [
        '2022-01-15 09:00:00',
        '2022-02-10 09:00:00',
        '2022-03-30 14:00:00',
        '2022-03-06 14:00:00',
        '2023-01-05 09:00:00',
        '2023-06-30 09:00:00',
      ]),
      moment('Closed', 'end', [
        '2022-01-17 09:00:00',
        '2022-02-20 09:00:00',
        null,
        '2022-03-10 14:00:00',
        null,
        '2023-07-02 09:00:00',
      ]),
      {
        ...column(
          ['Order Log', 'amt', 'money'],
          cents ? 'integer' : 'real',
          'amount',
          amounts.map((value) => (cents ? value : value / 100)),
        ),
        cents,
      },
      {
        ...column(['Order Log', 'urgent', 'flag'], flagType, 'urgent', [yes, no, no, yes, no, no]),
        yes,
        no,
      },
      {
        ...column(['Order Log', 'gift', 'flag'], flagType, 'premium', [yes, yes, no, no, no, no]),
        yes,
        no,
      },
      status,
      column(['Order Log', 'items', 'measure'], 'integer', 'item count', [1, 2, 3, 4, 5, 6]),
      column(['Order Log', 'channel', 'category'], 'text', 'channel', [
        'web',
        'web',
        'phone',
        null,
        'web',
        'phone',
      ]),
      {
        ...column(['Order Log', 'gone', 'deleted'], 'integer', 'deleted', [0, 1, 0, 0, 0, 0]),
        yes: 1,
        no: 0,
      },
    ],
    key: orderKey,
    status: { column: status, words: ['new', 'paid', 'lost'], values: codes.label.values, codes },
    rowCount: 6,
  };

  const tables = [region, customer, order];
  const stored = [
    ...tables,
    { table: codes.table, columns: [codes.code, codes.label], rowCount: 3 },
  ];
  const content: DatabaseContent = {
    schema: {
      name: 'small_shop',
      family: 'relational',
      entities: stored.map(({ table, columns }) => ({
        name: table,
        fields: columns.map(({ name, type }) => ({ name, type })),
      })),
      links: [],
    },
    rows: Object.fromEntries(
      stored.map(({ table, columns, rowCount }) => [
        table,
        Array.from({ length: rowCount }, (_, row) => columns.map(({ values }) => values[row]!)),
      ]),
    ),
  };
  return {
    id: 'small_shop',
    content,
    tables,
    links: [
      { child: order, parent: customer, column: of },
      { child: customer, parent: region, column: livesIn },
      { child: customer, parent: customer, column: under },
    ],
  };
}
