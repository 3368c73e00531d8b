import {
  columnOf,
  isOnly,
  nounOf,
  nounsOf,
  parentNoun,
  someColumn,
  someOnlyLink,
} from '../template.js';
import type { QuestionTemplate, TemplateContext } from '../template.js';
import type { LivedInColumn, LivedInLink } from '../lived-in/lived-in-database.js';
import { isIn, somePeriod } from '../period.js';
import { sqlValue } from '../sql-writer.js';
import type { SqlWriter } from '../sql-writer.js';

/** A child, its parent, and the parent's parent, which has a label. */
interface Chain {
  readonly lower: LivedInLink;
  readonly upper: LivedInLink;
  readonly label: LivedInColumn;
}

function someChain({ random, database }: TemplateContext): Chain | undefined {
  const chains = database.links.flatMap((lower) =>
    database.links.flatMap((upper) => {
      const { label } = upper.parent;
      const tables = new Set([lower.child, lower.parent, upper.parent]);
      // Where the child refers to the top as well, nothing says over which way.
      const isOneWay =
        isOnly(database, lower) &&
        !database.links.some((link) => link.child === lower.child && link.parent === upper.parent);
      return upper.child === lower.parent && tables.size === 3 && label && isOneWay
        ? [{ lower, upper, label }]
        : [];
    }),
  );
  return chains.length === 0 ? undefined : random.pick(chains);
}

function fromChain(sql: SqlWriter, { lower, upper }: Chain): string {
  return `${sql.table(lower.child.table)} c JOIN ${sql.table(lower.parent.table)} p ON ${sql.column(lower.parent.key, 'p')} = ${sql.column(lower.column, 'c')} JOIN ${sql.table(upper.parent.table)} g ON ${sql.column(upper.parent.key, 'g')} = ${sql.column(upper.column, 'p')}`;
}

/** A child whose parent has a category. */
function someGrouped(
  context: TemplateContext,
): (LivedInLink & { readonly group: LivedInColumn }) | undefined {
  const link = someOnlyLink(context);
  const group = link && someColumn(context, link.parent, 'category');
  return link && group && { ...link, group };
}

function fromLink(sql: SqlWriter, { child, parent, column }: LivedInLink): string {
  return `${sql.table(child.table)} c JOIN ${sql.table(parent.table)} p ON ${sql.column(parent.key, 'p')} = ${sql.column(column, 'c')}`;
}

/** What is reached over other tables: grandparents, and what parents are like. */
export const chainTemplates: readonly QuestionTemplate[] = [
  {
    name: 'count-per-grandparent',
    fill(context) {
      const chain = someChain(context);
      if (!chain) return undefined;
      const { lower, upper, label } = chain;
      const [rows, top] = [nounsOf(context, lower.child), parentNoun(context, upper)];
      return {
        questions: [
          `How many ${rows} does each ${top} have over its ${nounsOf(context, lower.parent)}?`,
          `${rows} per ${top} (${label.words}, count)`,
          `number of ${rows} by ${top} of their ${nounOf(context, lower.parent)}`,
          `count the ${rows} for every ${top}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(label, 'g')}, COUNT(*) FROM ${fromChain(sql, chain)} GROUP BY ${sql.column(upper.parent.key, 'g')}, ${sql.column(label, 'g')}`,
      };
    },
  },
  {
    name: 'money-per-grandparent',
    fill(context) {
      const chain = someChain(context);
      const money = chain && columnOf(chain.lower.child, 'money');
      if (!chain || !money) return undefined;
      const { lower, upper, label } = chain;
      const top = parentNoun(context, upper);
      return {
        questions: [
          `total ${money.words} of ${nounsOf(context, lower.child)} per ${top}`,
          `What ${money.words} do the ${nounsOf(context, lower.child)} of each ${top} bring in total?`,
          `${top} ${label.words} with the summed ${money.words} of its ${nounsOf(context, lower.parent)}' ${nounsOf(context, lower.child)}`,
          `sum of ${nounOf(context, lower.child)} ${money.words} by ${top}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(label, 'g')}, ${sql.money(money, `SUM(${sql.column(money, 'c')})`)} FROM ${fromChain(sql, chain)} GROUP BY ${sql.column(upper.parent.key, 'g')}, ${sql.column(label, 'g')}`,
      };
    },
  },
  {
    name: 'rows-of-named-grandparent',
    fill(context) {
      const chain = someChain(context);
      if (!chain) return undefined;
      const { lower, upper, label } = chain;
      const row = upper.parent.key.values.indexOf(context.random.pick(upper.column.values));
      const name = label.values[row]!;
      const rows = nounsOf(context, lower.child);
      return {
        questions: [
          `How many ${rows} belong to ${parentNoun(context, upper)} ${String(name)}?`,
          `number of ${rows} of ${String(name)}`,
          `count ${rows} whose ${nounOf(context, lower.parent)} belongs to ${String(name)}`,
          `${String(name)}: how many ${rows} through its ${nounsOf(context, lower.parent)}`,
        ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${fromChain(sql, chain)} WHERE ${sql.column(label, 'g')} = ${sqlValue(name)}`,
      };
    },
  },
  {
    name: 'count-by-parent-category',
    fill(context) {
      const link = someGrouped(context);
      if (!link) return undefined;
      const [rows, parent] = [nounsOf(context, link.child), parentNoun(context, link)];
      return {
        questions: [
          `${rows} by ${link.group.words} of the ${parent}`,
          `How many ${rows} are there for each ${parent} ${link.group.words}?`,
          `number of ${rows} per ${link.group.words} of their ${parent}`,
          `count of ${rows}, split by the ${parent}'s ${link.group.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.group, 'p')}, COUNT(*) FROM ${fromLink(sql, link)} GROUP BY ${sql.column(link.group, 'p')}`,
      };
    },
  },
  {
    name: 'money-by-parent-category',
    fill(context) {
      const link = someGrouped(context);
      const money = link && columnOf(link.child, 'money');
      if (!link || !money) return undefined;
      const parent = parentNoun(context, link);
      return {
        questions: [
          `average ${money.words} of ${nounsOf(context, link.child)} by ${parent} ${link.group.words}`,
          `mean ${money.words} of ${nounsOf(context, link.child)} per ${link.group.words} of the ${parent}`,
          `For each ${parent} ${link.group.words}, what is the average ${money.words} of the ${nounsOf(context, link.child)}?`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(link.group, 'p')}, ${sql.money(money, `AVG(${sql.column(money, 'c')})`)} FROM ${fromLink(sql, link)} GROUP BY ${sql.column(link.group, 'p')}`,
      };
    },
  },
  {
    name: 'rows-of-parents-alike',
    fill(context) {
      const link = someGrouped(context);
      const start = link && columnOf(link.child, 'start');
      if (!link || !start) return undefined;
      const value = context.random.pick(link.group.values.filter((each) => each !== null));
      const period = somePeriod(context.random, start);
      const when = context.random.pick(period.words);
      const [rows, parents] = [nounsOf(context, link.child), nounsOf(context, link.parent)];
      return {
        questions: [
          `How many ${rows} of ${parents} with ${link.group.words} ${String(value)} were ${start.words} ${when}?`,
          `${rows} ${start.words} ${when} for ${String(value)} ${parents}, count`,
          `number of ${rows} ${start.words} ${when} where the ${parentNoun(context, link)}'s ${link.group.words} is ${String(value)}`,
        ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${fromLink(sql, link)} WHERE ${sql.column(link.group, 'p')} = ${sqlValue(value)} AND ${isIn(sql, start, period, 'c')}`,
      };
    },
  },
  {
    name: 'flagged-parents-money',
    fill(context) {
      const link = someOnlyLink(context, 'money');
      const flag = link && someColumn(context, link.parent, 'flag');
      if (!link || !flag) return undefined;
      const money = columnOf(link.child, 'money')!;
      const parents = nounsOf(context, link.parent);
      return {
        questions: [
          `total ${money.words} of ${nounsOf(context, link.child)} from ${flag.words} ${parents}`,
          `What do the ${nounsOf(context, link.child)} of ${flag.words} ${parents} add up to in ${money.words}?`,
          `sum of ${nounOf(context, link.child)} ${money.words}, only ${parents} that are ${flag.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.money(money, `SUM(${sql.column(money, 'c')})`)} FROM ${fromLink(sql, link)} WHERE ${sql.flag(flag, true, 'p')}`,
      };
    },
  },
];
