import { sqlgenLines, sqlgenTables } from '@momq/model-nano/experiment';
import type { SqlgenTableRuns } from './sqlgen-table.js';

/** The report as Markdown and as JSON. @param command that gives it again */
export async function sqlgenSummary(
  runs: SqlgenTableRuns,
  command: string,
): Promise<{ readonly markdown: string; readonly json: string }> {
  const { results, parts, sizes, folders, hashes } = runs;
  const tables = sqlgenTables(results, parts);
  const commits = [...new Set(results.map(({ commit }) => commit ?? 'not known'))];
  const seconds = results
    .flatMap(({ cpuSeconds }) => Object.values(cpuSeconds))
    .reduce((sum, part) => sum + part, 0);
  const lines = [
    "# SQL-GEN's claims at small scale",
    '',
    `Command: \`${command}\`, commit ${commits.join(', ')}.`,
    '',
    'Every model is a decoder of 4 layers and width 128 over frozen sentence vectors, for one dialect, of which all weights are trained,',
    `${sizes.steps} updates of 16 pairs from the start. Human pairs are those of ${folders.human.join(', ')}, generated ones of ${folders.synthetic.join(', ')}.`,
    'Held-out questions are on databases of which nothing is trained, one of each query; answers by greedy decoding under the query',
    "grammar, run on the dialect's engine as in `momq eval`.",
    ...sqlgenLines(tables),
    '',
    `Processor time of the ${results.length} runs: ${(seconds / 60).toFixed(0)} minutes, one thread. Data:`,
    '',
    ...Object.entries(hashes).map(([file, hash]) => `- ${file}: sha256 ${hash}`),
    '',
  ];
  const { toJson } = await import('../output/json.js');
  const json = toJson({ command, ...runs, results: undefined, commits, tables });
  return { markdown: lines.join('\n'), json };
}
