import type { SpelledMoment, SqlIdioms } from '@momq/dialect';

/** `strftime` of a moment, its modifiers included. */
function strftime(format: string, { text, encoding }: SpelledMoment): string {
  return `strftime('${format}', ${text}${encoding === 'unix-seconds' ? ", 'unixepoch'" : ''})`;
}

/** How people write dates, durations and Booleans in SQLite. */
export const sqliteIdioms: SqlIdioms = {
  isYear: (moment, year) => `${strftime('%Y', moment)} = '${year}'`,
  year: (moment) => strftime('%Y', moment),
  quarter: (moment) => `(CAST(${strftime('%m', moment)} AS INTEGER) + 2) / 3`,
  month: (moment) => strftime('%Y-%m', moment),
  hour: (moment) => `CAST(${strftime('%H', moment)} AS INTEGER)`,
  weekday: (moment) => `CAST(${strftime('%w', moment)} AS INTEGER)`,
  dayBegins: (day, encoding) => (encoding === 'unix-seconds' ? `unixepoch('${day}')` : `'${day}'`),
  days: (from, to) =>
    from.encoding === 'unix-seconds'
      ? `(${to.text} - ${from.text}) / 86400.0`
      : `julianday(${to.text}) - julianday(${from.text})`,
  isTrue: (column, wanted) => `${column} = ${wanted ? 1 : 0}`,
};
