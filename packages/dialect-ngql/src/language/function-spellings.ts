import type { FunctionName, LogicalConstruct } from '@momq/dialect';

type Spelling = (values: readonly string[]) => string;

const call =
  (name: string): Spelling =>
  (values) =>
    `${name}(${values.join(', ')})`;

/**
 * How nGQL spells functions of the catalogue. Those that it lacks are not here, nor those that count bytes where the catalogue counts
 * characters. Those of dates are in `date-text.ts`.
 */
export const functionSpellings: Readonly<Partial<Record<FunctionName, Spelling>>> = {
  lower: call('lower'),
  upper: call('upper'),
  trim: call('trim'),
  replace: ([text, from, to]) => {
    if (from === '""') return text!;
    const replaced = `replace(${text}, ${from}, ${to})`;
    // a constant that is not empty
    return from!.startsWith('"')
      ? replaced
      : `(CASE WHEN ${from} == "" THEN ${text} ELSE ${replaced} END)`;
  },
  concat: (values) => `(${values.map((value) => `toString(${value})`).join(' + ')})`,
  abs: call('abs'),
  mod: ([left, right]) => `(${left} % ${right})`,
  sqrt: ([value]) => `(CASE WHEN ${value} >= 0 THEN sqrt(${value}) ELSE NULL END)`,
  coalesce: call('coalesce'),
  nullif: ([value, other]) => `(CASE WHEN ${value} == ${other} THEN NULL ELSE ${value} END)`,
};

/** Functions of dates, which `DateTexts` writes. */
export const dateFunctions: ReadonlySet<FunctionName> = new Set([
  'year', 'quarter', 'month', 'week', 'weekday', 'day', 'hour', 'minute', 'second', 'truncate', 'difference', 'add', 'date', 'now',
  'today', 'unixSeconds', 'fromUnixSeconds',
]); // prettier-ignore

const lacking: readonly FunctionName[] = [
  'length', 'substring', 'position', 'round', 'floor', 'ceiling', 'power',
]; // prettier-ignore

/**
 * What of the logical form this pack does not say. NebulaGraph takes no pipe behind MATCH, which an order of a set operation would
 * need, has no ALL of INTERSECT and MINUS, and no query for the row around it.
 */
export const ngqlLacks: readonly LogicalConstruct[] = [
  'all',
  'set-order',
  'correlation',
  'window',
  ...lacking.map((name): LogicalConstruct => `function:${name}`),
];
