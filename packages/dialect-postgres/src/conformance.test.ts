import { testDialect } from '@momq/dialect-kit';
import { test } from 'vitest';
import { postgres } from './index.js';

testDialect({
  dialect: postgres(),
  test,
  unreachable: ['postgres://gull:hunter2@127.0.0.1:1/harbour'],
  writes: [
    'DELETE FROM ship',
    'WITH gone AS (DELETE FROM ship RETURNING id) SELECT * FROM gone',
    "INSERT INTO ship VALUES (5, 'x', 1, NULL, TRUE)",
    'UPDATE visit SET fee = 0',
    'DROP TABLE visit',
    'CREATE TABLE dock (id int)',
    'SELECT 1 INTO dock',
    'TRUNCATE ship',
    "COPY ship TO '/tmp/ship'",
    'SELECT pg_advisory_lock(1)',
  ],
});
