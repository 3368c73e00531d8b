import {
  columnOf,
  nounOf,
  nounsOf,
  parentNoun,
  someColumn,
  someLink,
  withArticle,
} from '../template.js';
import type { QuestionTemplate } from '../template.js';
import type { Value } from '@momq/dialect';
import type { LivedInColumn } from '../lived-in/lived-in-database.js';

/** Whether a parent has two rows of its last moment: then nobody can say which is the latest. */
function hasTwins(reference: LivedInColumn, start: LivedInColumn): boolean {
  const last = new Map<Value, { moment: Value; times: number }>();
  reference.values.forEach((parent, row) => {
    const moment = start.values[row]!;
    const known = last.get(parent);
    if (known === undefined || moment! > known.moment!) last.set(parent, { moment, times: 1 });
    else if (moment === known.moment) known.times += 1;
  });
  return [...last.values()].some(({ times }) => times > 1);
}

/** The latest and the first of each, and what belongs to it. */
export const latestTemplates: readonly QuestionTemplate[] = [
  {
    name: 'latest-moment-per-parent',
    fill(context) {
      const link = someLink(context, 'start');
      if (!link) return undefined;
      const start = columnOf(link.child, 'start')!;
      const last = context.random.chance(0.7);
      const [child, parent] = [nounOf(context, link.child), parentNoun(context, link)];
      return {
        questions: [
          `When was the ${last ? 'last' : 'first'} ${child} of each ${parent} ${start.words}?`,
          `${last ? 'most recent' : 'earliest'} ${child} per ${parent}: ${link.label.words} and when it was ${start.words}`,
          `${link.label.words} of every ${parent} with the ${last ? 'latest' : 'first'} time ${withArticle(child)} was ${start.words}`,
          `when the ${last ? 'last' : 'first'} ${child} was ${start.words}, for each ${parent}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, ${last ? 'MAX' : 'MIN'}(${sql.column(start, 'c')}) FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
  {
    name: 'value-of-latest-per-parent',
    fill(context) {
      const link = someLink(context, 'start');
      const shown = link && (columnOf(link.child, 'category') ?? columnOf(link.child, 'measure'));
      if (!link || !shown) return undefined;
      const start = columnOf(link.child, 'start')!;
      if (hasTwins(link.column, start)) return undefined;
      const [child, parent] = [nounOf(context, link.child), parentNoun(context, link)];
      return {
        questions: [
          `What is the ${shown.words} of the latest ${child} of each ${parent}? Give ${link.label.words} and ${shown.words}.`,
          `current ${shown.words} per ${parent}, taken from the ${child} ${start.words} last`,
          `for every ${parent} the ${shown.words} of its most recent ${child}`,
          `latest ${child} ${shown.words} by ${parent} ${link.label.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, ${sql.column(shown, 'c')} FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} WHERE ${sql.column(start, 'c')} = (SELECT MAX(${sql.column(start, 'x')}) FROM ${sql.table(link.child.table)} x WHERE ${sql.column(link.column, 'x')} = ${sql.column(link.column, 'c')})`,
      };
    },
  },
  {
    name: 'latest-row-per-reference',
    fill(context) {
      const link = someLink(context, 'start', 'money');
      if (!link) return undefined;
      const [start, money] = [columnOf(link.child, 'start')!, columnOf(link.child, 'money')!];
      if (hasTwins(link.column, start)) return undefined;
      const [child, parent] = [nounOf(context, link.child), parentNoun(context, link)];
      return {
        questions: [
          `For each ${parent} id, the ${link.child.key.words} and ${money.words} of the ${child} ${start.words} last (one row each)`,
          `last ${child} of every ${parent} id with its ${link.child.key.words} and ${money.words}`,
          `newest ${child} per ${parent} id: ${parent} id, ${link.child.key.words}, ${money.words}`,
        ],
        sql: (sql) => {
          const [reference, key, amount] = [link.column, link.child.key, money].map((column) =>
            sql.column(column),
          );
          return `SELECT ${reference}, ${key}, ${sql.money(money, amount!)} FROM (SELECT ${reference}, ${key}, ${amount}, ROW_NUMBER() OVER (PARTITION BY ${reference} ORDER BY ${sql.column(start)} DESC, ${key} DESC) AS place FROM ${sql.table(link.child.table)}) t WHERE place = 1`;
        },
      };
    },
  },
  {
    name: 'latest-few',
    fill(context) {
      const link = someLink(context, 'start');
      if (!link) return undefined;
      const start = columnOf(link.child, 'start')!;
      const count = context.random.pick([3, 5, 10]);
      const rows = nounsOf(context, link.child);
      return {
        questions: [
          `the ${count} most recent ${rows}: ${link.child.key.words} and ${parentNoun(context, link)} ${link.label.words}, newest first`,
          `last ${count} ${rows} ${start.words}, with the ${link.label.words} of the ${parentNoun(context, link)}`,
          `Show the ${count} ${rows} that were ${start.words} last (${link.child.key.words}, ${parentNoun(context, link)} ${link.label.words}).`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.child.key, 'c')}, ${sql.column(link.label, 'p')} FROM ${sql.table(link.child.table)} c JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} ORDER BY ${sql.column(start, 'c')} DESC LIMIT ${count}`,
      };
    },
  },
  {
    name: 'above-own-category',
    fill(context) {
      const link = someLink(context, 'measure');
      if (!link) return undefined;
      const measure = someColumn(context, link.child, 'measure')!;
      const [rows, parent] = [nounsOf(context, link.child), parentNoun(context, link)];
      return {
        questions: [
          `Which ${rows} have ${withArticle(measure.words)} above the average of their own ${parent}? ${link.child.key.words} only.`,
          `${link.child.key.words} of ${rows} with more ${measure.words} than is average for the same ${parent}`,
          `${rows} beating the mean ${measure.words} of their ${parent}, ids`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.child.key, 'c')} FROM ${sql.table(link.child.table)} c WHERE ${sql.column(measure, 'c')} > (SELECT AVG(${sql.column(measure, 'x')}) FROM ${sql.table(link.child.table)} x WHERE ${sql.column(link.column, 'x')} = ${sql.column(link.column, 'c')})`,
      };
    },
  },
];
