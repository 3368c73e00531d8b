import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCheckpoint, saveCheckpoint } from '@momq/moe';
import type { HostParameters } from '@momq/moe';
import { pointerSpecs, trainPointerModel } from '@momq/moe/pointer';
import { seededRandom } from '@momq/core/random';
import { baseConfig } from './experiment-base.js';
import type { AnyClaim } from './sqlgen-arms.js';
import { pairBatches } from './example-batches.js';
import type { DialectPair } from './example-batches.js';
import { dialectKeywords, keywordGates } from './keyword-gates.js';
import type { QuestionSet } from './measure-model.js';
import { denseExpert, expertLora, mergeDense, mergeMixtureOf } from './merge-methods.js';
import type { DenseMerge, TunedExpert } from './merge-methods.js';
import type { RunProgress, SqlgenWorld } from './sqlgen-dialect-run.js';
import { evenShares, measureDense, runClock, trainDense } from './sqlgen-run.js';
import type { DenseModel, Measuring, SqlgenRun } from './sqlgen-run.js';
import type { QuestionKind } from './sqlgen-settings.js';

/** LoRA rank of the experts, as many as an eighth of the decoder's width. */
const RANK = 16;

/** How a model of all dialects is made. */
export const mergeMethods = [
  'SLERP',
  'TIES',
  'DARE',
  'MoE, random gates',
  'MoE, keyword gates',
] as const;

/** A run of a model that is asked in every dialect. */
export interface MergeRun {
  /** `base`, `expert <dialect>`, `generalist` or one of {@link mergeMethods}. */
  readonly arm: string;
  readonly dialect: null;
  readonly seed: number;
}

/** The arms of merging: the base, what it is tuned to, and what becomes of those. */
export function mergeArms(dialects: readonly string[]): readonly string[] {
  return ['base', ...dialects.map(expertArm), 'generalist', ...mergeMethods];
}

/** The mixture with keyword gates against everything else that there are runs of. */
export function mergeClaims(
  results: readonly { readonly arm: string; readonly dialect: string | null }[],
): readonly AnyClaim[] {
  const first = mergeMethods.at(-1)!;
  const arms = new Set(results.filter(({ dialect }) => dialect === null).map(({ arm }) => arm));
  return [...arms].filter((arm) => arm !== first).map((second) => ({ first, second }));
}

function expertArm(dialect: string): string {
  return `expert ${dialect}`;
}

/** Makes a model and asks it in every dialect; what others are made of is kept. */
export async function runMergeArm(
  world: SqlgenWorld,
  run: MergeRun,
  onProgress: RunProgress,
): Promise<SqlgenRun> {
  const { data, verdicts, sizes, experiment, commit, signal } = world;
  const clock = runClock();
  const maker = new ModelMaker(world, run.seed, clock, (share) =>
    onProgress(0.6 * share, 'training'),
  );
  const { model, pairs, steps } = await maker.make(run.arm);
  onProgress(0.6, 'answers');
  const sets = new Map(
    [...data.dialects].map(([dialect, { test, pack }]): [string, QuestionSet] => {
      const kinds = [test.human, test.synthetic];
      const tests = kinds.flatMap((kind) => kind.tests);
      return [dialect, { pack, tests, prefixes: kinds.flatMap((kind) => kind.prefixes) }];
    }),
  );
  const stop = signal === undefined ? {} : { signal };
  const tests = await measureDense({ reader: data.reader, verdicts, clock, ...stop }, model, sets);
  return {
    ...{ ...run, experiment, commit, trainLoss: null, tests, pairs },
    steps: steps ?? sizes.adaptSteps,
    cpuSeconds: clock.seconds,
  };
}

/** Models of one seed. */
class ModelMaker {
  readonly #world: SqlgenWorld;
  readonly #seed: number;
  readonly #clock: Measuring['clock'];
  readonly #onProgress: (share: number) => void;

  constructor(
    world: SqlgenWorld,
    seed: number,
    clock: Measuring['clock'],
    onProgress: (share: number) => void,
  ) {
    this.#world = world;
    this.#seed = seed;
    this.#clock = clock;
    this.#onProgress = onProgress;
  }

  async make(
    arm: string,
  ): Promise<{ readonly model: DenseModel; readonly pairs: number; readonly steps?: number }> {
    const { data, sizes } = this.#world;
    const base = await this.#base();
    const dialects = [...data.dialects.keys()];
    if (arm === 'base')
      return {
        model: base,
        pairs: this.#pairs(dialects, 'human').flat().length,
        steps: sizes.steps,
      };
    const dialect = dialects.find((id) => expertArm(id) === arm);
    const own = dialect === undefined ? dialects : [dialect];
    const pairs = this.#pairs(own, 'synthetic').flat().length;
    if (dialect !== undefined || arm === 'generalist') {
      const tuned = await this.#tuned(base, arm, own);
      return { model: denseExpert(base.config, { parameters: tuned }, RANK), pairs };
    }
    const experts: TunedExpert[] = [];
    for (const id of dialects)
      experts.push({ dialect: id, parameters: await this.#tuned(base, expertArm(id), [id]) });
    const dense = experts.map((expert) => denseExpert(base.config, expert, RANK));
    const model = isDenseMerge(arm)
      ? await mergeDense(arm, base, dense)
      : await mergeMixtureOf(
          base,
          experts,
          arm === 'MoE, keyword gates'
            ? await this.#keywordGates(experts, dense)
            : this.#randomGates(base),
          RANK,
        );
    return { model, pairs };
  }

  /** Of each dialect a list. */
  #pairs(dialects: readonly string[], kind: QuestionKind): DialectPair[][] {
    return dialects.map((dialect) =>
      this.#world.data.dialects
        .get(dialect)!
        .train[kind].map((question) => ({ question, dialect })),
    );
  }

  /** Human pairs of all dialects, from the start. */
  async #base(): Promise<DenseModel> {
    const { data, sizes, signal } = this.#world;
    const { reader } = data;
    return this.#kept('base', async () => {
      const { model } = await this.#clock.timed('train', () =>
        trainDense({
          ...{ reader, config: baseConfig(reader), from: null, seed: this.#seed },
          pairs: this.#pairs([...data.dialects.keys()], 'human'),
          steps: sizes.steps,
          learningRate: sizes.learningRate,
          onProgress: this.#onProgress,
          ...(signal !== undefined && { signal }),
        }),
      );
      return model;
    });
  }

  /** Generated pairs of some dialects, by a LoRA on every linear layer and nothing else. */
  async #tuned(
    base: DenseModel,
    arm: string,
    dialects: readonly string[],
  ): Promise<HostParameters> {
    const { data, sizes, signal } = this.#world;
    const config = { ...base.config, mixture: expertLora(RANK), dropout: 0 };
    const adapters = new Set(
      pointerSpecs(config)
        .filter(({ role }) => role === 'lora' || role === 'shared')
        .map(({ name }) => name),
    );
    const pairs = evenShares(this.#pairs(dialects, 'synthetic'));
    const use = { groups: [], ownGroupOnly: false };
    const { parameters } = await this.#kept(arm, async () => {
      const trained = await this.#clock.timed('train', () =>
        trainPointerModel({
          ...{ config, phase: 'experts-and-head', parameters: base.parameters },
          trainable: (name) => adapters.has(name),
          batches: pairBatches(data.reader, pairs, use, this.#seed),
          totalSteps: sizes.adaptSteps,
          optimizer: { learningRate: sizes.learningRate, emaDecay: null },
          seed: this.#seed,
          threads: 1,
          logEverySteps: 10,
          onLog: ({ progress }) => this.#onProgress(progress),
          ...(signal !== undefined && { signal }),
        }),
      );
      signal?.throwIfAborted();
      return { config, parameters: trained.parameters };
    });
    return parameters;
  }

  async #keywordGates(
    experts: readonly TunedExpert[],
    dense: readonly DenseModel[],
  ): Promise<Float32Array[][]> {
    const { reader } = this.#world.data;
    const pairs = new Map(
      experts.map(({ dialect }) => [dialect, this.#pairs([dialect], 'synthetic')[0]!]),
    );
    const words = dialectKeywords(reader, pairs);
    const gates: Float32Array[][] = [];
    for (const [place, { dialect }] of experts.entries())
      gates.push(
        await keywordGates(dense[place]!, dialect, words.get(dialect)!, reader.vocabulary),
      );
    return gates;
  }

  /** U(±1/√width), as mergekit's `uniform_random`. */
  #randomGates({ config }: DenseModel): Float32Array[][] {
    const { numLayers, width } = config.decoder;
    const random = seededRandom(this.#seed);
    const bound = 1 / Math.sqrt(width);
    return [...this.#world.data.dialects].map(() =>
      Array.from({ length: numLayers }, () =>
        Float32Array.from({ length: width }, () => bound * (2 * random() - 1)),
      ),
    );
  }

  async #kept(arm: string, make: () => Promise<DenseModel>): Promise<DenseModel> {
    const { models, experiment, data } = this.#world;
    const folder = join(models, `all-${arm.replaceAll(' ', '-')}-${this.#seed}`);
    if (existsSync(join(folder, 'momq.json'))) {
      const stored = await loadCheckpoint(folder);
      if (stored.metadata['experiment'] === experiment) return stored;
    }
    const made = await make();
    const { vocabulary } = data.reader;
    await saveCheckpoint(folder, { ...made, vocabulary, metadata: { experiment } });
    return made;
  }
}

function isDenseMerge(arm: string): arm is DenseMerge {
  return ['SLERP', 'TIES', 'DARE'].includes(arm);
}
