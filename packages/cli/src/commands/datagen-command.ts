import path from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { DatasetFormat } from '@momq/datagen/dataset';
import type { SqlGenReport } from '@momq/datagen/sql-gen';
import { ConfigError } from '@momq/core';
import type { CommandContext } from '../command-context.js';
import { dialectsOptionHelp } from '../dialects/dialect-option.js';
import { untilInterrupted } from '../errors/interrupt.js';
import type { DatagenReport } from './datagen-dataset.js';
import { addDatagenDiversityCommand } from './datagen-diversity-command.js';
import type { SourceFlags } from './datagen-sources.js';
import { addDatagenRewordCommand } from './datagen-reword-command.js';
import { addDatagenTemplatesCommand } from './datagen-templates-command.js';
import { addDatagenWorkerCommand } from './datagen-worker-command.js';
import { givenCommandLine } from './given-command-line.js';
import { positiveInteger, wholeNumber } from './number-option.js';
import { redisOptionHelp } from './redis-option.js';
import { addSqlGenOptions } from './sql-gen-options.js';
import type { SqlGenFlags } from './sql-gen-options.js';

interface DatagenFlags extends SqlGenFlags, SourceFlags {
  readonly source: 'generated' | 'spider' | 'templates' | 'intents' | 'tutorials' | 'sql-gen';
  readonly out?: string;
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
        'generated: databases and questions from a grammar; templates and intents: what analysts ask, over databases that look lived in; tutorials: what only one dialect has, from the examples of its tutorials; spider: human questions, translated; sql-gen: what a language model writes, for one dialect',
      )
        .choices(['generated', 'templates', 'intents', 'tutorials', 'spider', 'sql-gen'])
        .default('generated'),
    )
    .option(
      '--out <folder>',
      'receives <dialect>.jsonl, report.json and README.md, the card of the data set (default: runs/data/<source>)',
    )
    .option('--dialect <ids...>', `${dialectsOptionHelp} (default: all whose engine is installed)`)
    .option(
      '--train <n>',
      'databases to train on (default: generated 400, intents 200, templates 72, tutorials 60, sql-gen 40)',
      positiveInteger,
    )
    .option(
      '--validation <n>',
      'databases to validate on (default: generated 24, intents 8, templates, tutorials and sql-gen 4)',
      positiveInteger,
    )
    .option(
      '--test <n>',
      'databases to test on (default: generated 40, intents 8, templates, tutorials and sql-gen 4)',
      positiveInteger,
    )
    .option(
      '--data <folder>',
      'spider: the folder that holds spider/ (default: MOMQ_DATA or shared/data)',
    )
    .option(
      '--worn <seed>',
      'spider: ask copies of the databases that look as if nobody had tidied them up: short names, keys that are not declared, codes in place of words',
      wholeNumber,
    )
    .option('--seed <n>', 'of everything random (default: 1, spider 0)', wholeNumber)
    .option(
      '--workers <n>',
      'databases in work at once, but for sql-gen, which has --concurrency; the pairs do not depend on it (default: 2)',
      positiveInteger,
    )
    .option(
      '--redis <url>',
      `have the databases made by momq datagen worker, here or on other machines; the pairs do not depend on it. ${redisOptionHelp}`,
    )
    .addOption(
      new Option(
        '--format <names...>',
        'beside JSONL: parquet; chat, conversations for other trainers',
      ).choices(['parquet', 'chat']),
    )
    .option('--json', 'print one JSON object');
  addSqlGenOptions(command).action(async (flags: DatagenFlags, given: Command) => {
    requireUsed(flags);
    const outputFolder = flags.out ?? path.join('runs/data', flags.source);
    const report = await makeFrom(outputFolder, flags, output);
    const { completeDataset } = await import('./datagen-dataset.js');
    await completeDataset(outputFolder, report, { ...flags, command: givenCommandLine(given) });
    const { toJson } = await import('../output/json.js');
    if (flags.json === true) {
      output.print(toJson({ out: outputFolder, ...report }));
      return;
    }
    if ('funnel' in report) (await import('./datagen-sql-gen.js')).printSqlGen(report, output);
    for (const [dialect, splits] of Object.entries(report.pairsBySplit)) {
      const counts = Object.entries(splits).map(([split, count]) => `${count} ${split}`);
      output.print(`${dialect}: ${counts.join(', ') || 'no pairs'}`);
    }
    output.print(`written to ${outputFolder}`);
  });
  addDatagenRewordCommand(command, context);
  addDatagenTemplatesCommand(command, context);
  addDatagenDiversityCommand(command, context);
  addDatagenWorkerCommand(command, context);
}

async function makeFrom(
  outputFolder: string,
  flags: DatagenFlags,
  output: CommandContext['output'],
): Promise<DatagenReport> {
  const { source } = flags;
  if (source === 'sql-gen') return fromSqlGen(outputFolder, flags);
  const { pairSources } = await import('./datagen-sources.js');
  return untilInterrupted((signal) => pairSources[source](outputFolder, flags, { output, signal }));
}

/** @throws ConfigError where `--databases` or `--redis` would go unread, or would leave another option unread */
function requireUsed(flags: DatagenFlags): void {
  const { source, databases, train, validation, test, redis, workers, worn } = flags;
  if (worn !== undefined && source !== 'spider')
    throw new ConfigError(
      `datagen: expected --worn with --source spider, got --source ${source}. Leave it out, or name that source.`,
    );
  if (redis !== undefined && source === 'sql-gen')
    throw new ConfigError(
      'datagen: expected --redis with another source than sql-gen, whose work is done by the models. Leave it out; --concurrency says how many requests are made at once.',
    );
  if (redis !== undefined && workers !== undefined)
    throw new ConfigError(
      'datagen: expected --redis alone, got --workers too: no database is made here then. Give --workers to momq datagen worker.',
    );
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
