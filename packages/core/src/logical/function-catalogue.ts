import type { FunctionName } from '@momq/dialect';

/** What a parameter takes: text, a number, a date or time (ISO 8601 text counts), or any value. */
export type ParameterType = 'text' | 'number' | 'date' | 'any';

/**
 * What a function gives. `first` is the type of its first argument; `date-of-unit` a date where the unit is a day or longer
 * and the argument has no time, else a date with a time.
 */
export type FunctionResult =
  'text' | 'integer' | 'real' | 'date' | 'datetime' | 'first' | 'number' | 'date-of-unit';

/** A scalar function of the logical form. */
export interface CatalogueFunction {
  /** Types of the arguments in their order. */
  readonly parameters: readonly ParameterType[];
  /** How many of the last parameters may be absent; default 0. */
  readonly optional?: number;
  /** True where the last parameter may be given up to eight times in all. */
  readonly repeats?: true;
  /** True where a unit of time comes first. */
  readonly unit?: true;
  /** `number` is an integer of integers, else real. */
  readonly result: FunctionResult;
  /** One sentence. */
  readonly meaning: string;
  /** When the result is NULL. */
  readonly nulls: string;
}

/** Arguments of one call at most. */
export const maxArguments = 8;

const anyNull = 'when an argument is NULL';

/**
 * All scalar functions of the logical form: the one place that says what they take, give and mean, in every dialect
 * (docs/adr/0017-logical-form-v2.md).
 */
export const functionCatalogue: Readonly<Record<FunctionName, CatalogueFunction>> = {
  lower: {
    parameters: ['text'],
    result: 'text',
    meaning: 'The text with ASCII letters in lower case.',
    nulls: anyNull,
  },
  upper: {
    parameters: ['text'],
    result: 'text',
    meaning: 'The text with ASCII letters in upper case.',
    nulls: anyNull,
  },
  length: {
    parameters: ['text'],
    result: 'integer',
    meaning: 'The number of characters (Unicode code points) of the text.',
    nulls: anyNull,
  },
  trim: {
    parameters: ['text'],
    result: 'text',
    meaning: 'The text without spaces at both ends.',
    nulls: anyNull,
  },
  substring: {
    parameters: ['text', 'number', 'number'],
    optional: 1,
    result: 'text',
    meaning:
      'The part of the text from the character at a place, counted from 1, of a length, or to the end.',
    nulls: anyNull,
  },
  concat: {
    parameters: ['any', 'any'],
    repeats: true,
    result: 'text',
    meaning: 'The values as text, one after the other.',
    nulls: anyNull,
  },
  replace: {
    parameters: ['text', 'text', 'text'],
    result: 'text',
    meaning:
      'The first text with every occurrence of the second replaced by the third; case counts, and an empty second changes nothing.',
    nulls: anyNull,
  },
  position: {
    parameters: ['text', 'text'],
    result: 'integer',
    meaning:
      'Where in the first text the second begins for the first time, counted from 1; 0 when it does not; case counts.',
    nulls: anyNull,
  },
  abs: {
    parameters: ['number'],
    result: 'number',
    meaning: 'The number without its sign.',
    nulls: anyNull,
  },
  round: {
    parameters: ['number', 'number'],
    optional: 1,
    result: 'real',
    meaning:
      'The number rounded to some digits behind the point (0 when absent), halves away from zero.',
    nulls: anyNull,
  },
  floor: {
    parameters: ['number'],
    result: 'integer',
    meaning: 'The largest whole number that is not above the number.',
    nulls: anyNull,
  },
  ceiling: {
    parameters: ['number'],
    result: 'integer',
    meaning: 'The smallest whole number that is not below the number.',
    nulls: anyNull,
  },
  mod: {
    parameters: ['number', 'number'],
    result: 'integer',
    meaning:
      'The remainder of the first by the second, both without what stands behind the point; it has the sign of the first.',
    nulls: `${anyNull} or the second is 0`,
  },
  power: {
    parameters: ['number', 'number'],
    result: 'real',
    meaning: 'The first number raised to the second.',
    nulls: anyNull,
  },
  sqrt: {
    parameters: ['number'],
    result: 'real',
    meaning: 'The square root of the number.',
    nulls: `${anyNull} or negative`,
  },
  coalesce: {
    parameters: ['any', 'any'],
    repeats: true,
    result: 'first',
    meaning: 'The first argument that is not NULL.',
    nulls: 'when all arguments are NULL',
  },
  nullif: {
    parameters: ['any', 'any'],
    result: 'first',
    meaning: 'The first argument, or NULL when it equals the second.',
    nulls: 'when the first argument is NULL or both are equal',
  },
  year: datePart('The year, four digits.'),
  quarter: datePart('The quarter of the year, 1 to 4.'),
  month: datePart('The month of the year, 1 to 12.'),
  week: datePart(
    'The week of the year as ISO 8601 counts, 1 to 53: weeks begin on Monday, and week 1 has the first Thursday.',
  ),
  weekday: datePart('The day of the week: 0 is Sunday, 6 is Saturday.'),
  day: datePart('The day of the month, 1 to 31.'),
  hour: datePart('The hour of the day, 0 to 23; 0 of a date without a time.'),
  minute: datePart('The minute of the hour, 0 to 59; 0 of a date without a time.'),
  second: datePart(
    'The second of the minute, 0 to 59, without fractions; 0 of a date without a time.',
  ),
  truncate: {
    parameters: ['date'],
    unit: true,
    result: 'date-of-unit',
    meaning:
      'The beginning of the unit that the date lies in: a date for a day and longer (a week begins on Monday), with a time below.',
    nulls: anyNull,
  },
  difference: {
    parameters: ['date', 'date'],
    unit: true,
    result: 'integer',
    meaning:
      'The number of whole units from the first date to the second, negative when the second is earlier; what is left of a unit is dropped. Months (quarters are 3, years 12) are whole once day and time of the first are reached again; weeks and shorter units are elapsed time.',
    nulls: anyNull,
  },
  add: {
    parameters: ['date', 'number'],
    unit: true,
    result: 'date-of-unit',
    meaning:
      'The date moved by a number of units, back when negative; a day that the month reached lacks becomes its last one.',
    nulls: anyNull,
  },
  date: {
    parameters: ['date'],
    result: 'date',
    meaning: 'The date without its time.',
    nulls: anyNull,
  },
  now: {
    parameters: [],
    result: 'datetime',
    meaning: 'The time of the query in UTC, in whole seconds.',
    nulls: 'never',
  },
  today: {
    parameters: [],
    result: 'date',
    meaning: 'The day of the query in UTC.',
    nulls: 'never',
  },
  unixSeconds: {
    parameters: ['date'],
    result: 'integer',
    meaning: 'The whole seconds from 1970-01-01 00:00:00 UTC to the date.',
    nulls: anyNull,
  },
  fromUnixSeconds: {
    parameters: ['number'],
    result: 'datetime',
    meaning: 'The time that many seconds after 1970-01-01 00:00:00 UTC.',
    nulls: anyNull,
  },
};

function datePart(meaning: string): CatalogueFunction {
  return {
    parameters: ['date'],
    result: 'integer',
    meaning,
    nulls: `${anyNull} or is text that is no date`,
  };
}

/** How many arguments a function takes, at least and at most. */
export function argumentCounts(name: FunctionName): { readonly min: number; readonly max: number } {
  const { parameters, optional = 0, repeats } = functionCatalogue[name];
  return {
    min: parameters.length - optional,
    max: repeats === true ? maxArguments : parameters.length,
  };
}

/** What the argument at a place, counted from 0, has to be. */
export function parameterType(name: FunctionName, place: number): ParameterType {
  const { parameters } = functionCatalogue[name];
  return parameters[place] ?? parameters.at(-1) ?? 'any';
}
