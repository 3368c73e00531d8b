import {
  columnOf,
  identity,
  nounOf,
  nounsOf,
  parentNoun,
  someColumn,
  someLink,
  someOnlyLink,
  someTable,
  withArticle,
} from '../template.js';
import type { QuestionTemplate } from '../template.js';
import type { LivedInColumn } from '../lived-in/lived-in-database.js';
import { isIn, somePeriod } from '../period.js';

/** What amounts are in; whole units where nothing says so. */
function currency({ currency: known = 'euros' }: LivedInColumn): string {
  return known;
}

/** Amounts, in whole units however they are kept. */
export const moneyTemplates: readonly QuestionTemplate[] = [
  {
    name: 'total-money',
    fill(context) {
      const table = someTable(context, 'money');
      if (!table) return undefined;
      const money = columnOf(table, 'money')!;
      const [name, word] = context.random.pick([
        ['SUM', 'total'],
        ['AVG', 'average'],
        ['MAX', 'highest'],
      ] as const);
      const rows = nounsOf(context, table);
      const unit =
        money.cents === true
          ? context.random.pick([' in euros', ' in dollars', '', ' (not in cents)'])
          : '';
      return {
        questions: [
          `What is the ${word} ${money.words} of all ${rows}${unit}?`,
          `${word} ${money.words} of ${rows}${unit}`,
          `${word} ${nounOf(context, table)} ${money.words}${unit}`,
          `give me the ${word} ${money.words} over all ${rows}${unit}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.money(money, `${name}(${sql.column(money)})`)} FROM ${sql.table(table.table)}`,
      };
    },
  },
  {
    name: 'money-by-category',
    fill(context) {
      const table = someTable(context, 'money', 'category');
      const group = table && someColumn(context, table, 'category');
      if (!table || !group) return undefined;
      const money = columnOf(table, 'money')!;
      const [name, word] = context.random.pick([
        ['SUM', 'total'],
        ['AVG', 'average'],
      ] as const);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${word} ${money.words} of ${rows} by ${group.words}`,
          `For each ${group.words}, what is the ${word} ${money.words} of ${rows}?`,
          `${word} ${money.words} of ${rows} per ${group.words}`,
          `break the ${word} ${nounOf(context, table)} ${money.words} down by ${group.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(group)}, ${sql.money(money, `${name}(${sql.column(money)})`)} FROM ${sql.table(table.table)} GROUP BY ${sql.column(group)}`,
      };
    },
  },
  {
    name: 'money-above',
    fill(context) {
      const table = someTable(context, 'money');
      if (!table) return undefined;
      const money = columnOf(table, 'money')!;
      const amounts = money.values
        .map((value) => Number(value) / (money.cents === true ? 100 : 1))
        .sort((a, b) => a - b);
      const limit = Math.round(amounts[Math.floor(amounts.length * 0.85)]! / 5) * 5;
      const counted = context.random.chance(0.6);
      const [rows, shown] = [nounsOf(context, table), identity(table)];
      return {
        questions: counted
          ? [
              `How many ${rows} have ${withArticle(money.words)} of more than ${limit}?`,
              `number of ${rows} with ${withArticle(money.words)} over ${limit} ${currency(money)}`,
              `${rows} above ${limit} in ${money.words}, how many`,
              `count of ${rows} whose ${money.words} exceeds ${limit}`,
            ]
          : [
              `${shown.words} of ${rows} with ${withArticle(money.words)} over ${limit}`,
              `Which ${rows} have ${withArticle(money.words)} above ${limit} ${currency(money)}? ${shown.words} only`,
              `list the ${shown.words} of ${rows} exceeding ${limit} in ${money.words}`,
            ],
        sql: (sql) =>
          `SELECT ${counted ? 'COUNT(*)' : sql.column(shown)} FROM ${sql.table(table.table)} WHERE ${sql.column(money)} > ${money.cents === true ? limit * 100 : limit}`,
      };
    },
  },
  {
    name: 'money-in-period',
    fill(context) {
      const table = someTable(context, 'money', 'start');
      if (!table) return undefined;
      const [money, start] = [columnOf(table, 'money')!, columnOf(table, 'start')!];
      const period = somePeriod(context.random, start);
      const when = context.random.pick(period.words);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Total ${money.words} of ${rows} ${start.words} ${when}`,
          `What did the ${money.words} of ${rows} ${start.words} ${when} add up to?`,
          `sum of ${money.words} of ${rows} ${start.words} ${when}`,
          `how much ${money.words} in total for ${rows} ${start.words} ${when}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.money(money, `SUM(${sql.column(money)})`)} FROM ${sql.table(table.table)} WHERE ${isIn(sql, start, period)}`,
      };
    },
  },
  {
    name: 'money-by-parent',
    fill(context) {
      const link = someLink(context, 'money');
      if (!link) return undefined;
      const money = columnOf(link.child, 'money')!;
      const [name, word] = context.random.pick([
        ['SUM', 'total'],
        ['AVG', 'average'],
      ] as const);
      const [rows, parent] = [nounsOf(context, link.child), parentNoun(context, link)];
      return {
        questions: [
          `${word} ${nounOf(context, link.child)} ${money.words} per ${parent}`,
          `For each ${parent}, the ${word} ${money.words} of its ${rows} (${link.label.words}, amount)`,
          `${word} ${money.words} of ${rows} by ${parent} ${link.label.words}`,
          `How much is the ${word} ${money.words} of the ${rows} of every ${parent}?`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, ${sql.money(money, `${name}(${sql.column(money, 'c')})`)} FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
  {
    name: 'above-average-money',
    fill(context) {
      const table = someTable(context, 'money');
      if (!table) return undefined;
      const money = columnOf(table, 'money')!;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} have ${withArticle(money.words)} above average?`,
          `number of ${rows} with more than the average ${money.words}`,
          `${rows} over the mean ${money.words}, count`,
          `count the ${rows} whose ${money.words} is higher than the average of all`,
        ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.column(money)} > (SELECT AVG(${sql.column(money)}) FROM ${sql.table(table.table)})`,
      };
    },
  },
  {
    name: 'parents-above-total',
    fill(context) {
      const link = someOnlyLink(context, 'money');
      if (!link) return undefined;
      const money = columnOf(link.child, 'money')!;
      const totals = new Map<unknown, number>();
      link.column.values.forEach((value, row) =>
        totals.set(
          value,
          (totals.get(value) ?? 0) + Number(money.values[row]) / (money.cents === true ? 100 : 1),
        ),
      );
      const sorted = [...totals.values()].sort((a, b) => b - a);
      const limit = Math.round(sorted[Math.min(4, sorted.length - 1)]! / 10) * 10;
      const parents = nounsOf(context, link.parent);
      return {
        questions: [
          `Which ${parents} reach more than ${limit} in total ${money.words} of their ${nounsOf(context, link.child)}?`,
          `${parents} with a combined ${nounOf(context, link.child)} ${money.words} over ${limit} ${currency(money)}`,
          `${link.label.words} of ${parents} whose ${nounsOf(context, link.child)} sum to more than ${limit} in ${money.words}`,
          `who of the ${parents} is above ${limit} in ${money.words} over all ${nounsOf(context, link.child)}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')} FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')} HAVING SUM(${sql.column(money, 'c')}) > ${money.cents === true ? limit * 100 : limit}`,
      };
    },
  },
];
