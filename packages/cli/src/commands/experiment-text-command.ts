import path from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { ExperimentSetting, ExperimentVariant } from '@momq/model-nano/experiment';
import type { CommandContext } from '../command-context.js';
import { dialectsOptionHelp } from '../dialects/dialect-option.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { databasesOption, trainingDataOf } from './databases-option.js';
import { chooseVariants, commandLine, currentCommit, showReport } from './experiment-options.js';
import { positiveInteger, positiveNumber } from './number-option.js';

/** Options of the comparison, with a base and without. */
export interface TextExperimentFlags {
  readonly data?: string;
  readonly run?: string;
  readonly seeds: number;
  readonly variants?: string;
  readonly setting?: ExperimentSetting;
  readonly testQuestions?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly base?: string;
  readonly dialect?: readonly string[];
  readonly databases?: string;
  readonly scale?: number;
  readonly epochs?: number;
  readonly rank?: number;
  readonly trainer?: readonly string[];
}

/** The methods that a language model is compared with; the others adapt layers that a prefix cannot be read without. */
const textVariants: readonly ExperimentVariant[] = [
  'momq',
  'joint-lora',
  'per-dialect-lora',
  'no-dialect-router',
  'no-shared-group',
];

const textOptions = ['dialect', 'databases', 'scale', 'epochs', 'rank', 'trainer'] as const;

/** Help behind the options. */
export const textExperimentHelp = `

With --base the methods ${textVariants.join(', ')} adapt a language model that is not trained otherwise:

  python reference/qwen/fetch_bases.py smollm2-135m
  momq datagen --source spider --out runs/data/spider
  momq experiment momq-table --base smollm2-135m --data runs/data --dialect <rich> <other...>

Imbalanced: 3,000 rows of the first dialect and 128 of each other; balanced: as many in all, evenly. Pairs of the splits validation
and test are held out. Ctrl-C stops it; the same command goes on, within a training too.`;

/** Adds the options that go with `--base`. */
export function addTextExperimentOptions(command: Command): Command {
  return command
    .option(
      '--base <model>',
      'adapt a language model: a name, such as smollm2-135m, a folder, or a GGUF file (default: a tiny decoder that is trained first)',
    )
    .option(
      '--dialect <ids...>',
      `with --base: the first is the rich one; ${dialectsOptionHelp} (default: all that there are pairs of)`,
    )
    .addOption(databasesOption())
    .option('--scale <share>', 'with --base: this share of the rows (default: 1)', positiveNumber)
    .option('--epochs <n>', 'with --base: passes over the rows (default: 1)', positiveInteger)
    .option('--rank <n>', 'with --base: LoRA rank of MoMQ (default: 8)', positiveInteger)
    .option(
      '--trainer <program...>',
      'with --base: a program that trains, as python benchmarks/peers/text_train.py (default: the engine here)',
    );
}

/** @throws ConfigError for an option that needs a base */
export function requireNoTextOptions(flags: object): void {
  const stray = textOptions.find((name) => name in flags);
  if (stray !== undefined)
    throw new ConfigError(
      `--${stray}: expected it with --base, got it without. Name a base, or leave it out.`,
    );
}

/** Runs the comparison on a language model. @throws ConfigError for options that do not go with a base */
export async function runTextExperiment(
  flags: TextExperimentFlags & { readonly base: string },
  context: CommandContext,
): Promise<void> {
  const { output } = context;
  for (const name of ['steps', 'baseSteps'])
    if (name in flags)
      throw new ConfigError(
        `--${name === 'steps' ? name : 'base-steps'}: expected it without --base, got it with one. Use --epochs and --scale.`,
      );
  const { scaledSizes, textTableSizes } = await import('../experiment/text-table-sizes.js');
  const { dialectsWithPairs } = await import('../training/training-data.js');
  const { experimentSettings } = await import('@momq/model-nano/experiment');
  const { logicalDialects } = await import('../dialects/find-dialects.js');
  const variants = chooseVariants(flags.variants, textVariants);
  const { data: folder = 'runs/data' } = flags;
  const run = flags.run ?? path.join('runs', `momq-table-${path.basename(flags.base, '.gguf')}`);
  const named = flags.dialect === undefined ? undefined : [...new Set(flags.dialect)];
  const installed = await logicalDialects(named);
  const ids =
    named === undefined
      ? dialectsWithPairs(
          folder,
          installed.map(({ id }) => id),
        )
      : null;
  const packs = ids === null ? installed : installed.filter(({ id }) => ids.includes(id));
  if (packs.length < 2)
    throw new ConfigError(
      `data: expected pairs of two dialects or more in ${folder}, got ${packs.map(({ id }) => id).join(', ') || 'none'}. Make them with momq datagen, or name two with --dialect.`,
    );
  const dialects = packs.map(({ id }) => id);
  const data = await trainingDataOf(
    { data: folder, ...(flags.databases !== undefined && { databases: flags.databases }) },
    dialects,
  );
  const { openBase } = await import('../experiment/open-base.js');
  const { runTextTable } = await import('../experiment/text-table.js');
  const base = await openBase(flags.base);
  const { scale = 1, epochs, rank, testQuestions, trainer, setting } = flags;
  const runs = await untilInterrupted(async (signal) =>
    runTextTable({
      ...{ base, packs, data, folder: run, variants, signal },
      sizes: {
        ...scaledSizes(textTableSizes, scale),
        ...(epochs !== undefined && { epochs }),
        ...(rank !== undefined && { rank }),
        ...(testQuestions !== undefined && { testQuestions }),
      },
      settings: setting === undefined ? experimentSettings : [setting],
      seeds: Array.from({ length: flags.seeds }, (_, i) => i + 1),
      ...(trainer !== undefined && { trainer }),
      commit: currentCommit(),
      report: (line) => output.printError(line),
    }),
  );
  const { textTableMarkdown, textTables } = await import('../experiment/text-table-report.js');
  const { toJson } = await import('../output/json.js');
  const command = commandLine('momq-table', { ...flags, data: folder, run });
  const markdown = textTableMarkdown(runs, command);
  const summary = toJson({ command, ...runs, results: undefined, ...textTables(runs) });
  await showReport({ markdown, json: summary }, flags, context);
}
