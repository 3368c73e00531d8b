import { testDialect } from '@momq/dialect-kit';
import { test } from 'vitest';
import { sqlite } from './index.js';

testDialect({
  dialect: sqlite(),
  test,
  unreachable: ['/no/such/folder/harbour.sqlite'],
  writes: [
    'DELETE FROM ship',
    'WITH gone AS (SELECT 1) DELETE FROM ship',
    "INSERT INTO ship VALUES (5, 'x', 1, NULL, 1)",
    'UPDATE visit SET fee = 0',
    'DROP TABLE visit',
    'CREATE TABLE dock (id)',
    "ATTACH ':memory:' AS other",
    'PRAGMA user_version = 7',
    "VACUUM INTO 'copy.db'",
  ],
});
