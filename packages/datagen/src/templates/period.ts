import type { Value } from '@momq/dialect';

import type { Random } from '../generated/random.js';
import type { ColumnRole, LivedInColumn, LivedInTable } from './lived-in/lived-in-database.js';
import type { SqlWriter } from './sql-writer.js';
import { columnOf, someTable } from './template.js';
import type { TemplateContext } from './template.js';

/** A stretch of time: days as `YYYY-MM-DD`, the last one excluded. */
export interface Period {
  readonly from: string;
  readonly before: string;
  /** Ways to say it: `in the first quarter of 2022`. */
  readonly words: readonly string[];
  /** Where it is a whole year. */
  readonly year?: number;
}

/** In English, January first. */
export const monthNames =
  'January,February,March,April,May,June,July,August,September,October,November,December'.split(
    ',',
  );
const ordinals = ['first', 'second', 'third', 'fourth'];

/** The day of a stored moment, `YYYY-MM-DD`. */
export function dayOf(value: Value): string {
  if (typeof value === 'number') return new Date(value * 1000).toISOString().slice(0, 10);
  return String(value).slice(0, 10);
}

/** A day of some row. */
export function someDay(random: Random, { values }: LivedInColumn): string {
  return dayOf(random.pick(values.filter((value) => value !== null)));
}

/** Some table whose rows begin at a moment and that has a column of each role, and a year in which some row began. */
export function tableAndYear(
  context: TemplateContext,
  ...roles: readonly ColumnRole[]
): { table: LivedInTable; start: LivedInColumn; year: number } | undefined {
  const table = someTable(context, 'start', ...roles);
  if (!table) return undefined;
  const start = columnOf(table, 'start')!;
  return { table, start, year: Number(someDay(context.random, start).slice(0, 4)) };
}

/** A year as a period. */
export function yearPeriod(year: number): Period {
  return {
    from: `${year}-01-01`,
    before: `${year + 1}-01-01`,
    words: [`in ${year}`, `during ${year}`, `in the year ${year}`],
    year,
  };
}

/** A year, half-year, quarter or month in which some row is. */
export function somePeriod(random: Random, column: LivedInColumn): Period {
  const day = someDay(random, column);
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1;
  const kind = random.weighted([
    ['year', 4],
    ['quarter', 4],
    ['month', 4],
    ['half', 1],
  ] as const);
  switch (kind) {
    case 'year':
      return yearPeriod(year);
    case 'quarter': {
      const quarter = Math.floor(month / 3);
      const words = [
        `in Q${quarter + 1} ${year}`,
        `in the ${ordinals[quarter]} quarter of ${year}`,
        `in ${year} Q${quarter + 1}`,
      ];
      return months(
        year,
        quarter * 3,
        3,
        quarter === 3 ? [...words, `in the last quarter of ${year}`] : words,
      );
    }
    case 'month':
      return months(year, month, 1, [
        `in ${monthNames[month]} ${year}`,
        `in ${monthNames[month]!.slice(0, 3)} ${year}`,
        `during ${monthNames[month]} ${year}`,
      ]);
    case 'half': {
      const half = Math.floor(month / 6);
      return months(year, half * 6, 6, [
        `in the ${ordinals[half]} half of ${year}`,
        `in H${half + 1} ${year}`,
      ]);
    }
  }
}

function months(year: number, first: number, count: number, words: readonly string[]): Period {
  const day = (month: number): string =>
    new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  return { from: day(first), before: day(first + count), words };
}

/** A condition: the moment is in the period. */
export function isIn(
  sql: SqlWriter,
  column: LivedInColumn,
  period: Period,
  alias?: string,
): string {
  const moment = sql.moment(column, alias);
  if (period.year !== undefined) return sql.isYear(moment, period.year);
  return `${moment.text} >= ${sql.dayBegins(period.from, moment.encoding)} AND ${moment.text} < ${sql.dayBegins(period.before, moment.encoding)}`;
}
