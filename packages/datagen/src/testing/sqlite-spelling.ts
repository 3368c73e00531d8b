import type { SpelledMoment, SqlSpelling } from '../templates/sql-spelling.js';

/** Of SQLite, in few words: every moment as its text. */
function stamp({ text, encoding }: SpelledMoment): string {
  return encoding === 'unix-seconds' ? `datetime(${text}, 'unixepoch')` : text;
}

/** How templates are spelled in tests. */
export const sqliteSpelling: SqlSpelling = {
  isYear: (moment, year) => `substr(${stamp(moment)}, 1, 4) = '${year}'`,
  year: (moment) => `substr(${stamp(moment)}, 1, 4)`,
  quarter: (moment) => `(substr(${stamp(moment)}, 6, 2) + 2) / 3`,
  month: (moment) => `substr(${stamp(moment)}, 1, 7)`,
  hour: (moment) => `substr(${stamp(moment)}, 12, 2) + 0`,
  weekday: (moment) => `strftime('%w', ${stamp(moment)}) + 0`,
  dayBegins: (day, encoding) => (encoding === 'unix-seconds' ? `unixepoch('${day}')` : `'${day}'`),
  days: (from, to) => `julianday(${stamp(to)}) - julianday(${stamp(from)})`,
  isTrue: (column, wanted) => `${column} = ${wanted ? 1 : 0}`,
};
