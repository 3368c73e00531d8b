import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sqlite from 'node-sqlite3-wasm';

/** Writes a SQLite file with three customers, and returns its path. */
export function writeShopFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'momq-serve-')), 'shop.sqlite');
  const database = new sqlite.Database(file);
  database.exec(`
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO customer VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Alan');
  `);
  database.close();
  return file;
}
