import { columnOf, nounOf, nounsOf, someOnlyLink, someNoun, withArticle } from '../template.js';
import type { QuestionTemplate } from '../template.js';
import { isIn, someDay, somePeriod, yearPeriod } from '../period.js';

/** What never happened, no longer happens, or happened in one time and not in another. */
export const neverTemplates: readonly QuestionTemplate[] = [
  {
    name: 'parents-without-children',
    fill(context) {
      const link = someOnlyLink(context);
      if (!link) return undefined;
      const counted = context.random.chance(0.3);
      const [rows, parents, child] = [
        nounsOf(context, link.child),
        nounsOf(context, link.parent),
        nounOf(context, link.child),
      ];
      const inForm = context.random.chance(0.5);
      return {
        questions: counted
          ? [
              `How many ${parents} have never had ${withArticle(child)}?`,
              `number of ${parents} without any ${rows}`,
              `${parents} with no ${rows} at all, count`,
            ]
          : [
              `Which ${parents} never had ${withArticle(child)}?`,
              `${parents} without any ${rows}`,
              `${link.label.words} of ${parents} that have no ${child} yet`,
              `${parents} nobody has ${withArticle(child)} for`,
              `list ${parents} with zero ${rows}`,
            ],
        sql: (sql) =>
          inForm
            ? `SELECT ${counted ? 'COUNT(*)' : sql.column(link.label)} FROM ${sql.table(link.parent.table)} WHERE ${sql.column(link.parent.key)} NOT IN (SELECT ${sql.column(link.column)} FROM ${sql.table(link.child.table)})`
            : `SELECT ${counted ? 'COUNT(*)' : sql.column(link.label, 'p')} FROM ${sql.table(link.parent.table)} p WHERE NOT EXISTS (SELECT 1 FROM ${sql.table(link.child.table)} c WHERE ${sql.column(link.column, 'c')} = ${sql.column(link.parent.key, 'p')})`,
      };
    },
  },
  {
    name: 'parents-without-children-in-period',
    fill(context) {
      const link = someOnlyLink(context, 'start');
      if (!link) return undefined;
      const start = columnOf(link.child, 'start')!;
      const period = somePeriod(context.random, start);
      const when = context.random.pick(period.words);
      const [rows, parents, child] = [
        nounsOf(context, link.child),
        nounsOf(context, link.parent),
        nounOf(context, link.child),
      ];
      return {
        questions: [
          `Which ${parents} had no ${child} ${start.words} ${when}?`,
          `${parents} without ${rows} ${when}`,
          `${link.label.words} of ${parents} for whom no ${child} was ${start.words} ${when}`,
          `${parents} inactive ${when}, meaning no ${rows} ${start.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')} FROM ${sql.table(link.parent.table)} p WHERE NOT EXISTS (SELECT 1 FROM ${sql.table(link.child.table)} c WHERE ${sql.column(link.column, 'c')} = ${sql.column(link.parent.key, 'p')} AND ${isIn(sql, start, period, 'c')})`,
      };
    },
  },
  {
    name: 'no-longer',
    fill(context) {
      const link = someOnlyLink(context, 'start');
      if (!link) return undefined;
      const start = columnOf(link.child, 'start')!;
      const year = Math.min(2023, Number(someDay(context.random, start).slice(0, 4)));
      const [before, after] = [yearPeriod(year), yearPeriod(year + 1)];
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `Which ${parents} had ${rows} in ${year} but none in ${year + 1}?`,
          `${parents} lost after ${year}: ${rows} ${start.words} that year, not in ${year + 1}`,
          `${parents} with ${rows} ${start.words} in ${year} and no longer in ${year + 1}`,
          `who had ${someNoun(context, link.child)} in ${year} and not in ${year + 1}? ${link.label.words}`,
        ],
        sql: (sql) => {
          const has = (period: typeof before): string =>
            `EXISTS (SELECT 1 FROM ${sql.table(link.child.table)} c WHERE ${sql.column(link.column, 'c')} = ${sql.column(link.parent.key, 'p')} AND ${isIn(sql, start, period, 'c')})`;
          return `SELECT ${sql.column(link.label, 'p')} FROM ${sql.table(link.parent.table)} p WHERE ${has(before)} AND NOT ${has(after)}`;
        },
      };
    },
  },
  {
    name: 'unused-codes',
    fill(context) {
      const found = context.database.tables.flatMap((table) =>
        table.status?.codes ? [{ table, status: table.status, codes: table.status.codes }] : [],
      );
      if (found.length === 0) return undefined;
      const { table, status, codes } = context.random.pick(found);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Which statuses does no ${nounOf(context, table)} have?`,
          `statuses never used by ${rows}`,
          `status labels without any ${rows}`,
          `unused ${nounOf(context, table)} statuses`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(codes.label)} FROM ${sql.table(codes.table)} WHERE ${sql.column(codes.code)} NOT IN (SELECT ${sql.column(status.column)} FROM ${sql.table(table.table)})`,
      };
    },
  },
  {
    name: 'parents-with-count',
    fill(context) {
      const link = someOnlyLink(context);
      if (!link) return undefined;
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `number of ${rows} of each of the ${parents}, also of those without any`,
          `How many ${rows} does every ${nounOf(context, link.parent)} have, zero included?`,
          `${parents} with their count of ${rows}, 0 where there is none`,
          `${link.label.words} and ${nounOf(context, link.child)} count for all ${parents}, even those with none`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.label, 'p')}, COUNT(${sql.column(link.column, 'c')}) FROM ${sql.table(link.parent.table)} p LEFT JOIN ${sql.table(link.child.table)} c ON ${sql.column(link.column, 'c')} = ${sql.column(link.parent.key, 'p')} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`,
      };
    },
  },
];
