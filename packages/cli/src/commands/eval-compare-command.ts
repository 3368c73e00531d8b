import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { requireReportFile, writeReport } from '../evaluating/write-report.js';
import { wholeNumber } from './number-option.js';

interface CompareFlags {
  readonly seed: number;
  readonly report?: string;
  readonly json?: boolean;
}

/** Adds `momq eval compare` to `momq eval`. */
export function addEvalCompareCommand(evaluation: Command, { output }: CommandContext): void {
  evaluation
    .command('compare')
    .description(
      'compare two runs of the same questions: who got what right, and whether the difference is more than chance',
    )
    .argument('<A>', 'what momq eval --records wrote')
    .argument('<B>', 'the same of the other run: same suite, same dialect, same --limit')
    .option('--seed <n>', 'of the bootstrap', wholeNumber, 0)
    .option(
      '--report <file>',
      'write figures and every question that changed, with both queries, here: .html or .md',
    )
    .option('--json', 'print one JSON object')
    .action(async (first: string, second: string, flags: CompareFlags) => {
      requireReportFile(flags.report);
      const { compareRuns } = await import('@momq/core/evaluation');
      const { readComparedRuns } = await import('../evaluating/recorded-run.js');
      const [one, other] = readComparedRuns(first, second);
      const comparison = compareRuns(one.records, other.records, { seed: flags.seed });
      if (flags.report !== undefined) {
        const { comparisonReport } = await import('../evaluating/comparison-report.js');
        const title = `${one.settings.suite} · ${one.settings.dialect}: two runs`;
        await writeReport(flags.report, title, comparisonReport(one, other, comparison));
      }
      if (flags.json === true) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson({ first: one.settings, second: other.settings, ...comparison }));
        return;
      }
      const { comparisonText } = await import('../output/comparison-text.js');
      output.print(
        `A  ${one.file}: ${one.settings.model}\nB  ${other.file}: ${other.settings.model}\n` +
          `${one.settings.suite} · ${one.settings.dialect}\n\n${comparisonText(comparison)}`,
      );
      if (flags.report !== undefined) output.print(`\nwritten to ${flags.report}`);
    });
}
