import type { HostParameters } from '@momq/moe';
import { initialPointerParameters, trainPointerModel } from '@momq/moe/pointer';
import type { PointerModelConfig } from '@momq/moe/pointer';
import { pairBatches } from './example-batches.js';
import type { DialectPair, ExampleReader } from './example-batches.js';
import { measureModel } from './measure-model.js';
import type { Outcome, QuestionSet } from './measure-model.js';
import { ProcessorClock, runParts } from './processor-clock.js';
import type { QueryVerdicts } from './query-verdicts.js';
import { longestAsked } from './sqlgen-settings.js';

/** What a run is among those of the comparison. */
export interface SqlgenRunName {
  /** What the model was trained on, or how it was made. */
  readonly arm: string;
  /** Dialect of the model; null for one of several. */
  readonly dialect: string | null;
  readonly seed: number;
}

/** One model, trained and measured. */
export interface SqlgenRun extends SqlgenRunName {
  /** Identity of the settings and the data. */
  readonly experiment: string;
  /** Commit of the code that ran, or null outside a repository. */
  readonly commit: string | null;
  /** Different pairs that it was trained on. */
  readonly pairs: number;
  readonly steps: number;
  /** Loss of the last logged update; null for a model that was not trained. */
  readonly trainLoss: number | null;
  /** By set of held-out questions. */
  readonly tests: Readonly<Record<string, Outcome>>;
  /** Processor seconds of the process by part. */
  readonly cpuSeconds: Readonly<Record<(typeof runParts)[number], number>>;
}

/** A model of the decoder of the comparison, dense but for merged mixtures. */
export interface DenseModel {
  readonly config: PointerModelConfig;
  readonly parameters: HostParameters;
}

/** A training of all weights of a dense model. */
export interface DenseTraining {
  readonly reader: ExampleReader;
  readonly config: PointerModelConfig;
  /** Weights to go on from; null: fresh ones. */
  readonly from: HostParameters | null;
  /** Lists that are drawn from as often as each other. */
  readonly pairs: readonly (readonly DialectPair[])[];
  readonly steps: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly onProgress: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Trains a dense model. @throws the signal's reason when that stops it */
export async function trainDense(
  training: DenseTraining,
): Promise<{ readonly model: DenseModel; readonly trainLoss: number | null }> {
  const { reader, config, from, pairs, steps, learningRate, seed, onProgress, signal } = training;
  const { averagedParameters, lastEntry } = await trainPointerModel({
    config,
    phase: 'base',
    parameters: from ?? initialPointerParameters(config, seed),
    batches: pairBatches(reader, evenShares(pairs), { groups: [], ownGroupOnly: false }, seed),
    totalSteps: steps,
    optimizer: { learningRate, warmupRatio: 0.05, emaDecay: null },
    seed,
    threads: 1,
    logEverySteps: 10,
    onLog: ({ progress }) => onProgress(progress),
    ...(signal !== undefined && { signal }),
  });
  signal?.throwIfAborted();
  return {
    model: { config, parameters: averagedParameters },
    trainLoss: lastEntry?.lmLoss ?? null,
  };
}

/** One list in which every list has about the same share. */
export function evenShares(lists: readonly (readonly DialectPair[])[]): DialectPair[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return lists.flatMap((list) =>
    Array.from({ length: Math.max(1, Math.round(longest / list.length)) }, () => list).flat(),
  );
}

/** Measures a model on held-out questions. */
export async function measureDense(
  { reader, verdicts, clock, signal }: Measuring,
  model: DenseModel,
  sets: ReadonlyMap<string, QuestionSet>,
): Promise<Record<string, Outcome>> {
  return measureModel(
    {
      ...{ model, reader, verdicts, clock },
      use: {
        groups: model.config.mixture?.groups.map(({ name }) => name) ?? [],
        ownGroupOnly: false,
      },
      prefixBuckets: [reader.shape.prefixLength, longestAsked],
      ...(signal !== undefined && { signal }),
    },
    sets,
  );
}

/** What a model is measured with. */
export interface Measuring {
  readonly reader: ExampleReader;
  readonly verdicts: QueryVerdicts;
  readonly clock: ProcessorClock<(typeof runParts)[number]>;
  readonly signal?: AbortSignal;
}

/** A fresh clock of a run. */
export function runClock(): Measuring['clock'] {
  return new ProcessorClock(runParts);
}
