import { splitName } from '@momq/core/linking';
import type { EntityField, MomentEncoding, Value } from '@momq/dialect';

import type { LivedInColumn } from '../templates/lived-in/lived-in-database.js';

const moneyNames =
  /\b(price|amount|amt|cost|fee|salary|revenue|budget|balance|payment|charge|wage)\b/;
const codeNames = /\b(id|code|zip|postcode|phone|fax|year|number|no|rank|latitude|longitude)\b/;
const flagNames = /^(is|has|was|can)\b|\b(flag|active|enabled)\b/;
const deletedNames = /\b(deleted|removed|archived)\b/;
const labelNames = /\b(name|title|label|code)\b/;

/** Participles by the noun or verb that names of columns have. */
const participles: readonly (readonly [RegExp, string])[] = [
  [/\b(start|begin|from|open)\b/, 'started'],
  [/\b(end|finish|to|until|close)\b/, 'ended'],
  [/\b(birth|born|dob)\b/, 'born'],
  [/\b(hire|hiring)\b/, 'hired'],
  [/\b(join|joining)\b/, 'joined'],
  [/\b(order)\b/, 'ordered'],
  [/\b(ship|shipping|shipment)\b/, 'shipped'],
  [/\b(pay|payment)\b/, 'paid'],
  [/\b(release)\b/, 'released'],
  [/\b(create|creation)\b/, 'created'],
];

function participle(words: string): string {
  return (
    /\b\w+ed\b|\b(sold|paid|sent|built|held|born)\b/.exec(words)?.[0] ??
    participles.find(([pattern]) => pattern.test(words))?.[1] ??
    'dated'
  );
}

function momentEncoding(
  { type }: EntityField,
  words: string,
  values: readonly Value[],
): MomentEncoding | undefined {
  if (type === 'date' || type === 'datetime') return type;
  const all = (pattern: RegExp): boolean =>
    values.length > 0 && values.every((value) => pattern.test(String(value)));
  if (type === 'text') {
    if (all(/^\d{4}-\d{2}-\d{2}$/)) return 'text-date';
    return all(/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/) ? 'text-datetime' : undefined;
  }
  const isSeconds = values.every(
    (value) => typeof value === 'number' && value > 3e8 && value < 4e9,
  );
  return type === 'integer' && isSeconds && /\b(at|ts|epoch|time|timestamp|date|on)\b/.test(words)
    ? 'unix-seconds'
    : undefined;
}

function yesAndNo(values: ReadonlySet<Value>): { yes: Value; no: Value } | undefined {
  const known: readonly (readonly [Value, Value])[] = [
    [true, false],
    [1, 0],
    ['Y', 'N'],
    ['Yes', 'No'],
    ['T', 'F'],
  ];
  const found = known.find((both) => values.size === 2 && both.every((each) => values.has(each)));
  return found && { yes: found[0], no: found[1] };
}

/**
 * What a column of somebody's database is for, by its name, type and values: a date, a flag, an amount, a label, a group.
 * What nothing speaks for is noise, and nobody asks about it.
 */
export function describeColumn(
  table: string,
  field: EntityField,
  values: readonly Value[],
): LivedInColumn {
  const words = field.aliases?.[0] ?? splitName(field.name).join(' ');
  const present = values.filter((value) => value !== null);
  const distinct = new Set(present);
  const base = { table, name: field.name, type: field.type, words, values };
  const encoding = momentEncoding(field, words, present);
  if (deletedNames.test(words)) {
    const both = yesAndNo(distinct);
    if (both || (encoding && present.length < values.length))
      return { ...base, role: 'deleted', ...both, ...(encoding && { encoding }) };
  }
  if (encoding && present.length > 0)
    return {
      ...base,
      role: /\b(end|ended|close|closed|finish|finished|until|to|completed|delivered|returned)\b/.test(
        words,
      )
        ? 'end'
        : 'start',
      words: participle(words),
      encoding,
    };
  const both = yesAndNo(distinct);
  if (both && (field.type === 'boolean' || flagNames.test(words)))
    return {
      ...base,
      role: 'flag',
      words: words.replace(/^(is|has|was|can) | flag$/g, ''),
      ...both,
    };
  if (field.type === 'integer' || field.type === 'real') {
    if (codeNames.test(words) || distinct.size < 3) return { ...base, role: 'noise' };
    const cents = /\b(cents|ct)\b/.test(words);
    return moneyNames.test(words) || cents
      ? { ...base, role: 'money', words: words.replace(/ ?\b(in )?(cents|ct)\b/, ''), cents }
      : { ...base, role: 'measure' };
  }
  if (field.type !== 'text' || distinct.size < 2) return { ...base, role: 'noise' };
  if (distinct.size >= present.length * 0.9)
    return { ...base, role: labelNames.test(words) ? 'label' : 'noise' };
  return { ...base, role: distinct.size <= Math.max(12, values.length / 3) ? 'category' : 'noise' };
}
