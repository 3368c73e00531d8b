// Writes packages/dialect-mysql/src/mysql-words.ts from the catalogue of a MySQL server: its keywords, and which are reserved.
//
//   node reference/mysql/make-keywords.mjs mysql://root@127.0.0.1:3306/
//
// MySQL 9.7.4 of Debian sid (mysql-server-core) wrote the file that is checked in.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const target = new URL('../../packages/dialect-mysql/src/mysql-words.ts', import.meta.url);
const mysql = createRequire(target)('mysql2/promise');
const connection = await mysql.createConnection({ uri: process.argv[2], rowsAsArray: true });
const [[[version]]] = await connection.query('SELECT version()');
const [rows] = await connection.query('SELECT word, reserved FROM information_schema.keywords ORDER BY word');
await connection.end();

/** Lines of words, at most 116 characters wide. */
function lines(words) {
  return words.join(' ').replace(/(.{1,116})(?:\s+|$)/g, '$1\n').trim();
}

const of = (reserved) => rows.filter((row) => row[1] === reserved).map(([word]) => word);
writeFileSync(
  target,
  `/*
 * Keywords of MySQL ${String(version).replace(/-.*/, '')}, as its table information_schema.keywords lists them;
 * reference/mysql/make-keywords.mjs writes this file.
 */

/** Keywords that need backticks as a name. */
export const RESERVED = \`
${lines(of(1))}\`;

/** Keywords that are names as they stand. */
export const NOT_RESERVED = \`
${lines(of(0))}\`;
`,
);
