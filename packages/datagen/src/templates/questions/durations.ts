import {
  columnOf,
  identity,
  nounOf,
  nounsOf,
  someOnlyLink,
  someTable,
  someNoun,
} from '../template.js';
import type { QuestionTemplate, TemplateContext } from '../template.js';
import type { LivedInColumn, LivedInTable } from '../lived-in/lived-in-database.js';

/** A table whose rows begin and end. */
function lasting(
  context: TemplateContext,
): { table: LivedInTable; start: LivedInColumn; end: LivedInColumn } | undefined {
  const table = someTable(context, 'start', 'end');
  return table && { table, start: columnOf(table, 'start')!, end: columnOf(table, 'end')! };
}

/** How long things take, and what is not over yet. */
export const durationTemplates: readonly QuestionTemplate[] = [
  {
    name: 'average-duration',
    fill(context) {
      const drawn = lasting(context);
      if (!drawn) return undefined;
      const { table, start, end } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many days does it take on average until ${rows} are ${end.words}?`,
          `average days from ${start.words} to ${end.words} for ${rows}`,
          `mean number of days between ${start.words} and ${end.words} of ${rows}`,
          `On average, how long are ${rows} open in days before they are ${end.words}?`,
          `avg time in days until ${someNoun(context, table)} is ${end.words}`,
          `typical (mean) days to ${end.words} for one of the ${rows}`,
        ],
        sql: (sql) =>
          `SELECT AVG(${sql.days(sql.moment(start), sql.moment(end))}) FROM ${sql.table(table.table)} WHERE ${sql.column(end)} IS NOT NULL`,
      };
    },
  },
  {
    name: 'average-duration-by-category',
    fill(context) {
      const drawn = lasting(context);
      // A code for a status says nothing to who asks by status.
      const group =
        drawn &&
        (columnOf(drawn.table, 'category') ??
          (drawn.table.status?.codes ? undefined : columnOf(drawn.table, 'status')));
      if (!drawn || !group) return undefined;
      const { table, start, end } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `average days from ${start.words} to ${end.words} of ${rows} by ${group.words}`,
          `For each ${group.words}, how many days pass on average until ${rows} are ${end.words}?`,
          `mean duration of ${rows} in days (${start.words} to ${end.words}) per ${group.words}`,
          `How long do ${rows} take to be ${end.words} by ${group.words}? Average days.`,
          `time of ${rows} to ${end.words} in days, averaged per ${group.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(group)}, AVG(${sql.days(sql.moment(start), sql.moment(end))}) FROM ${sql.table(table.table)} WHERE ${sql.column(end)} IS NOT NULL GROUP BY ${sql.column(group)}`,
      };
    },
  },
  {
    name: 'longer-than-days',
    fill(context) {
      const drawn = lasting(context);
      if (!drawn) return undefined;
      const { table, start, end } = drawn;
      const days = context.random.pick([3, 5, 7, 10, 14, 30, 60]);
      const counted = context.random.chance(0.5);
      const rows = nounsOf(context, table);
      return {
        questions: counted
          ? [
              `How many ${rows} took more than ${days} days to be ${end.words}?`,
              `number of ${rows} ${end.words} later than ${days} days after being ${start.words}`,
              `count of ${rows} where it took over ${days} days from ${start.words} to ${end.words}`,
              `${rows} that needed longer than ${days} days to be ${end.words}, how many`,
            ]
          : [
              `Which ${rows} took more than ${days} days to be ${end.words}? Give the ${identity(table).words}.`,
              `${identity(table).words} of ${rows} that took over ${days} days from ${start.words} to ${end.words}`,
              `list ${rows} with more than ${days} days between ${start.words} and ${end.words} (${identity(table).words} only)`,
              `slow ${rows}: ${identity(table).words} where ${end.words} came more than ${days} days after ${start.words}`,
            ],
        sql: (sql) =>
          `SELECT ${counted ? 'COUNT(*)' : sql.column(identity(table))} FROM ${sql.table(table.table)} WHERE ${sql.days(sql.moment(start), sql.moment(end))} > ${days}`,
      };
    },
  },
  {
    name: 'share-within-days',
    fill(context) {
      const drawn = lasting(context);
      if (!drawn) return undefined;
      const { table, start, end } = drawn;
      const days = context.random.pick([3, 5, 7, 10, 14, 30]);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `What share of the ${rows} that are ${end.words} made it within ${days} days?`,
          `fraction of ${end.words} ${rows} that took ${days} days or less`,
          `Of all ${end.words} ${rows}, which fraction took at most ${days} days from ${start.words}?`,
          `service level: share ${end.words} within ${days} days, ignoring ${rows} not ${end.words}`,
        ],
        sql: (sql) =>
          `SELECT 1.0 * SUM(CASE WHEN ${sql.days(sql.moment(start), sql.moment(end))} <= ${days} THEN 1 ELSE 0 END) / COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.column(end)} IS NOT NULL`,
      };
    },
  },
  {
    name: 'not-yet-ended',
    fill(context) {
      const drawn = lasting(context);
      if (!drawn) return undefined;
      const { table, end } = drawn;
      const counted = context.random.chance(0.5);
      const shown = identity(table);
      const rows = nounsOf(context, table);
      return {
        questions: counted
          ? [
              `How many ${rows} are not ${end.words} yet?`,
              `${rows} still not ${end.words}, how many?`,
              `number of ${rows} waiting to be ${end.words}`,
              `count of ${rows} that have yet to be ${end.words}`,
              `backlog: ${rows} not ${end.words} so far`,
            ]
          : [
              `Which ${rows} have not been ${end.words} yet? ${shown.words} only`,
              `${shown.words} of ${rows} still to be ${end.words}`,
              `list the ${shown.words} of every ${nounOf(context, table)} that is not ${end.words} so far`,
              `show ${rows} nobody has ${end.words} yet, ${shown.words}`,
            ],
        sql: (sql) =>
          `SELECT ${counted ? 'COUNT(*)' : sql.column(shown)} FROM ${sql.table(table.table)} WHERE ${sql.column(end)} IS NULL`,
      };
    },
  },
  {
    name: 'open-per-parent',
    fill(context) {
      const link = someOnlyLink(context, 'end');
      if (!link) return undefined;
      const end = columnOf(link.child, 'end')!;
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `How many ${rows} not ${end.words} yet does each of the ${parents} have? Only those with any.`,
          `open ${rows} (not ${end.words}) per ${nounOf(context, link.parent)}: ${link.label.words} and count`,
          `${parents} with the number of their ${rows} still to be ${end.words}`,
          `outstanding ${rows} by ${nounOf(context, link.parent)}, those not ${end.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, COUNT(*) FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} WHERE ${sql.column(end, 'c')} IS NULL GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
  {
    name: 'longest-duration',
    fill(context) {
      const drawn = lasting(context);
      if (!drawn) return undefined;
      const { table, start, end } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `What is the longest time in days from ${start.words} to ${end.words} for ${rows}?`,
          `maximum days until ${rows} are ${end.words}`,
          `longest it ever took ${someNoun(context, table)} to be ${end.words}, in days`,
          `worst case in days between ${start.words} and ${end.words} of ${rows}`,
        ],
        sql: (sql) =>
          `SELECT MAX(${sql.days(sql.moment(start), sql.moment(end))}) FROM ${sql.table(table.table)}`,
      };
    },
  },
];
