import { nounOf, nounsOf } from '../template.js';
import type { FilledTemplate, QuestionTemplate, TemplateContext } from '../template.js';
import type { LivedInColumn, LivedInTable } from '../lived-in/lived-in-database.js';

/** A table of such rows, and a plural noun for them. */
interface Nested {
  readonly table: LivedInTable;
  readonly parent: LivedInColumn;
  readonly label: LivedInColumn;
  readonly rows: string;
}

/** A template over some table of such rows. */
function nestedTemplate(
  name: string,
  fill: (nested: Nested, context: TemplateContext) => FilledTemplate,
): QuestionTemplate {
  return {
    name,
    fill(context) {
      const drawn = nested(context);
      return drawn && fill(drawn, context);
    },
  };
}

function nested(context: TemplateContext): Nested | undefined {
  const { random, database } = context;
  const found = database.tables.flatMap((table) => {
    const parent = table.columns.find(({ role }) => role === 'parent');
    return parent && table.label ? [{ table, parent, label: table.label }] : [];
  });
  if (found.length === 0) return undefined;
  const drawn = random.pick(found);
  return { ...drawn, rows: nounsOf(context, drawn.table) };
}

/** Rows that stand under rows of the same table. */
export const selfTemplates: readonly QuestionTemplate[] = [
  nestedTemplate('names-of-parents', ({ table, parent, label, rows }, context) => ({
    questions: [
      `${label.words} of every ${nounOf(context, table)} that has a parent, next to that of the parent`,
      `Which ${rows} belong to which parent? ${label.words} of both`,
      `${rows} with their ${parent.words}, names of the two`,
      `list ${rows} and what they stand under`,
    ],
    sql: (sql) =>
      `SELECT ${sql.column(label, 'a')}, ${sql.column(label, 'b')} FROM ${sql.table(table.table)} a JOIN ${sql.table(table.table)} b ON ${sql.column(table.key, 'b')} = ${sql.column(parent, 'a')}`,
  })),
  nestedTemplate('children-of-each', ({ table, parent, label, rows }) => ({
    questions: [
      `How many ${rows} stand under each ${parent.words}?`,
      `parent ${rows} with their number of sub-${rows}`,
      `${label.words} of ${rows} that have children, and how many`,
      `count of direct children per ${parent.words}`,
    ],
    sql: (sql) =>
      `SELECT ${sql.column(label, 'b')}, COUNT(*) FROM ${sql.table(table.table)} a JOIN ${sql.table(table.table)} b ON ${sql.column(table.key, 'b')} = ${sql.column(parent, 'a')} GROUP BY ${sql.column(table.key, 'b')}, ${sql.column(label, 'b')}`,
  })),
  nestedTemplate('roots', ({ table, parent, label, rows }) => ({
    questions: [
      `Which ${rows} have no parent?`,
      `top level ${rows}`,
      `${label.words} of ${rows} that stand under nothing`,
      `root ${rows}`,
    ],
    sql: (sql) =>
      `SELECT ${sql.column(label)} FROM ${sql.table(table.table)} WHERE ${sql.column(parent)} IS NULL`,
  })),
  nestedTemplate('childless', ({ table, parent, label, rows }) => ({
    questions: [
      `Which ${rows} have no ${rows} under them?`,
      `${rows} without children`,
      `${label.words} of ${rows} at the lowest level`,
      `leaf ${rows}, those that are nobody's parent`,
    ],
    sql: (sql) =>
      `SELECT ${sql.column(label, 'b')} FROM ${sql.table(table.table)} b WHERE NOT EXISTS (SELECT 1 FROM ${sql.table(table.table)} a WHERE ${sql.column(parent, 'a')} = ${sql.column(table.key, 'b')})`,
  })),
  nestedTemplate('children-of-one', ({ table, parent, label, rows }, context) => {
    const row = table.key.values.indexOf(
      context.random.pick(parent.values.filter((value) => value !== null)),
    );
    const name = String(label.values[row]);
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
  }),
];
