import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import { saveAdapters } from '@momq/moe';
import { baseReference, type Base } from '@momq/moe/bases';
import { readPortableResult, trainLanguageModel, writePortableRun } from '@momq/moe/text';
import type { LanguageModelTrainerOptions } from '@momq/moe/text';
import { trainOutside } from './outside-trainer.js';
import type { TextTableSizes } from './text-table-sizes.js';

/** Longest prompt and query together, in tokens. */
const LONGEST = 2048;

/** What an adapter folder remembers of its training. */
export interface TrainingFacts {
  /** Mean loss of the answers' tokens over the last updates, in nats; null where the trainer does not tell. */
  readonly trainLoss: number | null;
  readonly steps: number;
  /** Minutes on the clock of all calls; null where the trainer does not tell. */
  readonly minutes: number | null;
  readonly trainer: string;
}

/** The trainer's options that all methods have in common. */
export function trainerOptions(
  base: Base,
  sizes: TextTableSizes,
  seed: number,
): Omit<LanguageModelTrainerOptions, 'mixture' | 'samples'> {
  return {
    base,
    epochs: sizes.epochs,
    batchSize: 1,
    balanceOver: 'micro-batch',
    maxLength: LONGEST,
    sharedRowLength: sizes.rowLength,
    optimizer: {
      learningRate: sizes.learningRate,
      warmupRatio: 0.05,
      finalRatio: 0.05,
      weightDecay: 0.01,
      emaDecay: null,
    },
    loss: { dialect: sizes.dialectLoss },
    seed,
  };
}

/** What another trainer says of itself. */
interface OutsideFacts {
  readonly name?: string;
  readonly step?: number;
  readonly minutes?: number;
}

/** The loss of the answers' tokens over the last tenth of a log, or null without one. */
async function lastLoss(file: string): Promise<number | null> {
  if (!existsSync(file)) return null;
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const last = lines.slice(-Math.ceil(lines.length / 10));
  const losses = last.map((line) => (JSON.parse(line) as { readonly lmLoss: number }).lmLoss);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/**
 * Trains a method, here or by another program, and writes its adapters; what was begun goes on.
 *
 * @param folder - receives the resumable state and, when all is done, `adapters`
 * @param trainer - program with arguments, see {@link trainOutside}; none: here
 * @returns the folder of adapters
 */
export async function trainMethod(
  options: LanguageModelTrainerOptions,
  {
    folder,
    trainer,
    onProgress,
    signal,
  }: {
    readonly folder: string;
    readonly trainer?: readonly string[];
    /** Hears the share of the updates that are done. */
    readonly onProgress: (share: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<string> {
  const adapters = path.join(folder, 'adapters');
  if (existsSync(path.join(adapters, 'momq.json'))) return adapters;
  const config = { ...options.base.config, mixture: options.mixture };
  const save = async (
    parameters: Parameters<typeof saveAdapters>[2]['parameters'],
    facts: TrainingFacts,
  ): Promise<string> => {
    const reference = await baseReference(options.base);
    await saveAdapters(adapters, reference, { config, parameters, metadata: { ...facts } });
    return adapters;
  };
  if (trainer !== undefined) {
    const portable = path.join(folder, 'portable');
    if (!existsSync(path.join(portable, 'run.json'))) await writePortableRun(portable, options);
    await trainOutside(trainer, portable, {
      onProgress,
      ...(signal !== undefined && { signal }),
    });
    const { facts, parameters } = await readPortableResult(portable, config);
    const { name = 'another program', step, minutes = null } = facts as OutsideFacts;
    const { totalSteps } = JSON.parse(await readFile(path.join(portable, 'run.json'), 'utf8')) as {
      readonly totalSteps: number;
    };
    if (step !== totalSteps)
      throw new ConfigError(
        `--trainer: expected ${trainer[0]} to make all ${totalSteps} updates of ${portable}, got ${step ?? 'none'}. Call it without a limit of its own; what is done stays.`,
      );
    const trainLoss = await lastLoss(path.join(portable, 'log.jsonl'));
    return save(parameters, { trainLoss, steps: step, minutes, trainer: name });
  }
  const { parameters, steps, minutes, lastEntry, reason } = await trainLanguageModel({
    ...options,
    stateFolder: path.join(folder, 'state'),
    logPath: path.join(folder, 'log.jsonl'),
    logEverySteps: 5,
    onLog: ({ progress }) => onProgress(progress),
    ...(signal !== undefined && { signal }),
  });
  if (reason === 'aborted') signal?.throwIfAborted();
  const trainLoss = lastEntry?.lmLoss ?? null;
  return save(parameters, { trainLoss, steps, minutes, trainer: '@momq/moe' });
}
