import type { Random } from './random.js';

const abbreviations: Readonly<Record<string, string>> = {
  number: 'num',
  quantity: 'qty',
  amount: 'amt',
  address: 'addr',
  telephone: 'tel',
  department: 'dept',
  description: 'desc',
  average: 'avg',
  maximum: 'max',
  minimum: 'min',
  year: 'yr',
  date: 'dt',
  first: 'f',
  last: 'l',
  position: 'pos',
  organization: 'org',
  company: 'comp',
  category: 'cat',
  temperature: 'temp',
  employee: 'emp',
  customer: 'cust',
  reservation: 'resv',
  manager: 'mgr',
  duration: 'dur',
  percent: 'pct',
  percentage: 'pct',
  document: 'doc',
  language: 'lang',
  population: 'pop',
  reference: 'ref',
  transaction: 'trans',
  account: 'acct',
  message: 'msg',
  publication: 'pub',
};

type Casing = 'snake' | 'camel' | 'pascal' | 'upper' | 'joined' | 'pascalSnake';

/** How one database spells its names. */
export interface NamingStyle {
  readonly tablePlural: boolean;
  /** `singer_id`, `id`, `singer_code` or `sid`. */
  readonly id: 'table' | 'plain' | 'number' | 'initial';
  /** Ends of references: `author_id` or just `author`. */
  readonly bareReference: boolean;
  /** Keys are codes such as `C001` instead of numbers. */
  readonly textKeys: boolean;
  /** Puts the table's noun before the column: `singer_name`. */
  readonly prefixChance: number;
  readonly table: (words: string) => string;
  readonly column: (words: string) => string;
}

function spell(words: string, casing: Casing): string {
  const parts = words.toLowerCase().split(/[ -]+/);
  const capital = (part: string): string => part.charAt(0).toUpperCase() + part.slice(1);
  switch (casing) {
    case 'snake':
      return parts.join('_');
    case 'upper':
      return parts.join('_').toUpperCase();
    case 'joined':
      return parts.join('');
    case 'camel':
      return parts[0]! + parts.slice(1).map(capital).join('');
    case 'pascal':
      return parts.map(capital).join('');
    case 'pascalSnake':
      return parts.map(capital).join('_');
  }
}

/** Draws a style; snake case is the most frequent, as in the wild. */
export function drawNamingStyle(random: Random): NamingStyle {
  const columnCasing = random.weighted<Casing>([
    ['snake', 48],
    ['camel', 13],
    ['pascal', 13],
    ['upper', 5],
    ['joined', 5],
    ['pascalSnake', 16],
  ]);
  const tableCasing =
    columnCasing === 'camel'
      ? 'pascal'
      : columnCasing === 'upper' && random.chance(0.5)
        ? 'pascalSnake'
        : columnCasing;
  const abbreviate = random.chance(0.15);
  const prefix = random.chance(0.05) ? random.pick(['tbl ', 'ref ', 't ']) : '';
  return {
    tablePlural: random.chance(0.4),
    id: random.weighted([
      ['table', 55],
      ['plain', 32],
      ['number', 6],
      ['initial', 7],
    ] as const),
    bareReference: random.chance(0.1),
    textKeys: random.chance(0.1),
    prefixChance: random.chance(0.2) ? 0.6 : 0.04,
    table: (words) => spell(prefix + words, tableCasing),
    column: (words) =>
      spell(
        abbreviate
          ? words
              .split(' ')
              .map((word) => abbreviations[word] ?? word)
              .join(' ')
          : words,
        columnCasing,
      ),
  };
}
