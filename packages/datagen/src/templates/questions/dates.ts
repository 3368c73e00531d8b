import {
  identity,
  nounOf,
  nounsOf,
  someOnlyLink,
  someTable,
  columnOf,
  someNoun,
} from '../template.js';
import type { QuestionTemplate } from '../template.js';
import { isIn, someDay, somePeriod, yearPeriod, tableAndYear } from '../period.js';
import { plural } from '../../generated/english/inflection.js';

/** Points in time and buckets of them. */
export const dateTemplates: readonly QuestionTemplate[] = [
  {
    name: 'count-in-period',
    fill(context) {
      const table = someTable(context, 'start');
      if (!table) return undefined;
      const start = columnOf(table, 'start')!;
      const period = somePeriod(context.random, start);
      const when = context.random.pick(period.words);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} were ${start.words} ${when}?`,
          `number of ${rows} ${start.words} ${when}`,
          `count the ${rows} ${start.words} ${when}`,
          `${rows} ${start.words} ${when}, how many?`,
          `How often was ${someNoun(context, table)} ${start.words} ${when}?`,
          `Give me the count of ${rows} that were ${start.words} ${when}.`,
        ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${sql.table(table.table)} WHERE ${isIn(sql, start, period)}`,
      };
    },
  },
  {
    name: 'count-by-month',
    fill(context) {
      const drawn = tableAndYear(context);
      if (!drawn) return undefined;
      const { table, start, year } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} were ${start.words} in each month of ${year}?`,
          `${rows} ${start.words} per month in ${year}`,
          `monthly number of ${rows} ${start.words} in ${year}`,
          `Break down the ${rows} ${start.words} in ${year} by month.`,
          `${year}: ${rows} ${start.words} month by month`,
          `For ${year}, show month and how many ${rows} were ${start.words}.`,
        ],
        sql: (sql) => {
          const moment = sql.moment(start);
          return `SELECT ${sql.month(moment)}, COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.isYear(moment, year)} GROUP BY ${sql.month(moment)}`;
        },
      };
    },
  },
  {
    name: 'count-by-year',
    fill(context) {
      const table = someTable(context, 'start');
      if (!table) return undefined;
      const start = columnOf(table, 'start')!;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} were ${start.words} each year?`,
          `${rows} ${start.words} per year`,
          `yearly count of ${rows} ${start.words}`,
          `number of ${rows} by the year they were ${start.words}`,
          `${rows} a year`,
          `Show for every year how many ${rows} were ${start.words}.`,
        ],
        sql: (sql) => {
          const year = sql.year(sql.moment(start));
          return `SELECT ${year}, COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.column(start)} IS NOT NULL GROUP BY ${year}`;
        },
      };
    },
  },
  {
    name: 'money-by-quarter',
    fill(context) {
      const drawn = tableAndYear(context, 'money');
      if (!drawn) return undefined;
      const { table, start, year } = drawn;
      const money = columnOf(table, 'money')!;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Total ${money.words} of ${rows} per quarter of ${year}`,
          `What was the sum of the ${money.words} of ${rows} in each quarter of ${year}?`,
          `quarterly ${money.words} ${year} for ${rows} by when they were ${start.words}`,
          `Add up the ${money.words} of ${rows} ${start.words} in ${year} by quarter.`,
          `${year} ${money.words} of ${rows} by quarter`,
        ],
        sql: (sql) => {
          const moment = sql.moment(start);
          return `SELECT ${sql.quarter(moment)}, ${sql.money(money, `SUM(${sql.column(money)})`)} FROM ${sql.table(table.table)} WHERE ${sql.isYear(moment, year)} GROUP BY ${sql.quarter(moment)}`;
        },
      };
    },
  },
  {
    name: 'busiest-month',
    fill(context) {
      const drawn = tableAndYear(context);
      if (!drawn) return undefined;
      const { table, start, year } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Which month of ${year} had the most ${rows} ${start.words}?`,
          `busiest month of ${year} by ${rows} ${start.words}`,
          `In what month of ${year} were most ${rows} ${start.words}?`,
          `peak month ${year} for ${rows}`,
          `the month in ${year} with the highest number of ${rows} ${start.words}`,
        ],
        sql: (sql) => {
          const moment = sql.moment(start);
          return `SELECT ${sql.month(moment)} FROM ${sql.table(table.table)} WHERE ${sql.isYear(moment, year)} GROUP BY ${sql.month(moment)} ORDER BY COUNT(*) DESC LIMIT 1`;
        },
      };
    },
  },
  {
    name: 'count-by-hour',
    fill(context) {
      const table = someTable(context, 'start');
      const start = table && columnOf(table, 'start');
      if (!table || !start || start.encoding === 'date' || start.encoding === 'text-date')
        return undefined;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `At which hours of the day are ${rows} ${start.words}? Hour and count.`,
          `${rows} by hour of day`,
          `How many ${rows} were ${start.words} in each hour of the day?`,
          `distribution of ${rows} over the hours of the day`,
          `hourly profile: number of ${rows} ${start.words} per hour`,
        ],
        sql: (sql) => {
          const hour = sql.hour(sql.moment(start));
          return `SELECT ${hour}, COUNT(*) FROM ${sql.table(table.table)} GROUP BY ${hour}`;
        },
      };
    },
  },
  {
    name: 'count-on-weekends',
    fill(context) {
      const table = someTable(context, 'start');
      if (!table) return undefined;
      const start = columnOf(table, 'start')!;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} were ${start.words} on a weekend?`,
          `${rows} ${start.words} on Saturdays and Sundays, count`,
          `number of weekend ${rows}`,
          `count ${rows} ${start.words} on Saturday or Sunday`,
          `how many ${rows} fall on weekends`,
        ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.weekday(sql.moment(start))} IN (0, 6)`,
      };
    },
  },
  {
    name: 'listed-since-day',
    fill(context) {
      const table = someTable(context, 'start');
      if (!table) return undefined;
      const start = columnOf(table, 'start')!;
      const days = start.values.map(() => someDay(context.random, start)).sort();
      const since = context.random.chance(0.5);
      const day = days[Math.floor(days.length * (since ? 0.85 : 0.12))]!;
      const shown = identity(table);
      const rows = nounsOf(context, table);
      const word = since ? 'since' : 'before';
      return {
        questions: [
          `Which ${rows} were ${start.words} ${word} ${day}? Give the ${shown.words}.`,
          `${shown.words} of ${rows} ${start.words} ${word} ${day}`,
          `list ${plural(shown.words)} of all ${rows} ${start.words} ${word} ${day}`,
          `show me the ${rows} ${start.words} ${since ? 'on or after' : 'earlier than'} ${day}, just the ${shown.words}`,
          `${rows} ${start.words} ${since ? 'from' : 'prior to'} ${day}${since ? ' on' : ''} (${shown.words})`,
        ],
        sql: (sql) => {
          const { text, encoding } = sql.moment(start);
          return `SELECT ${sql.column(shown)} FROM ${sql.table(table.table)} WHERE ${text} ${since ? '>=' : '<'} ${sql.dayBegins(day, encoding)}`;
        },
      };
    },
  },
  {
    name: 'parents-of-period',
    fill(context) {
      const link = someOnlyLink(context, 'start');
      if (!link) return undefined;
      const start = columnOf(link.child, 'start')!;
      const period = somePeriod(context.random, start);
      const when = context.random.pick(period.words);
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `Which ${parents} had ${rows} ${start.words} ${when}?`,
          `${parents} with at least one ${nounOf(context, link.child)} ${start.words} ${when}`,
          `names of ${parents} that have ${rows} ${start.words} ${when}`,
          `list the ${parents} (${link.label.words}) active ${when}, i.e. with ${rows} ${start.words} then`,
          `Who among the ${parents} had ${someNoun(context, link.child)} ${start.words} ${when}?`,
        ],
        sql: (sql) =>
          `SELECT DISTINCT ${sql.column(link.label, 'p')} FROM ${sql.table(link.parent.table)} p JOIN ${sql.table(link.child.table)} c ON ${sql.column(link.column, 'c')} = ${sql.column(link.parent.key, 'p')} WHERE ${isIn(sql, start, period, 'c')}`,
      };
    },
  },
  {
    name: 'year-against-year',
    fill(context) {
      const table = someTable(context, 'start');
      if (!table) return undefined;
      const start = columnOf(table, 'start')!;
      const first = Math.min(2023, Number(someDay(context.random, start).slice(0, 4)));
      const rows = nounsOf(context, table);
      const [one, two] = [yearPeriod(first), yearPeriod(first + 1)];
      return {
        questions: [
          `${rows} ${start.words} in ${first} versus ${first + 1}`,
          `Compare ${first} with ${first + 1}: how many ${rows} were ${start.words} in each?`,
          `${first} vs ${first + 1} number of ${rows} ${start.words}, as two columns`,
          `How many ${rows} were ${start.words} in ${first} and how many in ${first + 1}?`,
          `count of ${rows} ${start.words} in ${first} next to the count in ${first + 1}`,
        ],
        sql: (sql) =>
          `SELECT SUM(CASE WHEN ${isIn(sql, start, one)} THEN 1 ELSE 0 END), SUM(CASE WHEN ${isIn(sql, start, two)} THEN 1 ELSE 0 END) FROM ${sql.table(table.table)}`,
      };
    },
  },
];
