import type { SpelledMoment, SqlIdioms } from '@momq/dialect';

/** A moment as a date or a timestamp of DuckDB. */
function timed({ text, encoding }: SpelledMoment): string {
  switch (encoding) {
    case 'date':
    case 'datetime':
      return text;
    case 'text-date':
      return `CAST(${text} AS DATE)`;
    case 'text-datetime':
      return `CAST(${text} AS TIMESTAMP)`;
    case 'unix-seconds':
      return `MAKE_TIMESTAMP(${text} * 1000000)`;
  }
}

/** How people write dates, durations and Booleans in DuckDB. */
export const idioms: SqlIdioms = {
  isYear: (moment, year) => `YEAR(${timed(moment)}) = ${year}`,
  year: (moment) => `YEAR(${timed(moment)})`,
  quarter: (moment) => `QUARTER(${timed(moment)})`,
  month: (moment) => `STRFTIME(${timed(moment)}, '%Y-%m')`,
  hour: (moment) => `HOUR(${timed(moment)})`,
  weekday: (moment) => `DAYOFWEEK(${timed(moment)})`,
  dayBegins: (day, encoding) =>
    encoding === 'unix-seconds' ? `EPOCH(TIMESTAMP '${day}')` : `'${day}'`,
  days: (from, to) => {
    switch (from.encoding) {
      case 'unix-seconds':
        return `(${to.text} - ${from.text}) / 86400`;
      case 'date':
      case 'text-date':
        return `DATE_DIFF('day', ${timed(from)}, ${timed(to)})`;
      case 'datetime':
      case 'text-datetime':
        return `DATE_DIFF('second', ${timed(from)}, ${timed(to)}) / 86400`;
    }
  },
  isTrue: (column, wanted) => (wanted ? column : `NOT ${column}`),
};
