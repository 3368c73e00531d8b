import path from 'node:path';
import type { LogicalDialectPack } from '@momq/dialect';
import type { HostParameters } from '@momq/moe';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { untilInterrupted } from '../errors/interrupt.js';
import type { TextRun } from '../training/text-run.js';
import type { TrainingData } from '../training/training-data.js';
import { databasesOption, trainingDataOf } from './databases-option.js';
import type { TrainingDataFlags } from './databases-option.js';

interface TrainTextFlags extends TrainingDataFlags {
  readonly config: string;
  readonly run: string;
  readonly out: string;
  readonly export?: string;
  readonly import?: string;
  readonly json?: boolean;
}

/** Adds `momq train text` to the command `train`. */
export function addTrainTextCommand(train: Command, { output }: CommandContext): void {
  train
    .command('text')
    .description(
      'train experts for a language model on verified pairs, with the prompts that it reads at run time; a second call with the same --run folder goes on where the first stopped',
    )
    .requiredOption(
      '--config <file>',
      'YAML or JSON: base, dialects, mixture, training, validation',
    )
    .option('--data <folder>', 'pair folders written by momq datagen', 'runs/data')
    .addOption(databasesOption())
    .option('--run <folder>', 'prompts, resumable state, log, HTML report', 'runs/text')
    .option('--out <folder>', 'adapters to write', 'runs/text/adapters')
    .option(
      '--export <folder>',
      'write the run for benchmarks/peers/text_train.py instead of training here',
    )
    .addOption(
      new Option(
        '--import <folder>',
        'write the adapters that text_train.py made of an exported run',
      ).conflicts('export'),
    )
    .option('--json', 'print one JSON object')
    .action((flags: TrainTextFlags) => runTrainText(flags, output));
}

async function runTrainText(
  flags: TrainTextFlags,
  output: CommandContext['output'],
): Promise<void> {
  const { readTextRunConfig } = await import('../training/text-run-config.js');
  const { prepareTextRun } = await import('../training/text-run.js');
  const { logicalDialects } = await import('../dialects/find-dialects.js');
  const config = await readTextRunConfig(flags.config);
  const packs = await logicalDialects(config.dialects);
  const data = await trainingDataOf(flags, config.dialects);
  const summary = await untilInterrupted(async (signal) => {
    const run = await prepareTextRun(config, { packs, data, runFolder: flags.run, signal });
    if (flags.export !== undefined) return exported(run, flags.export);
    if (flags.import !== undefined) return imported(run, flags.import, flags.out);
    return trained(run, flags, { signal, packs, data });
  });
  const { toJson } = await import('../output/json.js');
  const written =
    flags.export === undefined
      ? `adapters written to ${flags.out}`
      : `run written to ${flags.export}`;
  output.print(flags.json === true ? toJson(summary) : `${written}\n${toJson(summary)}`);
}

async function exported({ options, failed }: TextRun, folder: string): Promise<object> {
  const { writePortableRun } = await import('@momq/moe/text');
  const { data, totalSteps, planSha256 } = await writePortableRun(folder, options);
  return {
    folder,
    ...{ totalSteps, planSha256 },
    ...{ used: data.used, tooLong: data.tooLong.count, withoutPrompt: failed.length },
    next: `python benchmarks/peers/text_train.py ${folder}`,
  };
}

async function imported(run: TextRun, folder: string, out: string): Promise<object> {
  const { readPortableResult } = await import('@momq/moe/text');
  const { facts, parameters } = await readPortableResult(folder, {
    ...run.base.config,
    mixture: run.options.mixture,
  });
  await write(run, out, { parameters, trainer: facts });
  return { out, ...facts };
}

async function trained(
  run: TextRun,
  flags: TrainTextFlags,
  {
    signal,
    packs,
    data,
  }: {
    readonly signal: AbortSignal;
    readonly packs: readonly LogicalDialectPack[];
    readonly data: TrainingData;
  },
): Promise<object> {
  const { trainLanguageModel } = await import('@momq/moe/text');
  const { validateExperts } = await import('../training/validate-experts.js');
  const experts = path.join(flags.run, 'validated');
  const evaluate = async (parameters: HostParameters) => {
    await write(run, experts, { parameters, trainer: {} });
    return validateExperts({
      ...{ base: run.base, experts, packs, pairs: run.asked },
      content: (dbId) => data.content(dbId),
    });
  };
  const result = await trainLanguageModel({
    ...run.options,
    signal,
    stateFolder: path.join(flags.run, 'state'),
    logPath: path.join(flags.run, 'log.jsonl'),
    reportPath: path.join(flags.run, 'report.html'),
    progress: true,
    ...(run.asked.length > 0 && { evaluate }),
  });
  const { steps, minutes, reason, lastEntry } = result;
  const parameters = result.best?.parameters ?? result.averagedParameters;
  await write(run, flags.out, { parameters, trainer: { name: '@momq/moe', steps, minutes } });
  return { out: flags.out, steps, minutes, reason, lastEntry };
}

async function write(
  { base, options, provenance }: TextRun,
  folder: string,
  { parameters, trainer }: { readonly parameters: HostParameters; readonly trainer: object },
): Promise<void> {
  const { saveAdapters } = await import('@momq/moe');
  const { baseReference } = await import('@momq/moe/bases');
  const config = { ...base.config, mixture: options.mixture };
  const metadata = { ...provenance, trainer };
  await saveAdapters(
    folder,
    await baseReference(base),
    { config, parameters, metadata },
    { storage: 'float16' },
  );
}
