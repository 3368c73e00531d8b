import type { MomentEncoding } from '@momq/dialect';

import type { Random } from '../../generated/random.js';

/** What people shorten words to in names. */
export const abbreviations: Readonly<Record<string, string>> = {
  number: 'no',
  customer: 'cust',
  quantity: 'qty',
  amount: 'amt',
  address: 'addr',
  department: 'dept',
  employee: 'emp',
  description: 'descr',
  category: 'cat',
  account: 'acct',
  date: 'dt',
  code: 'cd',
  status: 'stat',
  name: 'nm',
  created: 'crt',
  updated: 'upd',
  closed: 'cls',
  flag: 'flg',
  product: 'prod',
  service: 'svc',
  manager: 'mgr',
  reference: 'ref',
  country: 'ctry',
  price: 'prc',
  total: 'tot',
  message: 'msg',
  transaction: 'trx',
  document: 'doc',
  booking: 'bkg',
  payment: 'pmt',
  invoice: 'inv',
  percent: 'pct',
  average: 'avg',
  group: 'grp',
  region: 'rgn',
  location: 'loc',
  type: 'typ',
  position: 'pos',
  level: 'lvl',
  contract: 'ctr',
  vehicle: 'veh',
  student: 'stud',
  company: 'co',
  parent: 'par',
  rating: 'rtg',
};

/** How the words of a name are put together. */
export const casings = {
  snake: (parts: readonly string[]) => parts.join('_'),
  upper: (parts: readonly string[]) => parts.join('_').toUpperCase(),
  camel: (parts: readonly string[]) => parts[0]! + parts.slice(1).map(capital).join(''),
  pascal: (parts: readonly string[]) => parts.map(capital).join(''),
  spaced: (parts: readonly string[]) => parts.map(capital).join(' '),
  joined: (parts: readonly string[]) => parts.join(''),
} satisfies Readonly<Record<string, (parts: readonly string[]) => string>>;

function capital(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1);
}

/** How the people behind one database name and store things. */
export interface Habits {
  readonly table: (words: string) => string;
  readonly column: (words: string) => string;
  readonly plural: boolean;
  /** Puts the table's noun before its key: `order_id` rather than `id`. */
  readonly longKeys: boolean;
  /** Keys that the database declares. */
  readonly declares: 'all' | 'primary' | 'none';
  readonly flags: 'boolean' | 'one-zero' | 'y-n' | 'yes-no';
  readonly moments: MomentEncoding;
  readonly cents: boolean;
  readonly status: 'text' | 'number-table' | 'letters-table';
  readonly deleted: 'flag' | 'moment' | 'none';
  /** Columns of each table that nobody asks about. */
  readonly noise: number;
  /** Has a view that shows a child with its parent's label. */
  readonly view: boolean;
}

/** Draws how names are put together, as often as one meets them. */
export function drawCasing(random: Random): keyof typeof casings {
  return random.weighted([
    ['snake', 34],
    ['upper', 11],
    ['camel', 16],
    ['pascal', 16],
    ['spaced', 16],
    ['joined', 7],
  ] as const);
}

/** Draws habits; a database keeps to its own. */
export function drawHabits(random: Random): Habits {
  const casing = drawCasing(random);
  const short = casing !== 'spaced' && random.chance(0.4);
  const prefix =
    casing !== 'spaced' && random.chance(0.2) ? random.pick(['tbl', 't', 'dim', 'x']) : undefined;
  const spell = (words: string): string =>
    casings[casing](
      words
        .toLowerCase()
        .split(/[^a-z0-9?]+/)
        .map((word) => (short ? (abbreviations[word] ?? word) : word)),
    );
  return {
    table: (words) => spell(prefix === undefined ? words : `${prefix} ${words}`),
    column: spell,
    plural: random.chance(0.45),
    longKeys: random.chance(0.6),
    declares: random.weighted([
      ['all', 4],
      ['primary', 3],
      ['none', 3],
    ] as const),
    flags: random.weighted([
      ['boolean', 2],
      ['one-zero', 4],
      ['y-n', 3],
      ['yes-no', 2],
    ] as const),
    moments: random.weighted([
      ['date', 3],
      ['datetime', 2],
      ['text-date', 2],
      ['text-datetime', 2],
      ['unix-seconds', 3],
    ] as const),
    cents: random.chance(0.6),
    status: random.weighted([
      ['text', 4],
      ['number-table', 3],
      ['letters-table', 3],
    ] as const),
    deleted: random.weighted([
      ['none', 5],
      ['flag', 3],
      ['moment', 2],
    ] as const),
    noise: random.weighted([
      [0, 2],
      [3, 3],
      [7, 3],
      [14, 2],
    ] as const),
    view: random.chance(0.3),
  };
}
