import path from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { databasesOption, trainingDataOf } from './databases-option.js';
import type { TrainingDataFlags } from './databases-option.js';
import { positiveInteger, positiveNumber, wholeNumber } from './number-option.js';

interface TrainGroupFlags extends TrainingDataFlags {
  readonly dialect?: string;
  readonly model?: string;
  readonly run?: string;
  readonly out: string;
  readonly minutes: number;
  readonly steps?: number;
  readonly positions?: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** Adds `momq train group` to the command `train`. */
export function addTrainGroupCommand(train: Command, { output }: CommandContext): void {
  train
    .command('group')
    .description(
      'train the expert group of one dialect for the embedded model, whose other weights stay as they are, and write it as one file for the pack',
    )
    .option('--dialect <id>', `${dialectOptionHelp} (required)`)
    .option('--data <folder>', 'pairs written by momq datagen', 'runs/data')
    .addOption(databasesOption())
    .option('--model <folder>', 'checkpoint that the group is for (default: the embedded model)')
    .option(
      '--run <folder>',
      'text vectors, resumable state, log, HTML report (default: runs/group-<dialect>)',
    )
    .option('--out <file>', 'group file to write', 'weights/nano.safetensors')
    .option('--minutes <n>', 'minutes of training at most', positiveNumber, 10)
    .option('--steps <n>', 'updates at most', positiveInteger)
    .option('--positions <n>', 'positions of one batch (default: 2880)', positiveInteger)
    .option('--seed <n>', 'of initialisation, sampling and dropout', wholeNumber, 42)
    .option('--json', 'print one JSON object')
    .action((flags: TrainGroupFlags, command: Command) => {
      if (flags.dialect === undefined)
        command.error("required option '--dialect <id>' not specified");
      return runTrainGroup({ ...flags, dialect: flags.dialect }, output);
    });
}

async function runTrainGroup(
  flags: TrainGroupFlags & { readonly dialect: string },
  output: CommandContext['output'],
): Promise<void> {
  const { logicalDialects } = await import('../dialects/find-dialects.js');
  const [pack] = await logicalDialects([flags.dialect]);
  const data = await trainingDataOf(flags, [pack!.id]);
  const { trainGroup } = await import('@momq/model-nano/training');
  const { loadSentenceEncoder } = await import('@momq/model-minilm');
  const encoder = await loadSentenceEncoder();
  const { file, training, skipped } = await untilInterrupted((signal) =>
    trainGroup({
      pack: pack!,
      sources: data.folders.map(({ files }) => ({ files, share: 1 })),
      content: (dbId) => data.content(dbId),
      encoder,
      runFolder: flags.run ?? `runs/group-${pack!.id}`,
      file: flags.out,
      minutes: flags.minutes,
      seed: flags.seed,
      progress: process.stderr.isTTY,
      signal,
      ...(flags.model !== undefined && { checkpoint: flags.model }),
      ...(flags.steps !== undefined && { steps: flags.steps }),
      ...(flags.positions !== undefined && { positions: flags.positions }),
    }),
  );
  const { steps, minutes, lastEntry } = training;
  const summary = { file, steps, minutes, lastEntry, skipped: Object.fromEntries(skipped) };
  if (flags.json === true) {
    const { toJson } = await import('../output/json.js');
    output.print(toJson(summary));
    return;
  }
  output.print(
    `group of ${pack!.id} written to ${file} after ${steps} steps. The pack brings it with\n` +
      `  expertGroup: { …, weights: [{ model: 'nano', file: new URL('…/${path.basename(file)}', import.meta.url) }] }`,
  );
}
