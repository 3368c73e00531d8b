/**
 * The words of the token form, in the order of their ids. Append only: a trained model knows them by position.
 *
 * `count*` counts rows, `*` selects whole rows, `times` multiplies, `other` raises the instance of the next pointer by one,
 * `=` stands before anything but a constant (a constant right after a value is compared for equality), `end` closes the query.
 */
export const queryWords = [
  'end', 'from', 'on', 'cross', 'optional', 'other',
  'select', 'distinct', '*', 'where', 'group', 'having', 'order', 'desc', 'limit',
  'union', 'union all', 'intersect', 'except',
  'and', 'or', 'not', '(', ')',
  '=', '!=', '<', '<=', '>', '>=', 'between', 'in', 'null', 'exists', 'like', 'contains', 'starts', 'ends',
  'count*', 'count', 'sum', 'avg', 'min', 'max', '+', '-', 'times', '/',
  'year', 'month', 'day', 'lower', 'upper', 'length', 'abs', 'round',
  'true', 'false', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10',
] as const;

/** A word of the token form under its canonical name. */
export type QueryWord = (typeof queryWords)[number];

/** A dialect's own names of words, for example `from` → `match`; missing words keep their canonical name. */
export type WordNames = Readonly<Record<string, string>>;
