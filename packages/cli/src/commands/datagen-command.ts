import path from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import type {
  GenerationReport,
  IntentPairReport,
  SpiderTranslationReport,
  TemplateReport,
} from '@momq/datagen';
import type { DatasetFormat } from '@momq/datagen/dataset';
import type { SqlGenReport } from '@momq/datagen/sql-gen';
import { ConfigError } from '@momq/core';
import type { LogicalDialectPack } from '@momq/dialect';
import type { CommandContext } from '../command-context.js';
import { countingBar } from '../output/progress-bar.js';
import { dialectsOptionHelp } from '../dialects/dialect-option.js';
import type { DatagenReport } from './datagen-dataset.js';
import { addDatagenDiversityCommand } from './datagen-diversity-command.js';
import { addDatagenTemplatesCommand } from './datagen-templates-command.js';
import { positiveInteger, wholeNumber } from './number-option.js';
import { addSqlGenOptions } from './sql-gen-options.js';
import type { SqlGenFlags } from './sql-gen-options.js';

interface DatagenFlags extends SqlGenFlags {
  readonly source: 'generated' | 'spider' | 'templates' | 'intents' | 'sql-gen';
  readonly out?: string;
  readonly dialect?: readonly string[];
  readonly data?: string;
  readonly train?: number;
  readonly validation?: number;
  readonly test?: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly format?: readonly DatasetFormat[];
  readonly json?: boolean;
}

/** Adds `momq datagen` to the program. */
export function addDatagenCommand(program: Command, context: CommandContext): void {
  const { output } = context;
  const command = program
    .command('datagen')
    .description(
      'make (question, query) pairs in every dialect and keep those whose query gives the right rows; a stopped run goes on where it was',
    )
    .addOption(
      new Option(
        '--source <name>',
        'generated: databases and questions from a grammar; templates and intents: what analysts ask, over databases that look lived in; spider: human questions, translated; sql-gen: what a language model writes, for one dialect',
      )
        .choices(['generated', 'templates', 'intents', 'spider', 'sql-gen'])
        .default('generated'),
    )
    .option(
      '--out <folder>',
      'receives <dialect>.jsonl, report.json and README.md, the card of the data set (default: runs/data/<source>)',
    )
    .option('--dialect <ids...>', `${dialectsOptionHelp} (default: all whose engine is installed)`)
    .option(
      '--train <n>',
      'databases to train on (default: generated 400, intents 200, templates 72, sql-gen 40)',
      positiveInteger,
    )
    .option(
      '--validation <n>',
      'databases to validate on (default: generated 24, intents 8, templates and sql-gen 4)',
      positiveInteger,
    )
    .option(
      '--test <n>',
      'databases to test on (default: generated 40, intents 8, templates and sql-gen 4)',
      positiveInteger,
    )
    .option(
      '--data <folder>',
      'spider: the folder that holds spider/ (default: MOMQ_DATA or shared/data)',
    )
    .option('--seed <n>', 'of everything random (default: 1, spider 0)', wholeNumber)
    .option(
      '--workers <n>',
      'databases in work at once, but for sql-gen, which has --concurrency; the pairs do not depend on it (default: 2)',
      positiveInteger,
    )
    .addOption(
      new Option(
        '--format <names...>',
        'beside JSONL: parquet; chat, conversations for other trainers',
      ).choices(['parquet', 'chat']),
    )
    .option('--json', 'print one JSON object');
  addSqlGenOptions(command).action(async (flags: DatagenFlags) => {
    requireUsed(flags);
    const outputFolder = flags.out ?? path.join('runs/data', flags.source);
    const report: DatagenReport = await makers[flags.source](outputFolder, flags, output);
    const { completeDataset } = await import('./datagen-dataset.js');
    await completeDataset(outputFolder, report, flags);
    const { toJson } = await import('../output/json.js');
    if (flags.json === true) {
      output.print(toJson({ out: outputFolder, ...report }));
      return;
    }
    if ('funnel' in report) (await import('./datagen-sql-gen.js')).printSqlGen(report, output);
    for (const [dialect, splits] of Object.entries(report.pairsBySplit)) {
      const counts = Object.entries(splits).map(([split, count]) => `${count} ${split}`);
      output.print(`${dialect}: ${counts.join(', ')}`);
    }
    output.print(`written to ${outputFolder}`);
  });
  addDatagenTemplatesCommand(command, context);
  addDatagenDiversityCommand(command, context);
}

const makers = {
  generated: fromGrammar,
  spider: fromSpider,
  templates: fromTemplates,
  intents: fromIntents,
  'sql-gen': fromSqlGen,
};

/** @throws ConfigError where `--databases` would go unread, or would leave another option unread */
function requireUsed({ source, databases, train, validation, test }: DatagenFlags): void {
  if (databases === undefined) return;
  if (source !== 'intents' && source !== 'sql-gen')
    throw new ConfigError(
      `datagen: expected --databases with --source intents or sql-gen, got --source ${source}, which brings its own. Leave it out, or name another source.`,
    );
  const counts = Object.entries({ train, validation, test }).flatMap(([split, count]) =>
    count === undefined ? [] : `--${split}`,
  );
  if (counts.length > 0)
    throw new ConfigError(
      `datagen: expected --databases alone, got ${counts.join(', ')} too, which say how many databases are made up. Leave one of them out.`,
    );
}

/** The named dialects, or all whose engine is installed; what answers are computed with comes first. */
async function targetsOf(
  { dialect }: DatagenFlags,
  output: CommandContext['output'],
): Promise<readonly LogicalDialectPack[]> {
  const { logicalDialects, referenceDialect } = await import('../dialects/find-dialects.js');
  if (dialect !== undefined) return logicalDialects(dialect);
  const { runnableDialects } = await import('../dialects/runnable-dialects.js');
  const packs = await runnableDialects(await logicalDialects(), (line) => output.printError(line));
  const reference = await referenceDialect();
  return [reference, ...packs.filter(({ id }) => id !== reference.id)];
}

async function fromGrammar(
  outputFolder: string,
  flags: DatagenFlags,
  output: CommandContext['output'],
): Promise<GenerationReport> {
  const { generatePairs } = await import('@momq/datagen');
  const { train = 400, validation = 24, test = 40, seed, workers = 2 } = flags;
  return generatePairs({
    outputFolder,
    targets: await targetsOf(flags, output),
    databases: { train, validation, test },
    ...(seed !== undefined && { seed }),
    workers,
    onProgress: countingBar('databases'),
  });
}

async function fromTemplates(
  outputFolder: string,
  flags: DatagenFlags,
  output: CommandContext['output'],
): Promise<TemplateReport> {
  const { generateTemplatePairs } = await import('@momq/datagen');
  const { logicalDialects, referenceDialect } = await import('../dialects/find-dialects.js');
  const { train = 72, validation = 4, test = 4, seed, workers = 2 } = flags;
  const withIdioms = (await logicalDialects()).filter(({ language }) => language.idioms);
  const reference = await referenceDialect(withIdioms.map(({ id }) => id));
  const others = (await targetsOf(flags, output)).filter(({ id }) => id !== reference.id);
  return generateTemplatePairs({
    outputFolder,
    targets: [reference, ...others],
    databases: { train, validation, test },
    ...(seed !== undefined && { seed }),
    workers,
    onProgress: countingBar('databases'),
  });
}

async function fromIntents(
  outputFolder: string,
  flags: DatagenFlags,
  output: CommandContext['output'],
): Promise<IntentPairReport> {
  const { generateIntentPairs } = await import('@momq/datagen');
  const { folderSources } = await import('@momq/datagen/sql-gen');
  const { train = 200, validation = 8, test = 8, seed, workers = 2 } = flags;
  return generateIntentPairs({
    outputFolder,
    targets: await targetsOf(flags, output),
    databases: { train, validation, test },
    ...(flags.databases !== undefined && { sources: await folderSources(flags.databases) }),
    workers,
    ...(seed !== undefined && { seed }),
    onProgress: countingBar('databases'),
  });
}

async function fromSpider(
  outputFolder: string,
  flags: DatagenFlags,
  output: CommandContext['output'],
): Promise<SpiderTranslationReport> {
  const { data, seed, workers = 2 } = flags;
  const { translateSpider } = await import('@momq/datagen');
  const { referenceDialect } = await import('../dialects/find-dialects.js');
  const { spiderFolder } = await import('../suites/data-folder.js');
  return translateSpider({
    spiderFolder: spiderFolder(data),
    outputFolder,
    reference: await referenceDialect(),
    targets: await targetsOf(flags, output),
    ...(seed !== undefined && { seed }),
    workers,
    onProgress: countingBar('databases'),
  });
}

async function fromSqlGen(outputFolder: string, flags: DatagenFlags): Promise<SqlGenReport> {
  const { dialect = [], ...others } = flags;
  const [id] = dialect;
  if (dialect.length > 1)
    throw new ConfigError(
      `datagen: expected one dialect with --source sql-gen, got ${dialect.join(', ')}. Run it once for each, with its own --out.`,
    );
  const { fromSqlGen: make } = await import('./datagen-sql-gen.js');
  return make(outputFolder, { ...others, ...(id !== undefined && { dialect: id }) });
}
