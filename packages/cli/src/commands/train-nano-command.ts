import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { CommandContext } from '../command-context.js';
import { dialectsOptionHelp } from '../dialects/dialect-option.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { databasesOption, trainingDataOf } from './databases-option.js';
import type { TrainingDataFlags } from './databases-option.js';
import { givenCommandLine } from './given-command-line.js';
import { positiveInteger, positiveNumber, wholeNumber } from './number-option.js';

interface TrainNanoFlags extends TrainingDataFlags {
  readonly dialect?: readonly string[];
  readonly run: string;
  readonly out: string;
  readonly baseMinutes: number;
  readonly expertMinutes: number;
  readonly seed: number;
  readonly startFrom?: string;
  readonly learningRate?: number;
  readonly threads?: number;
  readonly json?: boolean;
}

/** Share of samples by pair folder; renamed copies of human questions teach to match names instead of remembering them. */
const shares: Readonly<Record<string, { share: number; copies?: number; copyShare?: number }>> = {
  spider: { share: 0.4, copies: 2, copyShare: 0.15 },
  worn: { share: 0.45 },
  generated: { share: 0.1 },
  intents: { share: 0.45 },
};
const otherShare = { share: 0.3 };

/** Adds `momq train nano` to the command `train`, which does it unless another model is named. */
export function addTrainNanoCommand(train: Command, { output }: CommandContext): void {
  train
    .command('nano', { isDefault: true })
    .description(
      'train the embedded model on verified pairs: a base, then the experts of every dialect; a second run with the same --run folder goes on where the first stopped',
    )
    .option('--data <folder>', 'pair folders written by momq datagen', 'runs/data')
    .addOption(databasesOption())
    .option('--dialect <ids...>', `${dialectsOptionHelp} (default: all that the data has pairs of)`)
    .option(
      '--run <folder>',
      'text vectors, resumable state, logs, HTML reports of both phases',
      'runs/nano',
    )
    .option('--out <folder>', 'checkpoint to write', 'runs/nano/checkpoint')
    .option('--base-minutes <n>', 'minutes of the dense base phase', positiveNumber, 60)
    .option('--expert-minutes <n>', 'minutes of the expert phase', positiveNumber, 20)
    .option('--seed <n>', 'of initialisation, sampling and dropout', wholeNumber, 42)
    .option('--start-from <folder>', 'checkpoint whose base the training goes on from')
    .option(
      '--learning-rate <n>',
      'peak of the base phase; trained weights forget less with a lower one (default: 0.001)',
      positiveNumber,
    )
    .option('--threads <n>', 'threads of a training step (default: all cores)', positiveInteger)
    .option('--json', 'print one JSON object')
    .action(async (flags: TrainNanoFlags, command: Command) => {
      requireProcessors(flags.threads);
      const { trainNano } = await import('@momq/model-nano/training');
      const { loadSentenceEncoder } = await import('@momq/model-minilm');
      const { logicalDialects, referenceDialect } = await import('../dialects/find-dialects.js');
      const { describeFiles } = await import('../training/training-data.js');
      const packs = await logicalDialects(flags.dialect ?? (await trainedIds(flags.data)));
      const data = await trainingDataOf(
        flags,
        packs.map(({ id }) => id),
      );
      const encoder = await loadSentenceEncoder();
      const start = flags.startFrom === undefined ? undefined : await startFrom(flags.startFrom);
      const provenance = {
        command: givenCommandLine(command),
        ...(start && { startedFrom: start.identity }),
        data: await describeFiles(data.folders.flatMap(({ files }) => files)),
      };
      const result = await untilInterrupted((signal) =>
        trainNano({
          packs,
          sources: data.folders.map(({ name, files }) => ({
            files,
            ...(shares[name] ?? otherShare),
          })),
          content: (dbId) => data.content(dbId),
          encoder,
          runFolder: flags.run,
          outputFolder: flags.out,
          baseMinutes: flags.baseMinutes,
          expertMinutes: flags.expertMinutes,
          seed: flags.seed,
          progress: true,
          signal,
          provenance,
          ...(start && { startFrom: start.base }),
          ...(flags.learningRate !== undefined && { baseLearningRate: flags.learningRate }),
          ...(flags.threads !== undefined && { threads: flags.threads }),
        }),
      );
      const { fitRankingOf } = await import('../training/fit-ranking.js');
      const ranking = await fitRankingOf(flags.out, await referenceDialect(), data);
      const summary = {
        out: flags.out,
        ranking,
        base: result.base.lastEntry,
        experts: result.experts.lastEntry,
        skipped: Object.fromEntries(result.skipped),
      };
      const { toJson } = await import('../output/json.js');
      output.print(
        flags.json === true
          ? toJson(summary)
          : `checkpoint written to ${flags.out}\n${toJson(summary)}`,
      );
    });
}

/** Threads wait for each other by spinning: more than there are processors stand in each other's way. @throws ConfigError */
function requireProcessors(threads = 1): void {
  const most = availableParallelism();
  if (threads > most)
    throw new ConfigError(
      `training: expected --threads up to ${most}, the processors of this machine, got ${threads}. Leave it out to use all of them.`,
    );
}

/** A checkpoint to go on from, and the hash that tells which it was. */
async function startFrom(folder: string) {
  const { baseIdentity, loadCheckpoint } = await import('@momq/moe');
  const base = await loadCheckpoint(folder);
  return { base, identity: baseIdentity(base.parameters) };
}

/** Ids of the installed dialects that the data has pairs of; all of them where it has none, so that the error names them. */
async function trainedIds(data: string): Promise<readonly string[]> {
  const { installedIds } = await import('../dialects/find-dialects.js');
  const { dialectsWithPairs } = await import('../training/training-data.js');
  const ids = await installedIds();
  const found = dialectsWithPairs(data, ids);
  return found.length > 0 ? found : ids;
}
