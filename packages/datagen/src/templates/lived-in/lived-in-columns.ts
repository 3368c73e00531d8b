import type { MomentEncoding, Value } from '@momq/dialect';

import type { Random } from '../../generated/random.js';
import type { Habits } from './habits.js';
import type { LivedInColumn } from './lived-in-database.js';

/** A column before it has a table. */
export type DraftColumn = Omit<LivedInColumn, 'table' | 'name'> & { readonly called: string };

const dayMs = 86_400_000;
const firstDay = Date.UTC(2020, 0, 1);
const lastDay = Date.UTC(2024, 5, 30);

/** What a moment's encoding makes of milliseconds since 1970. */
export function encodeMoment(milliseconds: number, encoding: MomentEncoding): Value {
  const text = new Date(milliseconds).toISOString();
  switch (encoding) {
    case 'date':
    case 'text-date':
      return text.slice(0, 10);
    case 'datetime':
    case 'text-datetime':
      return text.slice(0, 19).replace('T', ' ');
    case 'unix-seconds':
      return Math.floor(milliseconds / 1000);
  }
}

const momentTypes = {
  date: 'date',
  datetime: 'datetime',
  'text-date': 'text',
  'text-datetime': 'text',
  'unix-seconds': 'integer',
} as const;

/** Participles for how a row begins and how it ends. */
const lives = [
  ['created', 'closed'],
  ['opened', 'completed'],
  ['booked', 'paid'],
  ['registered', 'approved'],
  ['submitted', 'settled'],
  ['received', 'answered'],
  ['started', 'finished'],
  ['requested', 'delivered'],
] as const;

/** When rows began, and for some databases when they ended, NULL where they have not yet. */
export function momentColumns(count: number, habits: Habits, random: Random): DraftColumn[] {
  const encoding = habits.moments;
  const [began, ended] = random.pick(lives);
  const hasTime = encoding !== 'date' && encoding !== 'text-date';
  const starts = Array.from(
    { length: count },
    () =>
      firstDay +
      random.integer(0, (lastDay - firstDay) / dayMs) * dayMs +
      (hasTime ? random.integer(6 * 3600, 21 * 3600) * 1000 : 0),
  );
  const suffix = {
    date: random.pick([' date', ' on']),
    datetime: random.pick([' at', ' time']),
    'text-date': random.pick([' date', ' on', ' day']),
    'text-datetime': random.pick([' at', ' date']),
    'unix-seconds': random.pick([' ts', ' at', ' epoch']),
  }[encoding];
  const column = (words: string, role: 'start' | 'end', values: readonly Value[]): DraftColumn => ({
    called: words + suffix,
    words,
    role,
    encoding,
    type: momentTypes[encoding],
    values,
  });
  const columns = [
    column(
      began,
      'start',
      starts.map((start) => encodeMoment(start, encoding)),
    ),
  ];
  if (random.chance(0.7)) {
    const longest = random.pick([12, 30, 90]);
    const ends = starts.map((start) =>
      random.chance(0.2)
        ? null
        : encodeMoment(
            start +
              random.integer(0, longest) * dayMs +
              (hasTime ? random.integer(60, 7000) * 1000 : 0),
            encoding,
          ),
    );
    columns.push(column(ended, 'end', ends));
  }
  return columns;
}

const adjectives = [
  'urgent',
  'verified',
  'archived',
  'premium',
  'confirmed',
  'featured',
  'external',
  'taxable',
  'recurring',
  'refundable',
  'locked',
  'audited',
];

/** One or two flags, spelled as the database spells them. */
export function flagColumns(count: number, habits: Habits, random: Random): DraftColumn[] {
  const [yes, no]: readonly [Value, Value] = {
    boolean: [true, false] as const,
    'one-zero': [1, 0] as const,
    'y-n': ['Y', 'N'] as const,
    'yes-no': ['Yes', 'No'] as const,
  }[habits.flags];
  return random.sample(adjectives, random.integer(1, 2)).map((words) => {
    const share = random.real(0.15, 0.7);
    return {
      called: random.pick([`is ${words}`, words, `${words} flag`]),
      words,
      role: 'flag',
      type: typeof yes === 'boolean' ? 'boolean' : typeof yes === 'number' ? 'integer' : 'text',
      values: Array.from({ length: count }, () => (random.chance(share) ? yes : no)),
      yes,
      no,
    };
  });
}

/** An amount of money: hundredths in whole numbers, or a decimal. Called by no word that is `taken`. */
export function moneyColumn(
  count: number,
  habits: Habits,
  random: Random,
  taken: ReadonlySet<string>,
): DraftColumn {
  const words = random.pick(
    ['amount', 'total', 'fee', 'cost', 'price', 'charge'].filter((word) => !taken.has(word)),
  );
  const currency = random.pick(['none', 'euros', 'dollars'] as const);
  const high = random.pick([90, 900, 5000]);
  const values = Array.from({ length: count }, () => random.integer(300, high * 100));
  return {
    called: habits.cents
      ? random.pick([`${words} cents`, `${words} ct`, `${words} in cents`])
      : `${words}${{ none: '', euros: ' eur', dollars: ' usd' }[currency]}`,
    words,
    role: 'money',
    type: habits.cents ? 'integer' : 'real',
    values: habits.cents ? values : values.map((value) => value / 100),
    cents: habits.cents,
    ...(!habits.cents && currency !== 'none' && { currency }),
  };
}

/** When or whether a row was deleted without being removed. */
export function deletedColumn(
  count: number,
  habits: Habits,
  random: Random,
): DraftColumn | undefined {
  const gone = Array.from({ length: count }, () => random.chance(0.12));
  if (habits.deleted === 'none') return undefined;
  if (habits.deleted === 'flag')
    return {
      called: random.pick(['is deleted', 'deleted', 'del flag']),
      words: 'deleted',
      role: 'deleted',
      type: 'integer',
      values: gone.map(Number),
      yes: 1,
      no: 0,
    };
  return {
    called: random.pick(['deleted at', 'removed at']),
    words: 'deleted',
    role: 'deleted',
    type: momentTypes[habits.moments],
    values: gone.map((isGone) =>
      isGone ? encodeMoment(lastDay - random.integer(1, 300) * dayMs, habits.moments) : null,
    ),
  };
}

type NoiseMaker = (random: Random) => Value;
const noise: readonly (readonly [string, 'text' | 'integer' | 'real' | 'datetime', NoiseMaker])[] =
  [
    ['created by', 'text', (random) => random.pick(['system', 'import', 'admin'])],
    ['updated by', 'text', (random) => random.pick(['system', 'batch', 'jdoe'])],
    [
      'updated at',
      'datetime',
      (random) => encodeMoment(lastDay - random.integer(1, 900) * dayMs, 'datetime'),
    ],
    ['row version', 'integer', (random) => random.integer(1, 12)],
    ['source system', 'text', (random) => random.pick(['LEGACY', 'WEB', 'EDI'])],
    ['external ref', 'text', (random) => `X${random.integer(10_000, 99_999)}`],
    ['import batch', 'integer', (random) => random.integer(100, 140)],
    ['notes', 'text', (random) => (random.chance(0.85) ? null : 'see file')],
    ['custom 1', 'text', (random) => (random.chance(0.9) ? null : 'x')],
    ['custom 2', 'text', () => null],
    ['custom 3', 'integer', (random) => (random.chance(0.7) ? null : random.integer(0, 9))],
    ['sort order', 'integer', (random) => random.integer(1, 100)],
    ['tenant id', 'integer', () => 1],
    ['checksum', 'text', (random) => random.integer(100_000, 999_999).toString(16)],
    ['locale', 'text', (random) => random.pick(['en', 'de', 'fr'])],
    ['meta json', 'text', () => '{}'],
    ['lock version', 'integer', (random) => random.integer(0, 5)],
    ['legacy key', 'text', (random) => `L-${random.integer(1, 999)}`],
    ['score raw', 'real', (random) => random.integer(0, 1000) / 1000],
  ];

/** Columns that nobody asks about. */
export function noiseColumns(count: number, habits: Habits, random: Random): DraftColumn[] {
  return random.sample(noise, habits.noise).map(([called, type, make]) => ({
    called,
    words: called,
    role: 'noise',
    type,
    values: Array.from({ length: count }, () => make(random)),
  }));
}

const statuses: readonly (readonly string[])[] = [
  ['open', 'in progress', 'done', 'cancelled'],
  ['draft', 'sent', 'accepted', 'rejected'],
  ['new', 'active', 'suspended', 'closed'],
  ['booked', 'shipped', 'delivered', 'returned', 'lost'],
  ['pending', 'approved', 'declined'],
  ['planned', 'running', 'paused', 'completed', 'aborted'],
];

/** What a status column holds, with the code of each word where codes are kept. */
export interface DraftStatus {
  readonly words: readonly string[];
  readonly codes: readonly Value[];
  readonly values: readonly Value[];
}

/**
 * Draws a status: words themselves, or numbers or letters for them.
 *
 * @param taken - what other columns of the table mean: `closed` is no status of what also has a moment when it was closed
 */
export function drawStatus(
  count: number,
  habits: Habits,
  random: Random,
  taken: ReadonlySet<string>,
): DraftStatus {
  const words = random.pick(statuses.filter((each) => !each.some((word) => taken.has(word))));
  const codes = words.map((word, index): Value =>
    habits.status === 'text'
      ? word
      : habits.status === 'number-table'
        ? (index + 1) * 10
        : word.slice(0, 2).toUpperCase(),
  );
  // Some words stay unused, for questions about what never happens.
  const used = random.chance(0.3) ? codes.slice(0, -1) : codes;
  return {
    words,
    codes,
    values: Array.from(
      { length: count },
      () => used[Math.min(random.integer(0, used.length - 1), random.integer(0, used.length - 1))]!,
    ),
  };
}
