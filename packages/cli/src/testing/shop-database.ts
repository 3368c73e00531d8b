import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sqlite from 'node-sqlite3-wasm';

/** Writes a SQLite file with three customers and returns its path. */
export function writeShopDatabase(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'momq-cli-')), 'shop.sqlite');
  const database = new sqlite.Database(file);
  database.exec(`
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
    INSERT INTO customer VALUES (1, 'Ada', 'London'), (2, 'Grace', 'New York'), (3, 'Alan', 'London');
  `);
  database.close();
  return file;
}
