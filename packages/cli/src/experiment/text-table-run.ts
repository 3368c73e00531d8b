import path from 'node:path';
import { makeFolder } from '@momq/core/execution';
import { ProcessorClock, runParts } from '@momq/model-nano/experiment';
import type { DatabaseContent } from '@momq/core';
import type { LogicalDialectPack } from '@momq/dialect';
import type {
  ExperimentSetting,
  ExperimentVariant,
  QueryVerdicts,
  RunResult,
  SizedVariant,
} from '@momq/model-nano/experiment';
import { loadAdapters } from '@momq/moe';
import type { Base } from '@momq/moe/bases';
import { scoreSamples, type TrainingSample } from '@momq/moe/text';
import type { TextPair } from '../training/text-pairs.js';
import { answerKey, askQuestions } from './text-table-answers.js';
import type { TextTableSizes } from './text-table-sizes.js';
import { trainerOptions, trainMethod, type TrainingFacts } from './text-table-training.js';

/** One run of the comparison on a real base. */
export interface TextRunResult extends RunResult {
  /** Who computed the training, with its version. */
  readonly trainer: string;
  /** Negative log-likelihood of each held-out question's gold, per token, in nats; by dialect and question id. */
  readonly goldLoss: Readonly<Record<string, number>>;
  /** Minutes on the clock: of training in all calls, where the trainer tells, and of measuring in the last. */
  readonly minutes: number;
}

/** What all runs share. */
export interface TextTableWorld {
  readonly base: Base;
  readonly packs: readonly LogicalDialectPack[];
  readonly sizes: TextTableSizes;
  /** Samples to train on, by setting. */
  readonly samples: ReadonlyMap<ExperimentSetting, readonly TrainingSample[]>;
  /** Held-out questions by dialect, and what their gold is as samples. */
  readonly test: ReadonlyMap<string, readonly TextPair[]>;
  readonly heldOut: readonly TrainingSample[];
  readonly verdicts: QueryVerdicts;
  content(dbId: string): Promise<DatabaseContent>;
  readonly trainer?: readonly string[];
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/** What a run is among those of the comparison. */
export type TextRunName = Pick<
  TextRunResult,
  'experiment' | 'commit' | 'setting' | 'variant' | 'seed'
>;

/** The name of a run's files. */
export function runName({
  setting,
  variant,
  seed,
}: {
  readonly setting: ExperimentSetting;
  readonly variant: ExperimentVariant;
  readonly seed: number;
}): string {
  return `${setting}-${variant}-${seed}`;
}

/** Trains a method and measures it on the held-out questions; what an earlier call did is not done again. */
export async function runTextVariant(
  world: TextTableWorld,
  run: TextRunName,
  { mixture, rank, adapterWeights }: SizedVariant,
  onProgress: (share: number, what: string) => void,
): Promise<TextRunResult> {
  const { base, packs, sizes, test, signal } = world;
  const clock = new ProcessorClock(runParts);
  const stop = signal === undefined ? {} : { signal };
  const folder = path.join(world.folder, 'trained', runName(run));
  await makeFolder(folder);
  const options = {
    ...trainerOptions(base, sizes, run.seed),
    ...{ mixture, samples: world.samples.get(run.setting)! },
  };
  const adapters = await clock.timed('train', async () =>
    trainMethod(options, {
      ...{ folder, ...stop },
      ...(world.trainer !== undefined && { trainer: world.trainer }),
      onProgress: (share) => onProgress(0.6 * share, 'training'),
    }),
  );
  const { parameters, metadata } = await loadAdapters(adapters, base);
  const facts = metadata as unknown as TrainingFacts;
  const trained = performance.now();
  onProgress(0.6, "the gold's loss");
  const scores = await clock.timed('score', async () =>
    scoreSamples({ ...options, samples: world.heldOut, parameters }),
  );
  const told = mixture.routing === 'dialect';
  const answers = await clock.timed('decode', async () =>
    askQuestions({
      ...{ base, adapters, packs, questions: test, ...stop },
      routing: told ? 'dialect' : 'routers',
      content: (dbId) => world.content(dbId),
      file: path.join(folder, 'answers.jsonl'),
      onProgress: (done, total) => onProgress(0.7 + (0.3 * done) / total, 'answers'),
    }),
  );
  const dialects: Record<string, RunResult['dialects'][string]> = {};
  for (const pack of packs) {
    const asked = test.get(pack.id)!;
    const correct = await clock.timed('execute', async () =>
      world.verdicts.judge(
        pack,
        asked.map((pair) => ({
          test: { evaluation: evaluationOf(pair) },
          query: answers.get(answerKey(pair)) ?? null,
        })),
      ),
    );
    const own = scores.filter(({ id }) => id.startsWith(`${pack.id}/`));
    const sum = (of: (score: (typeof own)[number]) => number): number =>
      own.reduce((total, score) => total + of(score), 0);
    dialects[pack.id] = {
      correct: Object.fromEntries(asked.map(({ id }, i) => [id, correct[i]!])),
      tokenLoss: sum((score) => score.negativeLogLikelihood) / sum(({ tokens }) => tokens),
      routed: mixture.dialectRouter
        ? sum(({ routedGroup }) => Number(routedGroup === pack.id)) / own.length
        : null,
    };
  }
  return {
    ...run,
    ...{
      rank,
      adapterWeights,
      trainedWeights: adapterWeights,
      dialects,
      cpuSeconds: clock.seconds,
    },
    ...{ steps: facts.steps, trainer: facts.trainer, trainLoss: facts.trainLoss ?? NaN },
    goldLoss: Object.fromEntries(
      scores.map(({ id, negativeLogLikelihood, tokens }) => [id, negativeLogLikelihood / tokens]),
    ),
    minutes: (facts.minutes ?? 0) + (performance.now() - trained) / 60_000,
  };
}

function evaluationOf({ id, dbId, question, dialect, query }: TextPair) {
  return { id, dbId, question, gold: { [dialect]: query } };
}
