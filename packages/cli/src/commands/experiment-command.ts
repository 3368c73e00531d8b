import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import { makeFolder, readStoredJson } from '@momq/core/execution';
import type {
  ExperimentSetting,
  ExperimentSizes,
  ExperimentVariant,
} from '@momq/model-nano/experiment';
import type { CommandContext } from '../command-context.js';
import { positiveInteger } from './number-option.js';

interface ExperimentFlags {
  readonly data: string;
  readonly run: string;
  readonly seeds: number;
  readonly variants?: string;
  readonly setting?: ExperimentSetting;
  readonly steps?: number;
  readonly baseSteps?: number;
  readonly testQuestions?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Adds `momq experiment` to the program. */
export function addExperimentCommand(program: Command, context: CommandContext): void {
  program
    .command('experiment')
    .description(
      'repeat a published comparison at small scale; a second run with the same --run folder goes on where the first stopped',
    )
    .addArgument(
      new Argument('<name>', 'momq-table: MoMQ against other adapters').choices(['momq-table']),
    )
    .option('--data <folder>', 'pairs and databases written by momq datagen', 'runs/data/generated')
    .option('--run <folder>', 'vectors, base, verdicts and one file per run', 'runs/momq-table')
    .option('--seeds <n>', 'seeds 1 to n', positiveInteger, 3)
    .option('--variants <list>', 'methods, separated by commas (default: all)')
    .addOption(
      new Option('--setting <name>', 'one setting (default: both)').choices([
        'balanced',
        'imbalanced',
      ]),
    )
    .option('--steps <n>', 'training steps of a method', positiveInteger)
    .option('--base-steps <n>', 'training steps of the base', positiveInteger)
    .option('--test-questions <n>', 'held-out questions per dialect', positiveInteger)
    .option('--out <file>', 'write the report here as Markdown, and as JSON beside it')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nMethods: momq, joint-lora, per-dialect-lora, loramoe, mixlora, no-dialect-router, no-shared-group.',
    )
    .action((_name: string, flags: ExperimentFlags) => runExperiment(flags, context));
}

async function runExperiment(flags: ExperimentFlags, { output }: CommandContext): Promise<void> {
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
  const facts = { command: commandLine(flags) };
  const { toJson } = await import('../output/json.js');
  const summary = { ...facts, ...runs, results: undefined, tables: nano.momqTables(runs) };
  const markdown = nano.momqTableMarkdown(runs, facts);
  if (flags.out !== undefined) {
    await makeFolder(path.dirname(flags.out));
    writeFileSync(flags.out, markdown);
    writeFileSync(`${flags.out.replace(/\.md$/, '')}.json`, `${toJson(summary)}\n`);
  }
  output.print(flags.json === true ? toJson(summary) : markdown);
}

function relative(file: string): string {
  return path.relative(process.cwd(), file);
}

function chooseVariants(
  list: string | undefined,
  known: readonly ExperimentVariant[],
): readonly ExperimentVariant[] {
  if (list === undefined) return known;
  return list.split(',').map((name) => {
    const variant = known.find((candidate) => candidate === name.trim());
    if (variant === undefined)
      throw new ConfigError(
        `--variants: expected methods of ${known.join(', ')}, got "${name}". Check the spelling.`,
      );
    return variant;
  });
}

/** The command that gives this report again. */
function commandLine(flags: ExperimentFlags): string {
  const options = Object.entries(flags)
    .filter(([name]) => name !== 'json')
    .map(([name, value]) => {
      const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `--${dashed} ${String(value)}`;
    });
  return ['momq experiment momq-table', ...options].join(' ');
}

/** The commit of the working folder, or null where there is none. */
function currentCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    if (error instanceof Error) return null; // no git, or no repository: the report then names no commit
    throw error;
  }
}
