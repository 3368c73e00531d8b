import type { Cell, TablePlan } from './table-plan.js';

/** `CREATE TABLE` statements, names in double quotes. */
export function schemaText(tables: readonly TablePlan[]): string {
  return tables.map(createTable).join('\n');
}

function createTable({ name, types, view, keys = [] }: TablePlan): string {
  const columns = Object.entries(types).map(([column, type]) => `  "${column}" ${type}`);
  const note = view === true ? `-- a view in the system that this is like; here its rows\n` : '';
  return `${note}CREATE TABLE "${name}" (\n${[...columns, ...keys.map((key) => `  ${key}`)].join(',\n')}\n);\n`;
}

/** A table as CSV with a header. */
export function csvText({ types, rows }: TablePlan): string {
  const columns = Object.keys(types);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}

function csvCell(cell: Cell): string {
  if (cell === null) return 'NULL';
  const text = String(cell);
  return /[",\n]/.test(text) || text === 'NULL' ? `"${text.replaceAll('"', '""')}"` : text;
}
