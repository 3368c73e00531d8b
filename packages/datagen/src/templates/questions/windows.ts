import {
  columnOf,
  identity,
  nounOf,
  nounsOf,
  someColumn,
  someOnlyLink,
  someTable,
} from '../template.js';
import type { QuestionTemplate } from '../template.js';
import type { LivedInColumn } from '../lived-in/lived-in-database.js';
import { dayOf, tableAndYear } from '../period.js';

/** Whether nothing is in some month of a year between its first and last month with something. */
function hasEmptyMonth({ values }: LivedInColumn, year: number): boolean {
  const months = values
    .map((value) => dayOf(value))
    .filter((day) => day.startsWith(String(year)))
    .map((day) => Number(day.slice(5, 7)));
  return new Set(months).size <= Math.max(...months) - Math.min(...months);
}

/** Running totals, changes, ranks, and the first few of each group. */
export const windowTemplates: readonly QuestionTemplate[] = [
  {
    name: 'running-count-by-month',
    fill(context) {
      const drawn = tableAndYear(context);
      if (!drawn) return undefined;
      const { table, start, year } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Cumulative number of ${rows} ${start.words} by month in ${year}`,
          `running total of ${rows} ${start.words} over the months of ${year}`,
          `For each month of ${year}, how many ${rows} had been ${start.words} in ${year} up to then?`,
          `${year} ${rows} month by month, accumulated`,
        ],
        sql: (sql) => {
          const moment = sql.moment(start);
          return `SELECT m, SUM(n) OVER (ORDER BY m) FROM (SELECT ${sql.month(moment)} AS m, COUNT(*) AS n FROM ${sql.table(table.table)} WHERE ${sql.isYear(moment, year)} GROUP BY ${sql.month(moment)}) t`;
        },
      };
    },
  },
  {
    name: 'running-money-by-month',
    fill(context) {
      const drawn = tableAndYear(context, 'money');
      if (!drawn) return undefined;
      const { table, start, year } = drawn;
      const money = columnOf(table, 'money')!;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Running total of the ${money.words} of ${rows} by month of ${year}`,
          `cumulative ${nounOf(context, table)} ${money.words} through ${year}, per month`,
          `year to date ${money.words} of ${rows} at each month of ${year}`,
          `How did the ${money.words} of ${rows} add up over the months of ${year}?`,
        ],
        sql: (sql) => {
          const moment = sql.moment(start);
          return `SELECT m, SUM(s) OVER (ORDER BY m) FROM (SELECT ${sql.month(moment)} AS m, ${sql.money(money, `SUM(${sql.column(money)})`)} AS s FROM ${sql.table(table.table)} WHERE ${sql.isYear(moment, year)} GROUP BY ${sql.month(moment)}) t`;
        },
      };
    },
  },
  {
    // Of years without an empty month: the month before is then the row before.
    name: 'change-to-month-before',
    fill(context) {
      const drawn = tableAndYear(context);
      if (!drawn) return undefined;
      const { table, start, year } = drawn;
      if (hasEmptyMonth(start, year)) return undefined;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Month over month change in the number of ${rows} ${start.words} within ${year}`,
          `How did the count of ${rows} change from month to month in ${year}? Nothing for the first.`,
          `${rows} ${start.words} per month of ${year} minus the month before, the first one empty`,
          `difference to the previous month in ${rows} ${start.words}, ${year} alone`,
        ],
        sql: (sql) => {
          const moment = sql.moment(start);
          return `SELECT m, n - LAG(n) OVER (ORDER BY m) FROM (SELECT ${sql.month(moment)} AS m, COUNT(*) AS n FROM ${sql.table(table.table)} WHERE ${sql.isYear(moment, year)} GROUP BY ${sql.month(moment)}) t`;
        },
      };
    },
  },
  {
    name: 'rank-parents-by-money',
    fill(context) {
      const link = someOnlyLink(context, 'money');
      if (!link) return undefined;
      const money = columnOf(link.child, 'money')!;
      const parents = nounsOf(context, link.parent);
      return {
        questions: [
          `Rank the ${parents} by the total ${money.words} of their ${nounsOf(context, link.child)}: ${link.label.words} and rank`,
          `${parents} with their rank by summed ${money.words} of ${nounsOf(context, link.child)}, 1 is the highest`,
          `league table of ${parents} on total ${nounOf(context, link.child)} ${money.words} (${link.label.words}, place)`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, RANK() OVER (ORDER BY SUM(${sql.column(money, 'c')}) DESC) FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
  {
    name: 'top-of-each-category',
    fill(context) {
      const table = someTable(context, 'measure', 'category');
      if (!table) return undefined;
      const [measure, group] = [
        someColumn(context, table, 'measure')!,
        someColumn(context, table, 'category')!,
      ];
      const places = context.random.pick([1, 2, 3]);
      const shown = identity(table);
      const rows = nounsOf(context, table);
      const top = places === 1 ? nounOf(context, table) : `top ${places} ${rows}`;
      return {
        questions: [
          `For each ${group.words}, the ${places === 1 ? 'top ' : ''}${top} by ${measure.words}: ${group.words}, ${shown.words}, ${measure.words} (ties count)`,
          `the ${top} with the highest ${measure.words} per ${group.words} - ${group.words}, ${shown.words}, ${measure.words}`,
          `highest ${measure.words}, ${places} place${places === 1 ? '' : 's'} in every ${group.words}, with ${shown.words}`,
          `Who leads each ${group.words} on ${measure.words}? First ${places}, show ${group.words}, ${shown.words} and ${measure.words}.`,
        ],
        sql: (sql) => {
          const [g, s, m] = [group, shown, measure].map((column) => sql.column(column));
          return `SELECT ${g}, ${s}, ${m} FROM (SELECT ${g}, ${s}, ${m}, RANK() OVER (PARTITION BY ${g} ORDER BY ${m} DESC) AS place FROM ${sql.table(table.table)} WHERE ${m} IS NOT NULL) t WHERE place ${places === 1 ? '= 1' : `<= ${places}`}`;
        },
      };
    },
  },
  {
    name: 'dearest-of-each-parent',
    fill(context) {
      const link = someOnlyLink(context, 'money');
      if (!link) return undefined;
      const money = columnOf(link.child, 'money')!;
      const child = nounOf(context, link.child);
      const parent = nounOf(context, link.parent);
      return {
        questions: [
          `For each ${parent}, its ${child} with the highest ${money.words}: ${link.label.words} and ${link.child.key.words}`,
          `${child} with the largest ${money.words} per ${parent} (${link.label.words}, ${link.child.key.words})`,
          `biggest ${child} by ${money.words} of every ${parent}`,
        ],
        sql: (sql) =>
          `SELECT label, id FROM (SELECT ${sql.column(link.label, 'p')} AS label, ${sql.column(link.child.key, 'c')} AS id, RANK() OVER (PARTITION BY ${sql.column(link.parent.key, 'p')} ORDER BY ${sql.column(money, 'c')} DESC) AS place FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')}) t WHERE place = 1`,
      };
    },
  },
  {
    name: 'top-parents-by-money',
    fill(context) {
      const link = someOnlyLink(context, 'money');
      if (!link) return undefined;
      const money = columnOf(link.child, 'money')!;
      const count = context.random.pick([3, 5, 10]);
      const parents = nounsOf(context, link.parent);
      return {
        questions: [
          `top ${count} ${parents} by total ${money.words} of ${nounsOf(context, link.child)}, with the total`,
          `Which ${count} ${parents} have the highest ${nounOf(context, link.child)} ${money.words} in total? Show ${link.label.words} and sum.`,
          `${count} biggest ${parents} measured by ${money.words} of ${nounsOf(context, link.child)}`,
          `best ${count} ${parents} on total ${money.words} of ${nounsOf(context, link.child)} and how much it is`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, ${sql.money(money, `SUM(${sql.column(money, 'c')})`)} FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')} ORDER BY SUM(${sql.column(money, 'c')}) DESC LIMIT ${count}`,
      };
    },
  },
];
