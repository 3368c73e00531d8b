import path from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { CommandContext } from '../command-context.js';
import { dialectsOptionHelp } from '../dialects/dialect-option.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { requireWritableFile } from '../evaluating/writable-file.js';
import type { SqlgenTableRequest } from '../experiment/sqlgen-table.js';
import { databasesOption, trainingDataOf } from './databases-option.js';
import { chooseNamed, commandLine, currentCommit, showReport } from './experiment-options.js';
import { positiveInteger } from './number-option.js';

interface SqlgenFlags {
  readonly data: string;
  readonly databases?: string;
  readonly human: readonly string[];
  readonly synthetic?: readonly string[];
  readonly dialect?: readonly string[];
  readonly parts?: string;
  readonly run: string;
  readonly seeds: number;
  readonly pairs?: number;
  readonly steps?: number;
  readonly testQuestions?: number;
  readonly adaptDatabases?: number;
  readonly adaptPairs?: number;
  readonly adaptSteps?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const help = `
Parts, in this order; those that share a model train it once:
  data           generated pairs against human ones (Spider, translated), as many of both, on held-out databases of both kinds
  augmentation   human and generated pairs against human alone, the same number of updates
  adaptation     human pairs with those that momq adapt makes for the database that is asked, against human alone (not to graphs)
  merging        models of single dialects merged: a mixture with gates from keywords against SLERP, TIES, DARE, and each (two dialects)

  momq datagen --source spider --out runs/data/spider
  momq datagen --source intents --out runs/data/intents
  momq experiment sqlgen-table --dialect <ids...> --seeds 3 --out table.md

Held out are databases of the splits validation and test, or every fourth where pairs have none. Seeds run one after the other, so that
an early end leaves whole tables of fewer seeds. Ctrl-C stops it; the same command goes on.`;

/** Adds `momq experiment sqlgen-table`. */
export function addSqlgenTableCommand(experiment: Command, context: CommandContext): void {
  experiment
    .command('sqlgen-table')
    .description("SQL-GEN's claims (arXiv 2408.12733): what generated pairs are worth")
    .option('--data <folder>', 'folders of pairs written by momq datagen', 'runs/data')
    .addOption(databasesOption())
    .option('--human <names...>', 'folders in it with pairs that people asked', ['spider'])
    .option('--synthetic <names...>', 'folders in it with generated pairs (default: all others)')
    .option('--dialect <ids...>', `${dialectsOptionHelp} (default: all that there are pairs of)`)
    .option('--parts <list>', 'what is compared, separated by commas (default: all)')
    .option(
      '--run <folder>',
      'vectors, trained models, verdicts and one file per run',
      path.join('runs', 'sqlgen-table'),
    )
    .option('--seeds <n>', 'seeds 1 to n', positiveInteger, 3)
    .option('--pairs <n>', 'training pairs of a kind (default: 2000)', positiveInteger)
    .option('--steps <n>', 'updates of 16 pairs of a model (default: 600)', positiveInteger)
    .option('--test-questions <n>', 'held-out questions of a kind (default: 120)', positiveInteger)
    .option('--adapt-databases <n>', 'databases adapted to (default: 3)', positiveInteger)
    .option('--adapt-pairs <n>', 'pairs made for each (default: 200)', positiveInteger)
    .option('--adapt-steps <n>', 'updates of adapting (default: 100)', positiveInteger)
    .option('--out <file>', 'write the report here as Markdown, and as JSON beside it')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (flags: SqlgenFlags) => {
      await requireWritableFile('out', flags.out);
      await untilInterrupted((signal) => runSqlgen(flags, { ...context, signal }));
    });
}

async function runSqlgen(
  flags: SqlgenFlags,
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { output, signal } = context;
  const { dialectsWithPairs } = await import('../training/training-data.js');
  const { sqlgenParts, sqlgenSizes } = await import('@momq/model-nano/experiment');
  const { logicalDialects } = await import('../dialects/find-dialects.js');
  const parts = chooseNamed(flags.parts, sqlgenParts, { option: '--parts', what: 'parts' });
  const named = flags.dialect === undefined ? undefined : [...new Set(flags.dialect)];
  const installed = await logicalDialects(named);
  const known = installed.map(({ id }) => id);
  const ids = named === undefined ? dialectsWithPairs(flags.data, known) : known;
  const data = await trainingDataOf(flags, ids.length === 0 ? known : ids);
  const { runSqlgenExperiment } = await import('../experiment/sqlgen-table.js');
  const merges = ids.length > 1;
  if (!merges && flags.parts !== undefined && parts.includes('merging'))
    throw new ConfigError(
      `--parts: expected two dialects or more for merging, got ${ids.join(', ')}. Name another with --dialect, or leave merging out.`,
    );
  const { pairs, steps, testQuestions, human, synthetic } = flags;
  const { adaptDatabases, adaptPairs, adaptSteps } = flags;
  const request: SqlgenTableRequest = {
    packs: installed.filter(({ id }) => ids.includes(id)),
    ...{ data, human, folder: flags.run, signal },
    parts: parts.filter((part) => merges || part !== 'merging'),
    ...(synthetic !== undefined && { synthetic }),
    sizes: {
      ...sqlgenSizes,
      ...(pairs !== undefined && { pairs }),
      ...(steps !== undefined && { steps }),
      ...(testQuestions !== undefined && { testQuestions }),
      ...(adaptDatabases !== undefined && { adaptDatabases }),
      ...(adaptPairs !== undefined && { adaptPairs }),
      ...(adaptSteps !== undefined && { adaptSteps }),
    },
    seeds: Array.from({ length: flags.seeds }, (_, i) => i + 1),
    commit: currentCommit(),
    report: (line) => output.printError(line),
  };
  const found = await runSqlgenExperiment(request);
  const { sqlgenSummary } = await import('../experiment/sqlgen-report.js');
  await showReport(await sqlgenSummary(found, commandLine('sqlgen-table', flags)), flags, context);
}
