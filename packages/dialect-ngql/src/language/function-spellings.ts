import type { FunctionName, LogicalConstruct } from '@momq/dialect';

type Spelling = (values: readonly string[]) => string;

const call =
  (name: string): Spelling =>
  (values) =>
    `${name}(${values.join(', ')})`;

/**
 * How nGQL spells functions of the catalogue. Those that it lacks are not here, nor those that count bytes where the catalogue counts
 * characters, nor those of dates, which embedded graphs hold as text and servers as their own types.
 */
export const functionSpellings: Readonly<Partial<Record<FunctionName, Spelling>>> = {
  lower: call('lower'),
  upper: call('upper'),
  trim: call('trim'),
  replace: call('replace'),
  concat: (values) => `(${values.map((value) => `toString(${value})`).join(' + ')})`,
  abs: call('abs'),
  mod: ([left, right]) => `(${left} % ${right})`,
  sqrt: ([value]) => `(CASE WHEN ${value} >= 0 THEN sqrt(${value}) ELSE NULL END)`,
  coalesce: call('coalesce'),
  nullif: ([value, other]) => `(CASE WHEN ${value} == ${other} THEN NULL ELSE ${value} END)`,
};

const lacking: readonly FunctionName[] = [
  'length', 'substring', 'position', 'round', 'floor', 'ceiling', 'power', 'year', 'quarter', 'month', 'week', 'weekday', 'day', 'hour',
  'minute', 'second', 'truncate', 'difference', 'add', 'date', 'now', 'today', 'unixSeconds', 'fromUnixSeconds',
]; // prettier-ignore

/** What of the logical form this pack does not say. */
export const ngqlLacks: readonly LogicalConstruct[] = [
  'all',
  'set-order',
  'derived',
  'exists',
  'correlation',
  'window',
  'cast:date',
  'cast:datetime',
  ...lacking.map((name): LogicalConstruct => `function:${name}`),
];
