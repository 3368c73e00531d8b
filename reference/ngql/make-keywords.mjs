// Writes packages/dialect-ngql/src/ngql-words.ts from NebulaGraph's manual: its keywords, and which are reserved.
//
//   node reference/ngql/make-keywords.mjs <checkout of github.com/vesoft-inc/nebula-docs> <its commit>
//
// Commit 5aa61f40a29d8e20c6b6e26fd6415241bbb2037d, the English manual of NebulaGraph 3, wrote the file that is checked in.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, commit] = process.argv.slice(2);
if (commit === undefined) throw new Error('expected a folder and a commit');
const source = 'docs-2.0-en/3.ngql-guide/1.nGQL-overview/keywords-and-reserved-words.md';
const page = readFileSync(join(folder, source), 'utf8');

/** The words in the block of code below a heading. */
function wordsBelow(heading) {
  const block = page.split(`## ${heading}\n`)[1]?.match(/```ngql\n([\s\S]*?)```/)?.[1];
  if (block === undefined) throw new Error(`expected a block of code below ${heading}`);
  return block.trim().split(/\s+/);
}

/** Lines of words, at most 116 characters wide. */
function lines(words) {
  return words
    .join(' ')
    .replace(/(.{1,116})(?:\s+|$)/g, '$1\n')
    .trim();
}

writeFileSync(
  new URL('../../packages/dialect-ngql/src/ngql-words.ts', import.meta.url),
  `/*
 * Keywords of nGQL, as NebulaGraph's manual lists them (vesoft-inc/nebula-docs ${commit.slice(0, 8)},
 * ${source});
 * reference/ngql/make-keywords.mjs writes this file.
 */

/** Keywords that need backticks as a name. */
export const RESERVED = \`
${lines(wordsBelow('Reserved keywords'))}\`;

/** Keywords that are names as they stand. */
export const NOT_RESERVED = \`
${lines(wordsBelow('Non-reserved keywords'))}\`;
`,
);
