import { columnOf, identity, nounsOf, someColumn, someTable, withArticle } from '../template.js';
import type { QuestionTemplate, TemplateContext } from '../template.js';
import { sqlValue } from '../sql-writer.js';
import type { LivedInColumn, LivedInTable } from '../lived-in/lived-in-database.js';

/** A table with a measure, and two of the measure's values that cut it in three. */
function cut(
  context: TemplateContext,
): { table: LivedInTable; measure: LivedInColumn; low: number; high: number } | undefined {
  const table = someTable(context, 'measure');
  const measure = table && someColumn(context, table, 'measure');
  const values = (measure?.values ?? [])
    .filter((value) => typeof value === 'number')
    .sort((a, b) => a - b);
  if (!table || !measure || values.length < 6) return undefined;
  const [low, high] = [
    rounded(values[Math.floor(values.length / 3)]!),
    rounded(values[Math.floor((values.length * 2) / 3)]!),
  ];
  return low < high ? { table, measure, low, high } : undefined;
}

function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) - 1);
  return Math.round(value / step) * step;
}

/** CASE: bands of numbers, one thing against the rest, flags in words. */
export const bucketTemplates: readonly QuestionTemplate[] = [
  {
    name: 'bands-of-a-measure',
    fill(context) {
      const drawn = cut(context);
      if (!drawn) return undefined;
      const { table, measure, low, high } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} have ${withArticle(measure.words)} below ${low}, from ${low} to below ${high}, and ${high} or more?`,
          `${rows} by ${measure.words} band: under ${low}, ${low} up to ${high}, ${high} and above`,
          `bucket the ${rows} by ${measure.words} (<${low}, ${low}-${high}, >=${high}) and count; unknown ones left out`,
          `Split ${rows} into low (< ${low}), medium and high (>= ${high}) ${measure.words} and count each.`,
          `count of ${rows} in the ${measure.words} ranges below ${low}, ${low} to less than ${high}, at least ${high}`,
        ],
        sql: (sql) => {
          const column = sql.column(measure);
          return `SELECT CASE WHEN ${column} < ${low} THEN 'low' WHEN ${column} < ${high} THEN 'medium' ELSE 'high' END, COUNT(*) FROM ${sql.table(table.table)} WHERE ${column} IS NOT NULL GROUP BY 1`;
        },
      };
    },
  },
  {
    name: 'one-against-the-rest',
    fill(context) {
      const table = someTable(context, 'category');
      const group = table && someColumn(context, table, 'category');
      if (!table || !group) return undefined;
      const value = context.random.pick(group.values.filter((each) => each !== null));
      const known = group.values.includes(null) ? ' (unknown left out)' : '';
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${rows} with ${group.words} ${String(value)} against all others, count of each${known}`,
          `How many ${rows} are ${String(value)} by ${group.words} and how many are something else?${known}`,
          `${String(value)} vs the rest: number of ${rows} (${group.words})${known}`,
          `compare the number of ${rows} whose ${group.words} is ${String(value)} with the others${known}`,
        ],
        sql: (sql) =>
          `SELECT CASE WHEN ${sql.column(group)} = ${sqlValue(value)} THEN ${sqlValue(value)} ELSE 'other' END, COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.column(group)} IS NOT NULL GROUP BY 1`,
      };
    },
  },
  {
    name: 'flag-in-words',
    fill(context) {
      const table = someTable(context, 'flag');
      const flag = table && someColumn(context, table, 'flag');
      if (!table || !flag) return undefined;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} are ${flag.words} and how many are not? Say it in words.`,
          `${rows}: ${flag.words} versus not ${flag.words}, labelled`,
          `split of ${rows} into ${flag.words} and not ${flag.words}`,
          `count ${flag.words} and non-${flag.words} ${rows} as two labelled rows`,
        ],
        sql: (sql) =>
          `SELECT CASE WHEN ${sql.flag(flag, true)} THEN '${flag.words}' ELSE 'not ${flag.words}' END, COUNT(*) FROM ${sql.table(table.table)} GROUP BY 1`,
      };
    },
  },
  {
    name: 'label-each-row',
    fill(context) {
      const drawn = cut(context);
      if (!drawn) return undefined;
      const { table, measure, high } = drawn;
      const shown = identity(table);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `List the ${shown.words} of all ${rows} and mark them 'high' if the ${measure.words} is at least ${high}, otherwise 'normal'.`,
          `${shown.words} of each row of ${rows} with a label: high for ${measure.words} >= ${high}, else normal`,
          `show ${rows} by ${shown.words} and whether their ${measure.words} is high (${high} or more) or normal`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(shown)}, CASE WHEN ${sql.column(measure)} >= ${high} THEN 'high' ELSE 'normal' END FROM ${sql.table(table.table)}`,
      };
    },
  },
  {
    name: 'conditional-sums',
    fill(context) {
      const table = someTable(context, 'money', 'flag');
      if (!table) return undefined;
      const [money, flag] = [columnOf(table, 'money')!, columnOf(table, 'flag')!];
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Total ${money.words} of ${flag.words} ${rows} and of the others, in two columns`,
          `sum of ${money.words}: ${flag.words} ${rows} next to not ${flag.words} ones`,
          `${money.words} of ${flag.words} vs other ${rows} side by side`,
        ],
        sql: (sql) => {
          const part = (wanted: boolean): string =>
            sql.money(
              money,
              `SUM(CASE WHEN ${sql.flag(flag, wanted)} THEN ${sql.column(money)} ELSE 0 END)`,
            );
          return `SELECT ${part(true)}, ${part(false)} FROM ${sql.table(table.table)}`;
        },
      };
    },
  },
];
