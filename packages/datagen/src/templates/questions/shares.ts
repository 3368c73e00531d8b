import { sqlValue } from '../sql-writer.js';
import {
  columnOf,
  nounOf,
  nounsOf,
  parentNoun,
  someColumn,
  someLink,
  someOnlyLink,
  someTable,
} from '../template.js';
import type { QuestionTemplate } from '../template.js';

/** Shares, percentages and ratios. */
export const shareTemplates: readonly QuestionTemplate[] = [
  {
    name: 'share-with-flag',
    fill(context) {
      const table = someTable(context, 'flag');
      if (!table) return undefined;
      const flag = someColumn(context, table, 'flag')!;
      const percent = context.random.chance(0.5);
      const rows = nounsOf(context, table);
      return {
        questions: percent
          ? [
              `What percentage of ${rows} is ${flag.words}?`,
              `percent of ${rows} that are ${flag.words}`,
              `${flag.words} ${rows} in percent of all`,
              `How many percent of the ${rows} are ${flag.words}?`,
            ]
          : [
              `What share of ${rows} is ${flag.words}?`,
              `fraction of ${rows} that are ${flag.words}`,
              `ratio of ${flag.words} ${rows} to all ${rows}`,
              `${flag.words} ${rows} as a share of all ${rows}`,
            ],
        sql: (sql) =>
          `SELECT ${percent ? '100.0' : '1.0'} * SUM(CASE WHEN ${sql.flag(flag, true)} THEN 1 ELSE 0 END) / COUNT(*) FROM ${sql.table(table.table)}`,
      };
    },
  },
  {
    name: 'share-with-flag-by-category',
    fill(context) {
      const table = someTable(context, 'flag', 'category');
      if (!table) return undefined;
      const [flag, group] = [
        someColumn(context, table, 'flag')!,
        someColumn(context, table, 'category')!,
      ];
      const rows = nounsOf(context, table);
      return {
        questions: [
          `For each ${group.words}, what percentage of ${rows} is ${flag.words}?`,
          `${flag.words} rate of ${rows} in percent by ${group.words}`,
          `percent of ${rows} ${flag.words} per ${group.words}`,
          `How many percent of the ${rows} are ${flag.words}, broken down by ${group.words}?`,
          `${group.words} and its percentage of ${flag.words} ${rows}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(group)}, 100.0 * SUM(CASE WHEN ${sql.flag(flag, true)} THEN 1 ELSE 0 END) / COUNT(*) FROM ${sql.table(table.table)} GROUP BY ${sql.column(group)}`,
      };
    },
  },
  {
    name: 'share-with-flag-by-parent',
    fill(context) {
      const link = someLink(context, 'flag');
      if (!link) return undefined;
      const flag = someColumn(context, link.child, 'flag')!;
      const rows = nounsOf(context, link.child);
      const parent = parentNoun(context, link);
      return {
        questions: [
          `share of ${flag.words} ${rows} per ${parent}`,
          `For every ${parent} with ${rows}: which fraction of them is ${flag.words}?`,
          `${flag.words} rate of ${rows} by ${parent} (as a fraction)`,
          `${parent} ${link.label.words} with the share of its ${rows} that are ${flag.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, 1.0 * SUM(CASE WHEN ${sql.flag(flag, true, 'c')} THEN 1 ELSE 0 END) / COUNT(*) FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
  {
    name: 'share-of-each-category',
    fill(context) {
      const table = someTable(context, 'category');
      if (!table) return undefined;
      const group = someColumn(context, table, 'category')!;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `What percentage of all ${rows} does each ${group.words} make up?`,
          `${rows} by ${group.words} in percent`,
          `percentage split of ${rows} by ${group.words}`,
          `each ${group.words} with its percent share of ${rows}`,
          `How do the ${rows} divide over ${group.words}, in percent of the total?`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(group)}, 100.0 * COUNT(*) / (SELECT COUNT(*) FROM ${sql.table(table.table)}) FROM ${sql.table(table.table)} GROUP BY ${sql.column(group)}`,
      };
    },
  },
  {
    name: 'share-of-money-by-parent',
    fill(context) {
      const link = someLink(context, 'money');
      if (!link) return undefined;
      const money = columnOf(link.child, 'money')!;
      const rows = nounsOf(context, link.child);
      const parent = parentNoun(context, link);
      return {
        questions: [
          `Share of each ${parent} in the total ${money.words} of ${rows}`,
          `What fraction of the overall ${money.words} of ${rows} comes from each ${parent}?`,
          `${parent} contribution to total ${money.words} of ${rows}, as a fraction`,
          `${link.label.words} of each ${parent} and its part of all ${money.words} of ${rows}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, 1.0 * SUM(${sql.column(money, 'c')}) / (SELECT SUM(${sql.column(money)}) FROM ${sql.table(link.child.table)}) FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
  {
    name: 'share-of-status',
    fill(context) {
      const table = context.random.pick(context.database.tables);
      const { status } = table;
      if (!status || status.codes) return undefined;
      const word = context.random.pick(status.words);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `What percentage of ${rows} is ${word}?`,
          `${word} ${rows} as percent of all ${rows}`,
          `percent of ${rows} in status ${word}`,
          `How large is the percentage of ${word} ${rows}?`,
        ],
        sql: (sql) =>
          `SELECT 100.0 * SUM(CASE WHEN ${sql.column(status.column)} = ${sqlValue(word)} THEN 1 ELSE 0 END) / COUNT(*) FROM ${sql.table(table.table)}`,
      };
    },
  },
  {
    name: 'children-per-parent-ratio',
    fill(context) {
      const link = someOnlyLink(context);
      if (!link) return undefined;
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `How many ${rows} per ${nounOf(context, link.parent)} are there on average, counting only ${parents} that have any?`,
          `average number of ${rows} per ${nounOf(context, link.parent)} among ${parents} with ${rows}`,
          `mean ${rows} for each ${nounOf(context, link.parent)} (those without don't count)`,
        ],
        sql: (sql) =>
          `SELECT AVG(n) FROM (SELECT COUNT(*) * 1.0 AS n FROM ${sql.table(link.child.table)} GROUP BY ${sql.column(link.column)}) t`,
      };
    },
  },
];
