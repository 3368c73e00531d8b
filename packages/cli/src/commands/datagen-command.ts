import path from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { GenerationReport, SpiderTranslationReport } from '@momq/datagen';
import type { CommandContext } from '../command-context.js';
import { countingBar } from '../output/progress-bar.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { positiveInteger, wholeNumber } from './number-option.js';

interface DatagenFlags {
  readonly source: 'generated' | 'spider';
  readonly out?: string;
  readonly dialect?: string;
  readonly data?: string;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly seed?: number;
  readonly json?: boolean;
}

/** Adds `momq datagen` to the program. */
export function addDatagenCommand(program: Command, { output }: CommandContext): void {
  program
    .command('datagen')
    .description(
      'make (question, query) pairs in every dialect and keep those whose query gives the right rows; a stopped run goes on where it was',
    )
    .addOption(
      new Option(
        '--source <name>',
        'generated: databases and questions from a grammar; spider: human questions, translated',
      )
        .choices(['generated', 'spider'])
        .default('generated'),
    )
    .option(
      '--out <folder>',
      'receives <dialect>.jsonl and report.json (default: runs/data/<source>)',
    )
    .option('--dialect <id>', `${dialectOptionHelp} (default: all of them)`)
    .option('--train <n>', 'generated: databases to train on', positiveInteger, 400)
    .option('--validation <n>', 'generated: databases to validate on', positiveInteger, 24)
    .option('--test <n>', 'generated: databases to test on', positiveInteger, 40)
    .option(
      '--data <folder>',
      'spider: the folder that holds spider/ (default: MOMQ_DATA or shared/data)',
    )
    .option('--seed <n>', 'of everything random (default: generated 1, spider 0)', wholeNumber)
    .option('--json', 'print one JSON object')
    .action(async (flags: DatagenFlags) => {
      const outputFolder = flags.out ?? path.join('runs/data', flags.source);
      const report =
        flags.source === 'spider'
          ? await fromSpider(outputFolder, flags)
          : await fromGrammar(outputFolder, flags);
      const { toJson } = await import('../output/json.js');
      if (flags.json === true) {
        output.print(toJson({ out: outputFolder, ...report }));
        return;
      }
      for (const [dialect, splits] of Object.entries(report.pairsBySplit)) {
        const counts = Object.entries(splits).map(([split, count]) => `${count} ${split}`);
        output.print(`${dialect}: ${counts.join(', ')}`);
      }
      output.print(`written to ${outputFolder}`);
    });
}

async function fromGrammar(outputFolder: string, flags: DatagenFlags): Promise<GenerationReport> {
  const { generatePairs } = await import('@momq/datagen');
  const { logicalDialects } = await import('../dialects/find-dialects.js');
  const { train, validation, test, seed, dialect } = flags;
  return generatePairs({
    outputFolder,
    targets: await logicalDialects(dialect),
    databases: { train, validation, test },
    ...(seed !== undefined && { seed }),
    onProgress: countingBar('databases'),
  });
}

async function fromSpider(
  outputFolder: string,
  { data, seed, dialect }: DatagenFlags,
): Promise<SpiderTranslationReport> {
  const { translateSpider } = await import('@momq/datagen');
  const { logicalDialects, referenceDialect } = await import('../dialects/find-dialects.js');
  const { spiderFolder } = await import('../suites/data-folder.js');
  return translateSpider({
    spiderFolder: spiderFolder(data),
    outputFolder,
    reference: await referenceDialect(),
    targets: await logicalDialects(dialect),
    ...(seed !== undefined && { seed }),
    onProgress: countingBar('databases'),
  });
}
