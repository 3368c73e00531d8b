/** Statements over the bakery that write, reach outside it, or could: none may run. */
const STATEMENTS: readonly string[] = `
DELETE FROM shop WHERE TRUE
DELETE shop WHERE id = 1
DELETE FROM shop AS s WHERE EXISTS (SELECT 1 FROM sale WHERE sale.shop_id = s.id)
INSERT INTO shop (id, name) VALUES (9, 'x')
INSERT shop (id) SELECT id + 10 FROM shop
INSERT INTO shop (id) WITH x AS (SELECT 1 AS id) SELECT id FROM x
UPDATE shop SET seats = 0 WHERE TRUE
UPDATE shop AS s SET seats = 0 FROM baker WHERE baker.shop_id = s.id
MERGE shop USING baker ON FALSE WHEN NOT MATCHED THEN INSERT (id) VALUES (1)
MERGE INTO shop AS t USING (SELECT 1 AS id) AS s ON t.id = s.id WHEN MATCHED THEN DELETE
TRUNCATE TABLE shop
DROP TABLE shop
DROP TABLE IF EXISTS shop
DROP VIEW IF EXISTS v
DROP MATERIALIZED VIEW v
DROP FUNCTION IF EXISTS f
DROP TABLE FUNCTION f
DROP PROCEDURE p
DROP SCHEMA bakery CASCADE
DROP SNAPSHOT TABLE s
DROP ALL ROW ACCESS POLICIES ON shop
DROP SEARCH INDEX i ON shop
CREATE TABLE thief (id INT64)
CREATE TABLE thief AS SELECT * FROM shop
CREATE OR REPLACE TABLE shop AS SELECT 1 AS id
CREATE TEMP TABLE thief AS SELECT * FROM baker
CREATE TABLE thief LIKE shop
CREATE TABLE thief COPY shop
CREATE TABLE thief CLONE shop
CREATE SNAPSHOT TABLE thief CLONE shop
CREATE VIEW thief AS SELECT * FROM shop
CREATE MATERIALIZED VIEW thief AS SELECT COUNT(*) AS n FROM shop
CREATE EXTERNAL TABLE thief OPTIONS (format = 'CSV', uris = ['gs://b/x.csv'])
CREATE FUNCTION f() AS (1)
CREATE TEMP FUNCTION f(x INT64) AS (x + 1)
CREATE TEMP FUNCTION f() RETURNS STRING LANGUAGE js AS 'return 1'
CREATE TABLE FUNCTION f() AS SELECT 1 AS x
CREATE PROCEDURE p() BEGIN SELECT 1; END
CREATE MODEL m OPTIONS (model_type = 'linear_reg') AS SELECT 1 AS label
CREATE SCHEMA other
CREATE ROW ACCESS POLICY p ON shop GRANT TO ('allUsers') FILTER USING (TRUE)
CREATE SEARCH INDEX i ON shop (ALL COLUMNS)
ALTER TABLE shop ADD COLUMN x INT64
ALTER TABLE shop DROP COLUMN seats
ALTER TABLE shop RENAME TO thief
ALTER TABLE shop SET OPTIONS (expiration_timestamp = NULL)
ALTER SCHEMA bakery SET OPTIONS (description = 'x')
ALTER VIEW v SET OPTIONS (description = 'x')
GRANT \`roles/bigquery.dataViewer\` ON SCHEMA bakery TO 'user:x@example.com'
REVOKE \`roles/bigquery.dataViewer\` ON TABLE shop FROM 'user:x@example.com'
EXPORT DATA OPTIONS (uri = 'gs://b/*.csv', format = 'CSV') AS SELECT * FROM shop
EXPORT DATA WITH CONNECTION us.c OPTIONS (uri = 's3://b/*', format = 'CSV') AS SELECT * FROM baker
EXPORT MODEL m OPTIONS (uri = 'gs://b/m')
LOAD DATA INTO shop FROM FILES (format = 'CSV', uris = ['gs://b/x.csv'])
LOAD DATA OVERWRITE shop FROM FILES (format = 'PARQUET', uris = ['gs://b/x'])
EXECUTE IMMEDIATE 'DROP TABLE shop'
EXECUTE IMMEDIATE CONCAT('DROP ', 'TABLE shop')
BEGIN DELETE FROM shop WHERE TRUE; END
BEGIN SELECT 1; EXCEPTION WHEN ERROR THEN DROP TABLE shop; END
BEGIN TRANSACTION
COMMIT TRANSACTION
ROLLBACK TRANSACTION
DECLARE x INT64 DEFAULT 1
SET x = 1
SET @@query_label = 'x:1'
IF TRUE THEN DROP TABLE shop; END IF
LOOP DROP TABLE shop; END LOOP
WHILE TRUE DO SELECT 1; END WHILE
REPEAT SELECT 1; UNTIL TRUE END REPEAT
FOR r IN (SELECT 1 AS x) DO DROP TABLE shop; END FOR
CASE WHEN TRUE THEN DROP TABLE shop; END CASE
CALL p()
CALL other.p('x')
CALL BQ.REFRESH_MATERIALIZED_VIEW('bakery.v')
ASSERT (SELECT COUNT(*) FROM shop) > 5 AS 'few'
RAISE USING MESSAGE = 'x'
RETURN
SELECT other.remote(name) FROM shop
SELECT \`p.other.remote\`(name) FROM shop
SELECT * FROM EXTERNAL_QUERY('us.c', 'DELETE FROM t')
SELECT * FROM EXTERNAL_QUERY('us.c', (SELECT 'SELECT 1'))
SELECT * FROM ML.PREDICT(MODEL m, TABLE shop)
SELECT * FROM ML.GENERATE_TEXT(MODEL m, TABLE shop)
SELECT * FROM other.table_function(1)
SELECT AI.GENERATE('say it', connection_id => 'us.c')
SELECT SESSION_USER()
SELECT KEYS.NEW_WRAPPED_KEYSET('gcp-kms://x', 'AEAD_AES_GCM_256')
SELECT KEYS.REWRAP_KEYSET('gcp-kms://a', 'gcp-kms://b', b'x')
SELECT ERROR('x')
SELECT @@project_id
SELECT @@error.message
SELECT * FROM INFORMATION_SCHEMA.TABLES
SELECT * FROM bakery.INFORMATION_SCHEMA.COLUMNS
SELECT query FROM \`region-us\`.INFORMATION_SCHEMA.JOBS
SELECT query FROM \`region-us.INFORMATION_SCHEMA.JOBS_BY_PROJECT\`
SELECT * FROM bakery.__TABLES__
SELECT table_name AS bakery FROM bakery.INFORMATION_SCHEMA.TABLES
SELECT t.table_name FROM shop AS s, bakery.INFORMATION_SCHEMA.TABLES AS t
SELECT (WITH __TABLES__ AS (SELECT 1 AS x) SELECT x FROM __TABLES__), table_id FROM __TABLES__
SELECT * FROM shop |> EXPORT DATA OPTIONS (uri = 'gs://b/*.csv', format = 'CSV')
SELECT 1 --\r; DROP TABLE shop
SELECT name FROM shop WHERE other.writes(id)
SELECT (SELECT other.writes(id)) FROM shop
WITH x AS (SELECT other.writes(id) FROM shop) SELECT * FROM x
SELECT COUNT(*) FROM shop GROUP BY other.writes(id)
SELECT id FROM shop ORDER BY other.writes(id)
SELECT ARRAY(SELECT other.writes(id) FROM shop)
SELECT (id).(other.writes)() FROM shop
SELECT (id).writes() FROM shop
SELECT ('x').SESSION_USER() FROM shop
FROM shop |> INSERT INTO shop
FROM shop |> CREATE TABLE copied
FROM shop |> EXPORT DATA OPTIONS (uri = 'gs://b/*', format = 'CSV')
FROM shop |> TEE (|> INSERT INTO shop), (|> SELECT 1)
FROM shop |> FORK (|> SELECT 1), (|> INSERT INTO shop)
FROM shop |> IF TRUE THEN (|> INSERT INTO shop)
FROM shop |> WHERE other.writes(id)
FROM shop |> EXTEND other.writes(id) AS x
FROM shop |> SET id = other.writes(id)
FROM shop |> AGGREGATE MAX(other.writes(id)) GROUP BY other.writes(id)
FROM shop |> CALL other.sweep()
FROM shop |> JOIN other.sweep(TABLE shop) ON TRUE
FROM shop |> UNION ALL (SELECT * FROM EXTERNAL_QUERY('us.c', 'SELECT 1'))
FROM INFORMATION_SCHEMA.TABLES |> SELECT table_name
FROM shop |> EXTEND @@project_id AS p
WITH x AS (FROM shop |> INSERT INTO shop) FROM x
CREATE TABLE copied AS FROM shop |> SELECT id
DELETE FROM shop WHERE id IN (FROM shop |> SELECT id)
INSERT INTO shop (id) FROM shop |> SELECT id
FROM shop; FROM shop
FROM shop |> WHERE a b c; SELECT other.writes(1) FROM x.y
SELECT 1; FROM shop |> SELECT other.writes(id)
`
  .trim()
  .split('\n');

/** Ways to hide a statement. */
const DISGUISES: readonly ((statement: string) => string)[] = [
  (statement) => statement,
  (statement) => `SELECT 1; ${statement}`,
  (statement) => `/* SELECT 1 */ ${statement} -- ;`,
  (statement) => `# SELECT * FROM shop\n\t${statement.replaceAll(' ', '\n ')};`,
  (statement) => `SELECT ';' AS x, "--" AS y; ${statement}; SELECT '''${"'"}''' AS z`,
];

/** Each statement in each disguise. */
export const hostileStatements: readonly string[] = STATEMENTS.flatMap((statement) =>
  DISGUISES.map((disguise) => disguise(statement)),
);
