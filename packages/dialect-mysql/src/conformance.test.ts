import { testDialect } from '@momq/dialect-kit';
import { test } from 'vitest';
import { mysql } from './index.js';

testDialect({
  dialect: mysql(),
  test,
  unreachable: ['mysql://gull:hunter2@127.0.0.1:1/harbour'],
  writes: [
    'DELETE FROM ship',
    'WITH gone AS (SELECT 1) DELETE FROM ship',
    "INSERT INTO ship VALUES (5, 'x', 1, NULL, TRUE)",
    'UPDATE visit SET fee = 0',
    'DROP TABLE visit',
    'CREATE TABLE dock (id int)',
    "SELECT * FROM ship INTO OUTFILE '/tmp/ship'",
    'TRUNCATE ship',
    'SELECT * FROM ship FOR UPDATE',
    "SELECT GET_LOCK('ship', 10)",
    'SELECT 1 /*! INTO @x */',
  ],
});
