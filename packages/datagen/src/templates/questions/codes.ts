import { sqlValue } from '../sql-writer.js';
import type { SqlWriter } from '../sql-writer.js';
import { columnOf, nounsOf, parentNoun, someLink } from '../template.js';
import type { QuestionTemplate, TemplateContext } from '../template.js';
import type { LivedInTable, Status } from '../lived-in/lived-in-database.js';
import { isIn, somePeriod } from '../period.js';

function withStatus({
  random,
  database,
}: TemplateContext): { table: LivedInTable; status: Status } | undefined {
  const found = database.tables.flatMap((table) =>
    table.status ? [{ table, status: table.status }] : [],
  );
  return found.length === 0 ? undefined : random.pick(found);
}

/** FROM with the table of codes where there is one, and the condition that the status is the `index`-th word. */
function statusParts(
  sql: SqlWriter,
  table: LivedInTable,
  status: Status,
  index: number,
): { from: string; is: string; label: string } {
  const { codes, column } = status;
  if (!codes)
    return {
      from: `${sql.table(table.table)} c`,
      is: `${sql.column(column, 'c')} = ${sqlValue(status.values[index]!)}`,
      label: sql.column(column, 'c'),
    };
  const label = sql.column(codes.label, 's');
  return {
    from: `${sql.table(table.table)} c JOIN ${sql.table(codes.table)} s ON ${sql.column(codes.code, 's')} = ${sql.column(column, 'c')}`,
    is: `${label} = ${sqlValue(status.values[index]!)}`,
    label,
  };
}

/** States in words, whether the rows hold the words or codes for them. */
export const codeTemplates: readonly QuestionTemplate[] = [
  {
    name: 'count-status',
    fill(context) {
      const drawn = withStatus(context);
      if (!drawn) return undefined;
      const { table, status } = drawn;
      const index = context.random.integer(0, status.words.length - 1);
      const [word, rows] = [status.words[index]!, nounsOf(context, table)];
      return {
        questions: [
          `How many ${word} ${rows} are there?`,
          `${rows} ${word}, count`,
          `number of ${rows} that are ${word}`,
          `how many ${rows} have the status ${word}`,
          `count of ${word} ${rows}`,
        ],
        sql: (sql) => {
          const parts = statusParts(sql, table, status, index);
          return `SELECT COUNT(*) FROM ${parts.from} WHERE ${parts.is}`;
        },
      };
    },
  },
  {
    name: 'count-by-status',
    fill(context) {
      const drawn = withStatus(context);
      if (!drawn) return undefined;
      const { table, status } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${rows} by status${status.codes ? ' in words' : ''}`,
          `How many ${rows} are in each status?`,
          `number of ${rows} per status${status.codes ? ', spelled out' : ''}`,
          `status breakdown of ${rows}`,
          `count the ${rows} for every status`,
        ],
        sql: (sql) => {
          const parts = statusParts(sql, table, status, 0);
          return `SELECT ${parts.label}, COUNT(*) FROM ${parts.from} GROUP BY ${parts.label}`;
        },
      };
    },
  },
  {
    name: 'status-share',
    fill(context) {
      const drawn = withStatus(context);
      if (!drawn) return undefined;
      const { table, status } = drawn;
      const index = context.random.integer(0, status.words.length - 1);
      const [word, rows] = [status.words[index]!, nounsOf(context, table)];
      return {
        questions: [
          `share of ${rows} that are ${word}`,
          `What fraction of ${rows} is ${word}?`,
          `${word} rate of ${rows} as a fraction of all`,
          `how big is the part of ${word} ${rows}`,
        ],
        sql: (sql) => {
          const parts = statusParts(sql, table, status, index);
          return `SELECT 1.0 * SUM(CASE WHEN ${parts.is} THEN 1 ELSE 0 END) / COUNT(*) FROM ${parts.from}`;
        },
      };
    },
  },
  {
    name: 'status-in-period',
    fill(context) {
      const drawn = withStatus(context);
      const start = drawn && columnOf(drawn.table, 'start');
      if (!drawn || !start) return undefined;
      const { table, status } = drawn;
      const index = context.random.integer(0, status.words.length - 1);
      const period = somePeriod(context.random, start);
      const [word, rows, when] = [
        status.words[index]!,
        nounsOf(context, table),
        context.random.pick(period.words),
      ];
      return {
        questions: [
          `How many of the ${rows} ${start.words} ${when} are ${word}?`,
          `${word} ${rows} ${start.words} ${when}, how many`,
          `number of ${rows} ${start.words} ${when} with status ${word}`,
          `count ${word} ${rows} that were ${start.words} ${when}`,
        ],
        sql: (sql) => {
          const parts = statusParts(sql, table, status, index);
          return `SELECT COUNT(*) FROM ${parts.from} WHERE ${parts.is} AND ${isIn(sql, start, period, 'c')}`;
        },
      };
    },
  },
  {
    name: 'status-money',
    fill(context) {
      const drawn = withStatus(context);
      const money = drawn && columnOf(drawn.table, 'money');
      if (!drawn || !money) return undefined;
      const { table, status } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `total ${money.words} of ${rows} by status`,
          `How much ${money.words} sits in each status of ${rows}?`,
          `sum of ${money.words} per ${rows} status`,
          `${money.words} of ${rows} by status, added up`,
        ],
        sql: (sql) => {
          const parts = statusParts(sql, table, status, 0);
          return `SELECT ${parts.label}, ${sql.money(money, `SUM(${sql.column(money, 'c')})`)} FROM ${parts.from} GROUP BY ${parts.label}`;
        },
      };
    },
  },
  {
    name: 'status-by-parent',
    fill(context) {
      const link = someLink(context, 'status');
      const status = link?.child.status;
      if (!link || !status) return undefined;
      const index = context.random.integer(0, status.words.length - 1);
      const [word, rows, parent] = [
        status.words[index]!,
        nounsOf(context, link.child),
        parentNoun(context, link),
      ];
      return {
        questions: [
          `${word} ${rows} per ${parent}`,
          `How many ${word} ${rows} does each ${parent} have? ${link.label.words} and count`,
          `number of ${rows} with status ${word} by ${parent}`,
          `${parent} ${link.label.words} with its count of ${word} ${rows}`,
        ],
        sql: (sql) => {
          const parts = statusParts(sql, link.child, status, index);
          return `SELECT ${sql.column(link.label, 'p')}, COUNT(*) FROM ${parts.from} JOIN ${sql.table(link.parent.table)} p ON ${sql.column(link.parent.key, 'p')} = ${sql.column(link.column, 'c')} WHERE ${parts.is} GROUP BY ${sql.column(link.parent.key, 'p')}, ${sql.column(link.label, 'p')}`;
        },
      };
    },
  },
];
