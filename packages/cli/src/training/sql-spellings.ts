import type { SpelledMoment, SqlSpelling } from '@momq/datagen';

/** `strftime` of a moment, its modifiers included. */
function strftime(format: string, { text, encoding }: SpelledMoment): string {
  return `strftime('${format}', ${text}${encoding === 'unix-seconds' ? ", 'unixepoch'" : ''})`;
}

const sqlite: SqlSpelling = {
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

/** A moment as a date or a timestamp of PostgreSQL. */
function timed({ text, encoding }: SpelledMoment): string {
  switch (encoding) {
    case 'date':
    case 'datetime':
      return text;
    case 'text-date':
      return `CAST(${text} AS date)`;
    case 'text-datetime':
      return `CAST(${text} AS timestamp)`;
    case 'unix-seconds':
      return `TO_TIMESTAMP(${text}) AT TIME ZONE 'UTC'`;
  }
}

const postgres: SqlSpelling = {
  isYear: (moment, year) => `EXTRACT(YEAR FROM ${timed(moment)}) = ${year}`,
  year: (moment) => `EXTRACT(YEAR FROM ${timed(moment)})`,
  quarter: (moment) => `EXTRACT(QUARTER FROM ${timed(moment)})`,
  month: (moment) => `TO_CHAR(${timed(moment)}, 'YYYY-MM')`,
  hour: (moment) => `EXTRACT(HOUR FROM ${timed(moment)})`,
  weekday: (moment) => `EXTRACT(DOW FROM ${timed(moment)})`,
  dayBegins: (day, encoding) =>
    encoding === 'unix-seconds' ? `EXTRACT(EPOCH FROM TIMESTAMP '${day}')` : `'${day}'`,
  days: (from, to) => {
    switch (from.encoding) {
      case 'unix-seconds':
        return `(${to.text} - ${from.text}) / 86400.0`;
      case 'date':
      case 'text-date':
        return `${timed(to)} - ${timed(from)}`;
      case 'datetime':
      case 'text-datetime':
        return `EXTRACT(EPOCH FROM ${timed(to)} - ${timed(from)}) / 86400`;
    }
  },
  isTrue: (column, wanted) => (wanted ? column : `NOT ${column}`),
};

/** What question templates need to be written in a SQL dialect, by its id; other dialects are translated to. */
export const sqlSpellings: Readonly<Record<string, SqlSpelling>> = { postgres, sqlite };
