import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import { readStoredJson } from '@momq/core/execution';
import type { ExperimentSizes } from '@momq/model-nano/experiment';
import type { CommandContext } from '../command-context.js';
import { requireWritableFile } from '../evaluating/writable-file.js';
import { chooseVariants, commandLine, currentCommit, showReport } from './experiment-options.js';
import { addSqlgenTableCommand } from './experiment-sqlgen-command.js';
import {
  addTextExperimentOptions,
  requireNoTextOptions,
  runTextExperiment,
  textExperimentHelp,
} from './experiment-text-command.js';
import type { TextExperimentFlags } from './experiment-text-command.js';
import { positiveInteger } from './number-option.js';

interface ExperimentFlags extends TextExperimentFlags {
  readonly steps?: number;
  readonly baseSteps?: number;
}

/** Adds `momq experiment` to the program. */
export function addExperimentCommand(program: Command, context: CommandContext): void {
  const experiment = program
    .command('experiment')
    .description(
      'repeat a published comparison at small scale; a second run with the same --run folder goes on where the first stopped',
    );
  addMomqTableCommand(experiment, context);
  addSqlgenTableCommand(experiment, context);
}

function addMomqTableCommand(experiment: Command, context: CommandContext): void {
  const command = experiment
    .command('momq-table')
    .description('MoMQ (arXiv 2410.18406) against other adapters')
    .option(
      '--data <folder>',
      'pairs written by momq datagen (default: runs/data/generated; with --base: runs/data, folder itself or those in it)',
    )
    .option(
      '--run <folder>',
      'vectors or prompts, trained weights, verdicts and one file per run (default: runs/momq-table, with --base its name behind it)',
    )
    .option('--seeds <n>', 'seeds 1 to n', positiveInteger, 3)
    .option('--variants <list>', 'methods, separated by commas (default: all)')
    .addOption(
      new Option('--setting <name>', 'one setting (default: both)').choices([
        'balanced',
        'imbalanced',
      ]),
    )
    .option('--steps <n>', 'training steps of a method (not with --base)', positiveInteger)
    .option('--base-steps <n>', 'training steps of the base (not with --base)', positiveInteger)
    .option('--test-questions <n>', 'held-out questions per dialect', positiveInteger);
  addTextExperimentOptions(command)
    .option('--out <file>', 'write the report here as Markdown, and as JSON beside it')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nMethods: momq, joint-lora, per-dialect-lora, loramoe, mixlora, no-dialect-router, no-shared-group.' +
        textExperimentHelp,
    )
    .action(async (flags: ExperimentFlags) => {
      await requireWritableFile('out', flags.out);
      await (flags.base === undefined
        ? runExperiment(flags, context)
        : runTextExperiment({ ...flags, base: flags.base }, context));
    });
}

async function runExperiment(
  { data = 'runs/data/generated', run = 'runs/momq-table', ...others }: ExperimentFlags,
  context: CommandContext,
): Promise<void> {
  const { output } = context;
  requireNoTextOptions(others);
  const flags = { data, run, ...others };
  const nano = await import('@momq/model-nano/experiment');
  const { logicalDialects } = await import('../dialects/find-dialects.js');
  const variants = chooseVariants(flags.variants, nano.experimentVariants);
  const installed = await logicalDialects();
  const folder = path.resolve(flags.data);
  const pairsOf = (id: string): string => path.join(folder, `${id}.jsonl`);
  const packs = installed.filter(({ id }) => existsSync(pairsOf(id)));
  if (packs.length === 0)
    throw new ConfigError(
      `data: expected some of ${installed.map(({ id }) => `${id}.jsonl`).join(', ')} in ${flags.data}, found none. Make them with momq datagen.`,
    );
  const sizes: ExperimentSizes = {
    ...nano.defaultSizes,
    ...(flags.steps === undefined ? {} : { steps: flags.steps }),
    ...(flags.baseSteps === undefined ? {} : { baseSteps: flags.baseSteps }),
    ...(flags.testQuestions === undefined ? {} : { testQuestions: flags.testQuestions }),
  };
  const { loadSentenceEncoder } = await import('@momq/model-minilm');
  const runs = await nano.runMomqTable({
    packs,
    source: {
      files: Object.fromEntries(packs.map(({ id }) => [id, relative(pairsOf(id))])),
      content: async (dbId) =>
        readStoredJson(
          await readFile(path.join(folder, 'databases', `${dbId}.json`), 'utf8'),
        ) as never,
    },
    encoder: await loadSentenceEncoder(),
    folder: flags.run,
    sizes,
    variants,
    settings: flags.setting === undefined ? nano.experimentSettings : [flags.setting],
    seeds: Array.from({ length: flags.seeds }, (_, i) => i + 1),
    commit: currentCommit(),
    report: (line) => output.printError(line),
    progress: process.stderr.isTTY,
  });
  const facts = { command: commandLine('momq-table', flags) };
  const { toJson } = await import('../output/json.js');
  const summary = { ...facts, ...runs, results: undefined, tables: nano.momqTables(runs) };
  const markdown = nano.momqTableMarkdown(runs, facts);
  await showReport({ markdown, json: toJson(summary) }, flags, context);
}

function relative(file: string): string {
  return path.relative(process.cwd(), file);
}
