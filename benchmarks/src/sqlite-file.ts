import type { DatabaseContent, Value } from '@momq/core';
import sqlite from 'node-sqlite3-wasm';

/** Writes plain data to a new SQLite file, foreign keys included. */
export function writeSqliteFile(file: string, { schema, rows }: DatabaseContent): void {
  const database = new sqlite.Database(file);
  try {
    database.exec('PRAGMA foreign_keys = OFF'); // rows come table by table, keys are declared for readers of the schema
    for (const { name, fields } of schema.entities) {
      const keys = schema.links
        .filter((link) => link.from.entity === name && link.from.fields.length > 0)
        .map(
          ({ from, to }) =>
            `FOREIGN KEY (${list(from.fields)}) REFERENCES ${quote(to.entity)} (${list(to.fields)})`,
        );
      const columns = fields.map((field) => `${quote(field.name)} ${field.type.toUpperCase()}`);
      database.exec(`CREATE TABLE ${quote(name)} (${[...columns, ...keys].join(', ')})`);
      const insert = database.prepare(
        `INSERT INTO ${quote(name)} VALUES (${fields.map(() => '?').join(', ')})`,
      );
      for (const row of rows[name] ?? []) insert.run(row.map(toSqlite));
      insert.finalize();
    }
  } finally {
    database.close();
  }
}

function toSqlite(value: Value): string | number | bigint | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function list(names: readonly string[]): string {
  return names.map(quote).join(', ');
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
