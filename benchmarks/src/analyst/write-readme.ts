/**
 * Writes the tables of `benchmarks/analyst/README.md`, from the repository's root: `npx tsx --conditions=@momq/source
 * benchmarks/src/analyst/write-readme.ts`. With `<model> <commit> <file>`, where the file has what `momq eval --json` printed,
 * puts that run on the leaderboard first.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readSuiteFolder } from '@momq/core/evaluation';
import type { EvaluationReport } from '@momq/core/evaluation';
import { withEntry } from './leaderboard.js';
import type { Leaderboard } from './leaderboard.js';
import { withTables } from './readme-tables.js';

const folder = 'benchmarks/analyst';
const boardFile = `${folder}/leaderboard.json`;
const [model, commit, file] = process.argv.slice(2);

let board = JSON.parse(readFileSync(boardFile, 'utf8')) as Leaderboard;
if (model !== undefined) {
  if (commit === undefined || file === undefined)
    throw new Error(
      `write-readme: expected <model> <commit> <file>, or nothing, got ${process.argv.slice(2).join(' ')}.`,
    );
  const report = JSON.parse(readFileSync(file, 'utf8')) as EvaluationReport;
  const { dialect, n, ex, low, high, exExtraColumns, executable, declining } = report;
  if (report.suite !== folder)
    throw new Error(
      `write-readme: expected a run of --suite ${folder}, got one of ${String(report.suite)}.`,
    );
  const rates = { n, ex, low, high, exExtraColumns, executable };
  const declined =
    declining === undefined
      ? {}
      : {
          declining: {
            recall: declining.recall,
            ...(declining.precision !== undefined && { precision: declining.precision }),
          },
        };
  board = withEntry(board, { model, dialect, commit, ...rates, ...declined });
  writeFileSync(boardFile, `${JSON.stringify(board, null, 2)}\n`);
}
const { questions } = await readSuiteFolder(folder);
const readme = readFileSync(`${folder}/README.md`, 'utf8');
writeFileSync(`${folder}/README.md`, withTables(readme, questions, board));
