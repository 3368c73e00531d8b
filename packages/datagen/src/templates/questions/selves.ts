import { nounOf, nounsOf } from '../template.js';
import type { QuestionTemplate, TemplateContext } from '../template.js';
import type { LivedInColumn, LivedInTable } from '../lived-in/lived-in-database.js';

function nested({
  random,
  database,
}: TemplateContext):
  { table: LivedInTable; parent: LivedInColumn; label: LivedInColumn } | undefined {
  const found = database.tables.flatMap((table) => {
    const parent = table.columns.find(({ role }) => role === 'parent');
    return parent && table.label ? [{ table, parent, label: table.label }] : [];
  });
  return found.length === 0 ? undefined : random.pick(found);
}

/** Rows that stand under rows of the same table. */
export const selfTemplates: readonly QuestionTemplate[] = [
  {
    name: 'names-of-parents',
    fill(context) {
      const drawn = nested(context);
      if (!drawn) return undefined;
      const { table, parent, label } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${label.words} of every ${nounOf(context, table)} that has a parent, next to that of the parent`,
          `Which ${rows} belong to which parent? ${label.words} of both`,
          `${rows} with their ${parent.words}, names of the two`,
          `list ${rows} and what they stand under`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(label, 'a')}, ${sql.column(label, 'b')} FROM ${sql.table(table.table)} a JOIN ${sql.table(table.table)} b ON ${sql.column(table.key, 'b')} = ${sql.column(parent, 'a')}`,
      };
    },
  },
  {
    name: 'children-of-each',
    fill(context) {
      const drawn = nested(context);
      if (!drawn) return undefined;
      const { table, parent, label } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `How many ${rows} stand under each ${parent.words}?`,
          `parent ${rows} with their number of sub-${rows}`,
          `${label.words} of ${rows} that have children, and how many`,
          `count of direct children per ${parent.words}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(label, 'b')}, COUNT(*) FROM ${sql.table(table.table)} a JOIN ${sql.table(table.table)} b ON ${sql.column(table.key, 'b')} = ${sql.column(parent, 'a')} GROUP BY ${sql.column(table.key, 'b')}, ${sql.column(label, 'b')}`,
      };
    },
  },
  {
    name: 'roots',
    fill(context) {
      const drawn = nested(context);
      if (!drawn) return undefined;
      const { table, parent, label } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Which ${rows} have no parent?`,
          `top level ${rows}`,
          `${label.words} of ${rows} that stand under nothing`,
          `root ${rows}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(label)} FROM ${sql.table(table.table)} WHERE ${sql.column(parent)} IS NULL`,
      };
    },
  },
  {
    name: 'childless',
    fill(context) {
      const drawn = nested(context);
      if (!drawn) return undefined;
      const { table, parent, label } = drawn;
      const rows = nounsOf(context, table);
      return {
        questions: [
          `Which ${rows} have no ${rows} under them?`,
          `${rows} without children`,
          `${label.words} of ${rows} at the lowest level`,
          `leaf ${rows}, those that are nobody's parent`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(label, 'b')} FROM ${sql.table(table.table)} b WHERE NOT EXISTS (SELECT 1 FROM ${sql.table(table.table)} a WHERE ${sql.column(parent, 'a')} = ${sql.column(table.key, 'b')})`,
      };
    },
  },
  {
    name: 'children-of-one',
    fill(context) {
      const drawn = nested(context);
      if (!drawn) return undefined;
      const { table, parent, label } = drawn;
      const row = table.key.values.indexOf(
        context.random.pick(parent.values.filter((value) => value !== null)),
      );
      const name = String(label.values[row]);
      const rows = nounsOf(context, table);
      return {
        questions: [
          `${rows} under ${name}`,
          `Which ${rows} have ${name} as their parent?`,
          `${label.words} of the ${rows} that belong to ${name}`,
          `list what stands under ${name}`,
        ],
        sql: (sql) =>
          `SELECT ${sql.column(label, 'a')} FROM ${sql.table(table.table)} a JOIN ${sql.table(table.table)} b ON ${sql.column(table.key, 'b')} = ${sql.column(parent, 'a')} WHERE ${sql.column(label, 'b')} = '${name.replaceAll("'", "''")}'`,
      };
    },
  },
];
