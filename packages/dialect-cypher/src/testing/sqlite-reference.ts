import sqlite from 'node-sqlite3-wasm';
import type { DatabaseContent, Value } from '@momq/dialect';

/** Rows that SQLite gives for SQL over the tables that a test graph came from. */
export class SqliteReference {
  private readonly database = new sqlite.Database();

  constructor(content: DatabaseContent) {
    for (const { name, fields } of content.schema.entities) {
      this.database.exec(
        `CREATE TABLE "${name}" (${fields.map((field) => `"${field.name}" ${affinity[field.type] ?? 'TEXT'}`).join(', ')})`,
      );
      const insert = this.database.prepare(
        `INSERT INTO "${name}" VALUES (${fields.map(() => '?').join(', ')})`,
      );
      for (const row of content.rows[name] ?? []) insert.run(row as (string | number | null)[]);
      insert.finalize();
    }
  }

  rows(sql: string): Value[][] {
    return this.database.all(sql).map((row) => Object.values(row as Record<string, Value>));
  }

  close(): void {
    this.database.close();
  }
}

const affinity: Readonly<Record<string, string>> = { integer: 'INTEGER', real: 'REAL' };

/** Rows in an order of their own, for comparing bags; engines add in different orders, which shows in the last digits of fractions. */
export function sorted(rows: readonly (readonly Value[])[]): string[] {
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
  return rows.map((row) => JSON.stringify(row, rounded)).sort();
}
