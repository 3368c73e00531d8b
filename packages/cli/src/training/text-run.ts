import path from 'node:path';
import { ConfigError } from '@momq/core';
import type { LogicalDialectPack } from '@momq/dialect';
import type { Base } from '@momq/moe/bases';
import type { LanguageModelTrainerOptions } from '@momq/moe/text';
import { countingBar } from '../output/progress-bar.js';
import { startingAdapters } from './starting-adapters.js';
import { choosePairs } from './text-pairs.js';
import type { TextPair } from './text-pairs.js';
import type { TextRunConfig } from './text-run-config.js';
import { textSamples } from './text-samples.js';
import { describeFiles } from './training-data.js';
import type { TrainingData } from './training-data.js';

/** Longest prompt and query together at run time, in tokens. */
const CONTEXT_LENGTH = 4096;

/** A run whose samples are made. */
export interface TextRun {
  readonly options: LanguageModelTrainerOptions;
  readonly base: Base;
  /** What a checkpoint says about where it comes from. */
  readonly provenance: Readonly<Record<string, unknown>>;
  /** Held-out pairs that are asked while it trains; empty for none. */
  readonly asked: readonly TextPair[];
  /** Pairs of which no sample could be made. */
  readonly failed: readonly { readonly id: string; readonly message: string }[];
}

/**
 * The trainer's options for a config: opens the base, and makes the samples of the pairs that the config chooses.
 *
 * @param runFolder - keeps the samples
 */
export async function prepareTextRun(
  config: TextRunConfig,
  {
    packs,
    data,
    runFolder,
    signal,
  }: {
    readonly packs: readonly LogicalDialectPack[];
    readonly data: TrainingData;
    readonly runFolder: string;
    readonly signal?: AbortSignal;
  },
): Promise<TextRun> {
  const { loadBase } = await import('@momq/moe/bases');
  const { promptRecorder } = await import('@momq/model-text/training');
  const { mixture, training, validation = {}, questionsPerDatabase, schemaTokens = 2048 } = config;
  const base = await loadBase(config.base, { progress: true });
  const { startFrom } = config;
  const start =
    startFrom === undefined ? null : await startingAdapters({ ...config, startFrom }, base);
  const limits = { contextLength: CONTEXT_LENGTH, schemaTokens };
  const recorder = await promptRecorder(base, limits);
  const files = data.folders.flatMap((folder) => folder.files);
  const seed = training.seed ?? 42;
  const make = async (split: 'train' | 'validation', perDatabase?: Record<string, number>) =>
    textSamples({
      pairs: await choosePairs(files, { split, seed, ...(perDatabase && { perDatabase }) }),
      packs,
      recorder,
      limits,
      content: (dbId) => data.content(dbId),
      folder: path.join(runFolder, 'samples'),
      onProgress: countingBar(split === 'train' ? 'prompts' : 'held-out prompts'),
      ...(signal !== undefined && { signal }),
    });
  const made = await make('train', questionsPerDatabase);
  if (made.samples.length === 0)
    throw new ConfigError(
      `data: expected pairs to train on, got none of which a prompt could be made; the first of ${made.failed.length} failed with: ${made.failed[0]?.message ?? 'there are none'}. Make them with momq datagen.`,
    );
  const { losses = 16 } = validation;
  const two = Object.fromEntries(config.dialects.map((dialect) => [dialect, 2]));
  const held = losses === 0 ? [] : (await make('validation', two)).samples;
  const heldOut = firstOf(held, config.dialects, losses);
  const { questions = 0 } = validation;
  const spread = Object.fromEntries(config.dialects.map((dialect) => [dialect, 4]));
  const candidates =
    questions === 0
      ? []
      : await choosePairs(files, { split: 'validation', seed, perDatabase: spread });
  return {
    base,
    asked: firstOf(candidates, config.dialects, questions),
    options: {
      ...{ base, mixture, samples: made.samples, heldOut, ...training, seed },
      ...(start !== null && { parameters: start.parameters }),
    },
    provenance: {
      config,
      ...(start !== null && { startFrom: start.metadata }),
      data: await describeFiles(files),
      samples: made.samples.length,
      withoutPrompt: made.failed.length,
    },
    failed: made.failed,
  };
}

/** So many of each dialect at most. */
function firstOf<T extends { readonly dialect: string }>(
  all: readonly T[],
  dialects: readonly string[],
  count: number,
): T[] {
  return dialects.flatMap((id) => all.filter(({ dialect }) => dialect === id).slice(0, count));
}
