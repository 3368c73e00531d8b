// @ts-check
/**
 * Writes src/googlesql-words.ts: keywords, reserved words and built-in functions of GoogleSQL, as ZetaSQL itself has them.
 *
 *     node scripts/make-words.mjs
 *
 * Keywords are the names of tokens in the program's parser; reserved is what the parser does not take as a name; functions are
 * what the service lists for BigQuery's set of features.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { evaluateProto, languageOptions, parseProto } from '../src/zetasql-protocol.mjs';
import { findZetaSql, startZetaSql } from '../src/zetasql-service.mjs';

const found = findZetaSql(import.meta.url);
if (found === undefined) throw new Error('expected @fivetrandevelopers/zetasql to be installed');

const { version } = JSON.parse(readFileSync(`${found.folder}/../../package.json`, 'utf8'));
const text = readFileSync(found.program).toString('latin1');
const tokens = [...text.matchAll(/\0"([A-Z][A-Z_]*)"(?=\0)/g)].map(([, word]) => word ?? '');
const words = [...new Set(tokens)].filter((word) => !/SPECIAL|_FOR_|^KW_/.test(word)).sort();

const parser = startZetaSql(found, parseProto);
await parser.ready();
/** @param {string} sql */
const parses = (sql) =>
  parser.call('Parse', { sqlStatement: sql, options: languageOptions, allowScript: true }).then(
    () => true,
    () => false,
  );
const reserved = [];
for (const word of [...words, 'QUALIFY'])
  if (!(await parses(`SELECT 1 AS ${word}`))) reserved.push(word);
await parser.stop();

const engine = startZetaSql(found, evaluateProto);
await engine.ready();
const { function: functions } = /** @type {{ function: { namePath: string[] }[] }} */ (
  await engine.call('GetBuiltinFunctions', { languageOptions })
);
await engine.stop();
const names = functions.map(({ namePath }) => namePath.join('.'));
// $ names operators; the others are internal names of special forms.
const callable = names.filter((name) => /^[a-z][a-z0-9_.]*$/.test(name));

const lines = (/** @type {readonly string[]} */ list) =>
  list
    .join(' ')
    .replace(/(.{1,110})(?: |$)/g, '$1\n')
    .trim();
writeFileSync(
  new URL('../src/googlesql-words.ts', import.meta.url),
  `/*
 * Made by scripts/make-words.mjs from ZetaSQL's own parser and catalogue
 * (@fivetrandevelopers/zetasql ${version}); do not edit.
 */

const words = (text: string): readonly string[] => text.trim().split(/\\s+/);

/** Keywords of GoogleSQL, reserved or not. */
export const googleSqlKeywords = words(\`
${lines([...new Set([...words, 'QUALIFY'])].sort())}\`);

/** Words that need backticks as names. */
export const googleSqlReserved = words(\`
${lines(reserved)}\`);

/** Built-in functions, lower case. */
export const googleSqlFunctions = words(\`
${lines([...new Set(callable)].sort())}\`);
`,
);
