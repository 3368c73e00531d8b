import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCheckpoint, saveCheckpoint } from '@momq/moe';
import { baseConfig } from './experiment-base.js';
import type { DialectPair } from './example-batches.js';
import type { Outcome } from './measure-model.js';
import type { QueryVerdicts } from './query-verdicts.js';
import { armKinds } from './sqlgen-arms.js';
import type { AdaptArm, DataArm } from './sqlgen-arms.js';
import type { DialectQuestions, SqlgenData } from './sqlgen-data.js';
import { measureDense, runClock, trainDense } from './sqlgen-run.js';
import type { DenseModel, DenseTraining, SqlgenRun } from './sqlgen-run.js';
import type { SqlgenSizes } from './sqlgen-settings.js';
import type { TrainingQuestion } from '../training/training-question.js';

/** What all runs share. */
export interface SqlgenWorld {
  readonly data: SqlgenData;
  readonly sizes: SqlgenSizes;
  readonly verdicts: QueryVerdicts;
  /** Folder of models that others go on from. */
  readonly models: string;
  readonly experiment: string;
  readonly commit: string | null;
  readonly signal?: AbortSignal;
}

/** A run of one dialect's models. */
export interface DialectRun {
  readonly arm: DataArm | AdaptArm;
  readonly dialect: string;
  readonly seed: number;
}

/** Hears how far a run is, 0 to 1, and what is being done. */
export type RunProgress = (share: number, what: string) => void;

/** Trains what a run names and measures it. */
export async function runDialectArm(
  world: SqlgenWorld,
  run: DialectRun,
  onProgress: RunProgress,
): Promise<SqlgenRun> {
  const { arm, ...rest } = run;
  if (isDataArm(arm)) return runDataArm(world, { arm, ...rest }, onProgress);
  return runAdaptArm(world, { arm, ...rest }, onProgress);
}

function isDataArm(arm: DialectRun['arm']): arm is DataArm {
  return Object.hasOwn(armKinds, arm);
}

async function runDataArm(
  world: SqlgenWorld,
  run: DialectRun & { readonly arm: DataArm },
  onProgress: RunProgress,
): Promise<SqlgenRun> {
  const { data, verdicts, sizes, experiment, commit, signal } = world;
  const questions = data.dialects.get(run.dialect)!;
  const clock = runClock();
  const { model, trainLoss } = await clock.timed('train', () =>
    trainFromStart(world, run, (share) => onProgress(0.8 * share, 'training')),
  );
  onProgress(0.8, 'answers');
  const tests = await measureDense(
    { ...{ reader: data.reader, verdicts, clock }, ...(signal !== undefined && { signal }) },
    model,
    new Map(Object.entries(questions.test)),
  );
  return {
    ...{ ...run, experiment, commit, trainLoss, tests, steps: sizes.steps },
    pairs: pairsOfArm(questions, run.arm).flat().length,
    cpuSeconds: clock.seconds,
  };
}

/** Each target database has a model of its own; the other arms have one for all. */
async function runAdaptArm(
  world: SqlgenWorld,
  run: DialectRun & { readonly arm: AdaptArm },
  onProgress: RunProgress,
): Promise<SqlgenRun> {
  const { data, verdicts, sizes, experiment, commit, signal } = world;
  const { reader } = data;
  const stop = signal === undefined ? {} : { signal };
  const questions = data.dialects.get(run.dialect)!;
  const { asked, own, others } = questions.adaptation!;
  const human = pairsOf(questions, questions.train.human);
  const clock = runClock();
  const start = await humanModel(world, run, (share) => onProgress(0.5 * share, 'human model'));
  const models: { readonly made: readonly DialectPair[]; readonly databases: string[] }[] =
    run.arm === 'adapted'
      ? [...own].map(([dbId, made]) => ({ made: pairsOf(questions, made), databases: [dbId] }))
      : [
          {
            made: run.arm === 'not adapted' ? [] : pairsOf(questions, others),
            databases: [...asked.keys()],
          },
        ];
  const tests: Record<string, Outcome> = {};
  let trainLoss: number | null = null;
  for (const [place, { made, databases }] of models.entries()) {
    const share = (part: number): number => 0.5 + (0.5 * (place + part)) / models.length;
    const tuned = await clock.timed('train', () =>
      trainDense({
        ...{ reader, config: start.config, from: start.parameters, seed: run.seed },
        pairs: made.length === 0 ? [human] : [human, made],
        steps: sizes.adaptSteps,
        learningRate: sizes.tuneLearningRate,
        onProgress: (part) => onProgress(share(0.7 * part), 'adapting'),
        ...stop,
      }),
    );
    trainLoss = tuned.trainLoss;
    onProgress(share(0.7), 'answers');
    const sets = new Map(databases.map((dbId) => [dbId, asked.get(dbId)!]));
    const measuring = { reader, verdicts, clock, ...stop };
    Object.assign(tests, await measureDense(measuring, tuned.model, sets));
  }
  const made = models.reduce((sum, model) => sum + model.made.length, 0) / models.length;
  return {
    ...{ ...run, experiment, commit, trainLoss, tests, steps: sizes.adaptSteps },
    pairs: human.length + made,
    cpuSeconds: clock.seconds,
  };
}

/** Lists of pairs, evenly mixed. */
function pairsOfArm(questions: DialectQuestions, arm: DataArm): DenseTraining['pairs'] {
  return armKinds[arm].map((kind) => pairsOf(questions, questions.train[kind]));
}

function pairsOf({ pack }: DialectQuestions, list: readonly TrainingQuestion[]): DialectPair[] {
  return list.map((question) => ({ question, dialect: pack.id }));
}

/** Trains an arm's model, and keeps that of human pairs. */
async function trainFromStart(
  world: SqlgenWorld,
  { arm, dialect, seed }: DialectRun & { readonly arm: DataArm },
  onProgress: (share: number) => void,
): ReturnType<typeof trainDense> {
  const { data, sizes, signal } = world;
  const { reader } = data;
  const trained = await trainDense({
    ...{ reader, config: baseConfig(reader), from: null, seed, onProgress },
    pairs: pairsOfArm(data.dialects.get(dialect)!, arm),
    steps: sizes.steps,
    learningRate: sizes.learningRate,
    ...(signal !== undefined && { signal }),
  });
  if (arm === 'human')
    await saveCheckpoint(modelFolder(world, { dialect, seed }), {
      ...trained.model,
      vocabulary: reader.vocabulary,
      metadata: { experiment: world.experiment },
    });
  return trained;
}

function modelFolder(
  { models }: SqlgenWorld,
  { dialect, seed }: Pick<DialectRun, 'dialect' | 'seed'>,
): string {
  return join(models, `${dialect}-human-${seed}`);
}

/** The kept model of human pairs, or that model trained again. */
async function humanModel(
  world: SqlgenWorld,
  run: DialectRun,
  onProgress: (share: number) => void,
): Promise<DenseModel> {
  const folder = modelFolder(world, run);
  if (existsSync(join(folder, 'momq.json'))) {
    const stored = await loadCheckpoint(folder);
    if (stored.metadata['experiment'] === world.experiment) return stored;
  }
  return (await trainFromStart(world, { ...run, arm: 'human' }, onProgress)).model;
}
