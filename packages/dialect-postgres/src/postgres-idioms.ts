import type { SpelledMoment, SqlIdioms } from '@momq/dialect';

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

/** How people write dates, durations and Booleans in PostgreSQL. */
export const postgresIdioms: SqlIdioms = {
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
