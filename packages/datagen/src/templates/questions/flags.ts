import { sqlValue } from '../sql-writer.js';
import {
  columnOf,
  identity,
  nounOf,
  nounsOf,
  someColumn,
  someTable,
  withArticle,
} from '../template.js';
import type { QuestionTemplate } from '../template.js';

/** Flags, NULL, and rows that are deleted without being gone. */
export const flagTemplates: readonly QuestionTemplate[] = [
  {
    name: 'count-flag',
    fill(context) {
      const table = someTable(context, 'flag');
      const flag = table && someColumn(context, table, 'flag');
      if (!table || !flag) return undefined;
      const wanted = context.random.chance(0.6);
      const rows = nounsOf(context, table);
      return {
        questions: wanted
          ? [
              `How many ${flag.words} ${rows} are there?`,
              `number of ${flag.words} ${rows}`,
              `count of ${rows} that are ${flag.words}`,
              `${flag.words} ${rows}, how many`,
              `How many of the ${rows} are ${flag.words}?`,
            ]
          : [
              `How many ${rows} are not ${flag.words}?`,
              `number of ${rows} that aren't ${flag.words}`,
              `count ${rows} without the ${flag.words} flag`,
              `non-${flag.words} ${rows}, how many`,
            ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.flag(flag, wanted)}`,
      };
    },
  },
  {
    name: 'list-flag-and-category',
    fill(context) {
      const table = someTable(context, 'flag', 'category');
      const flag = table && someColumn(context, table, 'flag');
      const group = table && someColumn(context, table, 'category');
      if (!table || !flag || !group) return undefined;
      const value = context.random.pick(group.values.filter((each) => each !== null));
      const wanted = context.random.chance(0.7);
      const [rows, shown] = [nounsOf(context, table), identity(table)];
      const which = wanted ? `${flag.words} ${rows}` : `${rows} that are not ${flag.words}`;
      return {
        questions: [
          `${shown.words} of ${which} with ${group.words} ${String(value)}`,
          `Which ${which} have ${String(value)} as ${group.words}? ${shown.words} only.`,
          `list ${which}, ${group.words} = ${String(value)}, just the ${shown.words}`,
          `give me the ${shown.words} of ${which} where the ${group.words} is ${String(value)}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(shown)} FROM ${sql.table(table.table)} WHERE ${sql.flag(flag, wanted)} AND ${sql.column(group)} = ${sqlValue(value)}`,
      };
    },
  },
  {
    name: 'two-flags',
    fill(context) {
      const table = someTable(context, 'flag');
      const flags = table?.columns.filter(({ role }) => role === 'flag') ?? [];
      const [one, two] = flags;
      if (!table || !one || !two) return undefined;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} are ${one.words} but not ${two.words}?`,
          `count of ${one.words} ${rows} that aren't ${two.words}`,
          `${one.words} and not ${two.words}: number of ${rows}`,
          `number of ${rows} which are ${one.words} without being ${two.words}`,
        ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.flag(one, true)} AND ${sql.flag(two, false)}`,
      };
    },
  },
  {
    name: 'flag-by-category',
    fill(context) {
      const table = someTable(context, 'flag', 'category');
      const flag = table && someColumn(context, table, 'flag');
      const group = table && someColumn(context, table, 'category');
      if (!table || !flag || !group) return undefined;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${flag.words} ${rows} per ${group.words}`,
          `How many ${flag.words} ${rows} does each ${group.words} have?`,
          `number of ${flag.words} ${rows} by ${group.words}`,
          `count the ${flag.words} ${rows} for every ${group.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(group)}, COUNT(*) FROM ${sql.table(table.table)} WHERE ${sql.flag(flag, true)} GROUP BY ${sql.column(group)}`,
      };
    },
  },
  {
    name: 'missing-value',
    fill(context) {
      const found = context.database.tables.flatMap((table) =>
        table.columns
          .filter(
            ({ role, values }) =>
              (role === 'measure' || role === 'category') && values.includes(null),
          )
          .map((column) => ({ table, column })),
      );
      if (found.length === 0) return undefined;
      const { table, column } = context.random.pick(found);
      const counted = context.random.chance(0.5);
      const [rows, shown] = [nounsOf(context, table), identity(table)];
      return {
        questions: counted
          ? [
              `How many ${rows} have no ${column.words}?`,
              `number of ${rows} without ${withArticle(column.words)}`,
              `${rows} where the ${column.words} is unknown, count`,
              `count of ${rows} with ${column.words} missing`,
            ]
          : [
              `Which ${rows} have no ${column.words}? ${shown.words} only`,
              `${shown.words} of ${rows} whose ${column.words} is not known`,
              `list ${rows} lacking ${withArticle(column.words)} (${shown.words})`,
              `${rows} without ${column.words} on file, ${shown.words}`,
            ],
        sql: (sql) =>
          `SELECT ${counted ? 'COUNT(*)' : sql.column(shown)} FROM ${sql.table(table.table)} WHERE ${sql.column(column)} IS NULL`,
      };
    },
  },
  {
    name: 'known-share',
    fill(context) {
      const found = context.database.tables.flatMap((table) =>
        table.columns
          .filter(
            ({ role, values }) =>
              (role === 'measure' || role === 'category') && values.includes(null),
          )
          .map((column) => ({ table, column })),
      );
      if (found.length === 0) return undefined;
      const { table, column } = context.random.pick(found);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `For what percentage of ${rows} is the ${column.words} known?`,
          `percent of ${rows} with ${withArticle(column.words)} on record`,
          `fill rate of ${column.words} for ${rows} in percent`,
          `how complete is ${column.words}, in percent of ${rows}`,
        ],
        sql: (sql) =>
          `SELECT 100.0 * COUNT(${sql.column(column)}) / COUNT(*) FROM ${sql.table(table.table)}`,
      };
    },
  },
  {
    name: 'without-deleted',
    fill(context) {
      const table = someTable(context, 'deleted');
      if (!table) return undefined;
      const deleted = columnOf(table, 'deleted')!;
      const kept = context.random.chance(0.7);
      const rows = nounsOf(context, table);
      return {
        questions: kept
          ? [
              `How many ${rows} are there, not counting deleted ones?`,
              `number of ${rows} that have not been deleted`,
              `live ${rows} count (ignore deleted)`,
              `count ${rows}, leaving out the deleted`,
            ]
          : [
              `How many ${rows} have been deleted?`,
              `deleted ${rows}, how many`,
              `number of removed ${rows}`,
              `count of ${rows} that were deleted`,
            ],
        sql: (sql) =>
          `SELECT COUNT(*) FROM ${sql.table(table.table)} WHERE ${deleted.yes === undefined ? `${sql.column(deleted)} IS ${kept ? '' : 'NOT '}NULL` : sql.flag(deleted, !kept)}`,
      };
    },
  },
  {
    name: 'live-by-category',
    fill(context) {
      const table = someTable(context, 'deleted', 'category');
      const group = table && someColumn(context, table, 'category');
      if (!table || !group) return undefined;
      const deleted = columnOf(table, 'deleted')!;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${rows} by ${group.words}, deleted ones excluded`,
          `How many ${rows} that are not deleted does each ${group.words} have?`,
          `count of live ${rows} per ${group.words}`,
          `number of not deleted ${rows} for each ${group.words} (${nounOf(context, table)} count)`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(group)}, COUNT(*) FROM ${sql.table(table.table)} WHERE ${deleted.yes === undefined ? `${sql.column(deleted)} IS NULL` : sql.flag(deleted, false)} GROUP BY ${sql.column(group)}`,
      };
    },
  },
];
