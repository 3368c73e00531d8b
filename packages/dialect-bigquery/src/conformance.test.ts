import { testDialect } from '@momq/dialect-kit';
import { test } from 'vitest';
import { bigquery } from './index.js';

testDialect({
  dialect: bigquery(),
  test,
  unreachable: [
    'bigquery://test/harbour?endpoint=http://gull:hunter2@127.0.0.1:1',
    'bigquery://test/harbour?password=hunter2',
  ],
  writes: [
    'DELETE FROM ship WHERE TRUE',
    "INSERT INTO ship VALUES (5, 'x', 1, NULL, TRUE)",
    'UPDATE visit SET fee = 0 WHERE TRUE',
    'MERGE visit USING ship ON FALSE WHEN NOT MATCHED THEN INSERT ROW',
    'DROP TABLE visit',
    'CREATE TABLE dock (id INT64)',
    'CREATE TEMP TABLE dock AS SELECT * FROM ship',
    'TRUNCATE TABLE ship',
    "EXPORT DATA OPTIONS (uri = 'gs://b/*', format = 'CSV') AS SELECT * FROM ship",
    "EXECUTE IMMEDIATE 'DROP TABLE ship'",
    'BEGIN DELETE FROM ship WHERE TRUE; END',
    'CALL dock.sweep()',
    'SELECT dock.sweep(id) FROM ship',
    "SELECT * FROM EXTERNAL_QUERY('us.other', 'SELECT 1')",
  ],
});
