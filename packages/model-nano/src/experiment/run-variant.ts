import { pointerSpecs, trainPointerModel } from '@momq/moe/pointer';
import type { HostParameters } from '@momq/moe';
import type { PointerModelConfig } from '@momq/moe/pointer';
import type { LogicalDialectPack } from '@momq/dialect';
import type { LinkedPrefix } from '../prefix/build-prefix.js';
import { pairBatches } from './example-batches.js';
import type { DialectPair, ExampleReader, GroupUse } from './example-batches.js';
import { evenly } from './experiment-data.js';
import type { ExperimentData } from './experiment-data.js';
import { experimentShape } from './experiment-settings.js';
import type { ExperimentSetting, ExperimentSizes } from './experiment-settings.js';
import type { ExperimentVariant, SizedVariant } from './experiment-variants.js';
import { measureModel } from './measure-model.js';
import type { Outcome } from './measure-model.js';
import { testPrefix } from './predict-queries.js';
import { ProcessorClock, runParts } from './processor-clock.js';
import type { QueryVerdicts } from './query-verdicts.js';

/** One run: a variant, a setting, a seed. */
export interface RunResult {
  /** Identity of everything that the run depends on besides the next three. */
  readonly experiment: string;
  /** Commit of the code that ran, or null outside a repository. */
  readonly commit: string | null;
  readonly setting: ExperimentSetting;
  readonly variant: ExperimentVariant;
  readonly seed: number;
  readonly rank: number;
  readonly adapterWeights: number;
  /** Adapters, norms and the two vocabulary matrices. */
  readonly trainedWeights: number;
  readonly steps: number;
  readonly trainLoss: number;
  readonly dialects: Readonly<Record<string, Outcome>>;
  /** Processor seconds of the process by part. */
  readonly cpuSeconds: Readonly<Record<(typeof runParts)[number], number>>;
}

/** What all runs share. */
export interface ExperimentWorld {
  readonly packs: readonly LogicalDialectPack[];
  readonly data: ExperimentData;
  readonly reader: ExampleReader;
  readonly sizes: ExperimentSizes;
  /** The base: its config without adapters, and its weights. */
  readonly base: { readonly config: PointerModelConfig; readonly parameters: HostParameters };
  readonly verdicts: QueryVerdicts;
  /** Prefixes of the held-out questions by dialect, made once. */
  readonly prefixes: ReadonlyMap<string, readonly LinkedPrefix[]>;
}

/** Start-token and keyword rows are learnt with the adapters: the base has never seen the other dialects' words. */
const vocabularyWeights = ['pointer.token_embedding', 'pointer.keyword_head.weight'];

/** The pairs that the adapters see. */
export function trainingPairs(
  { data, packs, sizes }: Pick<ExperimentWorld, 'data' | 'packs' | 'sizes'>,
  setting: ExperimentSetting,
): DialectPair[] {
  return packs.flatMap(({ id: dialect }, place) => {
    const poor = setting === 'imbalanced' && place > 0;
    const questions = data.train.filter((question) => question.targets.has(dialect));
    return evenly(questions, poor ? sizes.poorPairs : sizes.richPairs).map((question) => ({
      question,
      dialect,
    }));
  });
}

/** Makes the held-out prefixes. Those longer than the shape are left out. */
export function testPrefixes(
  reader: ExampleReader,
  data: ExperimentData,
): ReadonlyMap<string, readonly LinkedPrefix[]> {
  return new Map(
    [...data.test].map(([dialect, tests]) => [
      dialect,
      tests.map((test) => testPrefix(reader, test, dialect)),
    ]),
  );
}

/** Trains a variant's adapters on the frozen base and measures it on the held-out questions. */
export async function runVariant(
  world: ExperimentWorld,
  run: Pick<RunResult, 'experiment' | 'commit' | 'setting' | 'variant' | 'seed'>,
  { mixture, rank, adapterWeights }: SizedVariant,
): Promise<RunResult> {
  const clock = new ProcessorClock(runParts);
  const { sizes, reader, base } = world;
  const config: PointerModelConfig = { ...base.config, mixture, dropout: 0 };
  const use: GroupUse = {
    groups: mixture.groups.map(({ name }) => name),
    ownGroupOnly: mixture.routing === 'dialect',
  };
  const adapterRoles = ['lora', 'shared', 'group', 'norm'];
  const trained = pointerSpecs(config).filter(
    ({ name, role }) => adapterRoles.includes(role) || vocabularyWeights.includes(name),
  );
  const names = new Set(trained.map(({ name }) => name));
  const { parameters, lastEntry, steps } = await clock.timed('train', () =>
    trainPointerModel({
      config,
      phase: 'experts-and-head',
      trainable: (name) => names.has(name),
      parameters: base.parameters,
      batches: pairBatches(reader, trainingPairs(world, run.setting), use, run.seed),
      totalSteps: sizes.steps,
      optimizer: { learningRate: sizes.learningRate, emaDecay: null },
      seed: run.seed,
      threads: 1,
      logEverySteps: 25,
    }),
  );
  const dialects = await measureModel(
    {
      ...{ model: { config, parameters }, reader, use, clock, verdicts: world.verdicts },
      prefixBuckets: [experimentShape.prefixLength + 24],
    },
    new Map(
      world.packs.map((pack) => {
        const tests = world.data.test.get(pack.id)!;
        return [pack.id, { pack, tests, prefixes: world.prefixes.get(pack.id)! }];
      }),
    ),
  );
  return {
    ...run,
    rank,
    adapterWeights,
    trainedWeights: trained.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    steps,
    trainLoss: lastEntry?.lmLoss ?? NaN,
    dialects,
    cpuSeconds: clock.seconds,
  };
}
