import { sqlValue } from '../sql-writer.js';
import {
  identity,
  nounOf,
  nounsOf,
  parentNoun,
  someColumn,
  someLink,
  someOnlyLink,
  someTable,
} from '../template.js';
import type { QuestionTemplate } from '../template.js';

/** Plain questions, for the names and habits of such databases. */
export const plainTemplates: readonly QuestionTemplate[] = [
  {
    name: 'rows-of-a-category',
    fill(context) {
      const table = someTable(context, 'category');
      const group = table && someColumn(context, table, 'category');
      if (!table || !group) return undefined;
      const value = context.random.pick(group.values.filter((each) => each !== null));
      const [rows, shown] = [nounsOf(context, table), identity(table)];
      return {
        questions: [
          `${shown.words} of ${rows} with ${group.words} ${String(value)}`,
          `Which ${rows} have the ${group.words} ${String(value)}? ${shown.words} only`,
          `list ${rows} where ${group.words} is ${String(value)} (${shown.words})`,
          `${String(value)} ${rows}, show the ${shown.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(shown)} FROM ${sql.table(table.table)} WHERE ${sql.column(group)} = ${sqlValue(value)}`,
      };
    },
  },
  {
    name: 'count-per-category',
    fill(context) {
      const table = someTable(context, 'category');
      const group = table && someColumn(context, table, 'category');
      if (!table || !group) return undefined;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${rows} per ${group.words}`,
          `How many ${rows} does each ${group.words} have?`,
          `count of ${rows} for every ${group.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(group)}, COUNT(*) FROM ${sql.table(table.table)} GROUP BY ${sql.column(group)}`,
      };
    },
  },
  {
    name: 'extreme-row',
    fill(context) {
      const table = someTable(context, 'measure');
      const measure = table && someColumn(context, table, 'measure');
      if (!table || !measure) return undefined;
      const most = context.random.chance(0.6);
      const [noun, shown] = [nounOf(context, table), identity(table)];
      return {
        questions: [
          `${noun} with the ${most ? 'highest' : 'lowest'} ${measure.words}`,
          `Which ${noun} has the ${most ? 'largest' : 'smallest'} ${measure.words}? ${shown.words} only`,
          `${shown.words} of the ${noun} having the ${most ? 'greatest' : 'least'} ${measure.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(shown)} FROM ${sql.table(table.table)} WHERE ${sql.column(measure)} = (SELECT ${most ? 'MAX' : 'MIN'}(${sql.column(measure)}) FROM ${sql.table(table.table)})`,
      };
    },
  },
  {
    name: 'average-per-parent',
    fill(context) {
      const link = someLink(context, 'measure');
      if (!link) return undefined;
      const measure = someColumn(context, link.child, 'measure')!;
      const [rows, parent] = [nounsOf(context, link.child), parentNoun(context, link)];
      return {
        questions: [
          `average ${measure.words} of ${rows} per ${parent}`,
          `mean ${measure.words} of ${rows} by ${parent} ${link.label.words}`,
          `For each ${parent}, what is the average ${measure.words} of its ${rows}?`,
          `${parent} and the avg ${measure.words} of its ${rows}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, AVG(${sql.column(measure, 'c')}) FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
  {
    name: 'parents-with-many',
    fill(context) {
      const link = someOnlyLink(context);
      if (!link) return undefined;
      const counts = new Map<unknown, number>();
      for (const value of link.column.values) counts.set(value, (counts.get(value) ?? 0) + 1);
      const sorted = [...counts.values()].sort((a, b) => b - a);
      const least = Math.max(2, sorted[Math.min(3, sorted.length - 1)]!);
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `${parents} with at least ${least} ${rows}`,
          `Which ${parents} have ${least} or more ${rows}?`,
          `${link.label.words} of ${parents} having ${least}+ ${rows}`,
          `who of the ${parents} has no fewer than ${least} ${rows}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')} FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')} HAVING COUNT(*) >= ${least}`,
      };
    },
  },
  {
    name: 'children-of-named-parent',
    fill(context) {
      const link = someOnlyLink(context);
      if (!link) return undefined;
      const row = link.parent.key.values.indexOf(context.random.pick(link.column.values));
      const name = String(link.label.values[row]);
      const shown = identity(link.child);
      const rows = nounsOf(context, link.child);
      return {
        questions: [
          `${rows} of ${name}, ${shown.words} only`,
          `Which ${rows} does ${name} have? Give the ${shown.words}.`,
          `${shown.words} of all ${rows} for ${parentNoun(context, link)} ${name}`,
          `list the ${shown.words} of ${rows} linked to ${name}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(shown, 'c')} FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} WHERE ${sql.column(link.label, 'p')} = ${sqlValue(name)}`,
      };
    },
  },
  {
    name: 'distinct-values',
    fill(context) {
      const link = someOnlyLink(context);
      if (!link) return undefined;
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `How many different ${parents} have ${rows}?`,
          `number of distinct ${parents} among the ${rows}`,
          `distinct ${parents} with ${rows}, count`,
        ],
        sql: (sql) =>
          `SELECT COUNT(DISTINCT ${sql.column(link.column)}) FROM ${sql.table(link.child.table)}`,
      };
    },
  },
];
